import { randomInt } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { rule } from '../../domain/shared/domain-error.js';
import { epochMs, hour, type Instant, minute, plus, second } from '../../domain/shared/instant.js';
import type { PhoneNumber } from '../../domain/shared/phone-number.js';
import { resendAt, sends, smsNumber } from '../../domain/sms-number/decider.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { derivedId } from '../core/ids.js';
import { Keyring } from '../core/keyring.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';
import { SmsGateway, SmsOutcomeUnknown, type SmsPurpose } from '../ports/sms-gateway.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { type QuotaOwner, SmsStreams } from './sms-streams.js';

export interface CodeRequest {
  readonly purpose: SmsPurpose;
  /** Whom the code is for, beside number and purpose (V4.1). */
  readonly account: string;
  /** Left out for a decoy. */
  readonly number?: PhoneNumber;
  /** What was asked by somebody unknown: it gets a quota of its own, counted alike, and no message (F4). */
  readonly decoy?: string;
  readonly context: CommandContext;
  /** Answers before the gateway does, and whatever it says (F4). */
  readonly background?: boolean;
}

export interface CodeSent {
  readonly resendAt: Instant;
  /** Seconds. */
  readonly resendIn: number;
}

/** A code that somebody typed. `number` is `none` for whoever has no number here. */
export interface TypedCode {
  readonly number: PhoneNumber | 'none';
  readonly purpose: SmsPurpose;
  readonly account: string;
  readonly code: string;
  readonly commandId: string;
  /** Whether a refusal says how many tries are left: only where a session is held. */
  readonly tellTriesLeft?: boolean;
}

type StoredCode = { readonly reservationId: string; readonly hash: string | null; readonly spentBy: string | null };
type Bound = Pick<TypedCode, 'purpose' | 'account'> & { readonly number?: string };

const lifetime = 5 * minute;
const maxTries = 5;
/** Requests an hour that need no captcha: a day's quota of one number. */
const withoutCaptcha = 5;

/** Codes by text message (V4). */
@Injectable()
export class SmsCodes {
  private readonly logger = new Logger(SmsCodes.name);
  private readonly inBackground = new Set<Promise<void>>();

  constructor(
    private readonly runner: CommandRunner,
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly gateway: SmsGateway,
    private readonly keyring: Keyring,
    private readonly streams: SmsStreams,
  ) {}

  /**
   * Reserves the quota, then sends. A repeat of the same command finds its reservation and sends nothing twice; one
   * that was refused has freed it and tries anew.
   * @throws DomainError `sms.quota-exceeded` (429), `sms.undeliverable`; DependencyUnavailable when the gateway is down
   */
  async send(request: CodeRequest): Promise<CodeSent> {
    const { context, purpose } = request;
    const stream = await this.streams.of(ownerOf(request), context.at);
    const earlier = await this.earlierSends(request);
    for (let attempt = 1; ; attempt++) {
      const reservationId = derivedId(context.commandId, 'sms', String(attempt));
      const reserve = { type: 'ReserveSms', reservationId, purpose, earlier, at: context.at } as const;
      const { state } = await this.runner.run(smsNumber, stream, reserve, partOf(context, 'sms', String(attempt)));
      const mine = state.reservations.find(({ id }) => id === reservationId);
      if (mine?.outcome === 'refused') continue;
      if (mine?.outcome === 'open' && mine === state.reservations.at(-1)) await this.deliver(request, reservationId);

      const again = resendAt(state, context.at, earlier);
      return { resendAt: again, resendIn: Math.ceil((epochMs(again) - epochMs(context.at)) / second) };
    }
  }

  /**
   * Holds a right code for this command, which may come again. Every use counts as a try.
   * @throws DomainError `sms.code-invalid` (wrong, expired, used, of another purpose), `sms.too-many-tries`
   */
  async verify(typed: TypedCode): Promise<void> {
    const key = keyOf(typed);
    const tries = await this.shortLived.countTry('sms-code', key);
    const stored = await this.shortLived.get<StoredCode>('sms-code', key);
    if (stored?.spentBy === typed.commandId) return;
    if (tries !== undefined && tries > maxTries) throw rule('sms.too-many-tries');

    if (this.isRight(stored, typed) && (await this.shortLived.reserve('sms-code', key, typed.commandId))) {
      // Another command may have spent it, or a new send replaced it, between the two.
      if (this.isRight(await this.shortLived.get<StoredCode>('sms-code', key), typed)) return;
      await this.release(typed);
    }
    const triesLeft = tries === undefined || stored?.spentBy ? 0 : maxTries - tries;
    throw rule('sms.code-invalid', typed.tellTriesLeft ? { triesLeft } : {});
  }

  /** After success: nobody uses the code again, save a repeat of this command. */
  async spend(typed: TypedCode): Promise<void> {
    const key = keyOf(typed);
    const stored = await this.shortLived.get<StoredCode>('sms-code', key);
    if (stored?.hash !== this.hashOf(typed, typed.code)) return;
    const spent: StoredCode = { ...stored, hash: null, spentBy: typed.commandId };
    await this.shortLived.put('sms-code', key, spent, plus(this.clock.now(), lifetime));
  }

  /** After a refusal for another reason: the code stays good (V4.1). */
  async release(typed: TypedCode): Promise<void> {
    await this.shortLived.release('sms-code', keyOf(typed), typed.commandId);
  }

  /**
   * Whether this sender must solve a captcha first. Asked before every send that comes without one, and counts it there,
   * in one step, so that parallel requests do not slip past.
   */
  async needsCaptcha(sender: string): Promise<boolean> {
    const count = () => this.shortLived.countTry('sms-frequency', sender);
    let asked = await count();
    if (asked === undefined) {
      await this.shortLived.put('sms-frequency', sender, {}, plus(this.clock.now(), hour));
      asked = await count();
    }
    return asked === undefined || asked > withoutCaptcha;
  }

  /** Resolves when every send in the background has its outcome: at the end of the process, and before the sandbox looks. */
  async settled(): Promise<void> {
    while (this.inBackground.size > 0) await Promise.all(this.inBackground);
  }

  private async deliver(request: CodeRequest, reservationId: string): Promise<void> {
    const delivery = this.handOver(request, reservationId);
    if (!request.background) return delivery;
    const { correlationId } = request.context;
    const settled: Promise<void> = delivery
      .catch((error: Error) => this.logger.warn(`a message was not sent: ${error.name} (correlation ${correlationId})`))
      .finally(() => this.inBackground.delete(settled));
    this.inBackground.add(settled);
  }

  /**
   * The code is stored before the gateway is asked: a repeat after a crash that finds it cannot know whether the message
   * left, and a reservation without outcome counts as sent (V4.3). One that finds none knows that nothing was sent.
   */
  private async handOver(request: CodeRequest, reservationId: string): Promise<void> {
    const key = keyOf(request);
    const stored = await patiently(request, () => this.shortLived.get<StoredCode>('sms-code', key));
    if (stored?.reservationId === reservationId) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const value: StoredCode = { reservationId, hash: this.hashOf(request, code), spentBy: null };
    await patiently(request, () => this.shortLived.put('sms-code', key, value, plus(this.clock.now(), lifetime)));

    const verdict = await this.ask(request, code).catch(async (error: unknown) => {
      const unsent = error instanceof DependencyUnavailable && !(error instanceof SmsOutcomeUnknown);
      if (unsent) await this.conclude(request, reservationId, 'RefuseSms');
      throw error;
    });
    await this.conclude(request, reservationId, verdict === 'accepted' ? 'AcceptSms' : 'RefuseSms');
    if (verdict === 'refused') throw rule('sms.undeliverable');
  }

  private async ask({ number, purpose }: CodeRequest, code: string): Promise<'accepted' | 'refused'> {
    return number === undefined ? 'accepted' : this.gateway.sendCode(number, purpose, code);
  }

  private async conclude(request: CodeRequest, reservationId: string, type: 'AcceptSms' | 'RefuseSms') {
    const command = { type, reservationId, at: this.clock.now() } as const;
    const context = { ...partOf(request.context, 'sms', reservationId), written: {} };
    const stream = await this.streams.of(ownerOf(request), request.context.at);
    await patiently(request, () => this.runner.run(smsNumber, stream, command, context));
  }

  private isRight(stored: StoredCode | undefined, typed: TypedCode): boolean {
    return !!stored?.hash && Keyring.equal(stored.hash, this.hashOf(typed, typed.code));
  }

  /** At the change of the key: what was sent under the one before counts on (V4.2). */
  private async earlierSends(request: CodeRequest): Promise<readonly Instant[]> {
    const stream = await this.streams.before(ownerOf(request), request.context.at);
    return stream === undefined ? [] : sends((await this.runner.load(smsNumber, stream)).state);
  }

  private hashOf({ number = 'none', purpose, account }: Bound, code: string): string {
    return this.keyring.hmac('short-lived', 'sms-code', number, purpose, account, code);
  }
}

const ownerOf = ({ number, decoy, account }: CodeRequest): QuotaOwner =>
  number === undefined ? ['decoy', decoy ?? account] : ['number', number];

/** In the background nobody hears of a 503 and asks again: a store that is away is waited for, ten seconds at most. */
const patiently = async <T>({ background }: CodeRequest, work: () => Promise<T>): Promise<T> => {
  for (let tries = background ? 20 : 1; ; tries--) {
    try {
      return await work();
    } catch (error) {
      if (tries <= 1 || !(error instanceof DependencyUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
};

/** A decoy has a code too, though nobody gets it: tries at it are counted and refused alike (F4). */
const keyOf = ({ number = 'none', purpose, account }: Bound): string => `${purpose}/${number}/${account}`;
