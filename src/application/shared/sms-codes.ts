import { randomInt } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DomainError, rule } from '../../domain/shared/domain-error.js';
import { epochMs, hour, type Instant, minute, plus, second } from '../../domain/shared/instant.js';
import type { PhoneNumber } from '../../domain/shared/phone-number.js';
import type { SmsCode } from '../../domain/shared/sms-code.js';
import { resendAt, type SmsNumber, sends, smsNumber } from '../../domain/sms-number/decider.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { derivedId } from '../core/ids.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';
import { SmsGateway, SmsOutcomeUnknown, type SmsPurpose } from '../ports/sms-gateway.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { Background, patiently } from './background.js';
import { SingleUse, type SingleUseThing } from './single-use.js';
import { type QuotaOwner, SmsStreams } from './sms-streams.js';

export interface CodeRequest {
  readonly purpose: SmsPurpose;
  /** What the code is bound to beside number and purpose (V4.1), e.g. a user or a request. */
  readonly boundTo: string;
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
  readonly boundTo: string;
  readonly code: SmsCode;
  readonly commandId: string;
  /** Whether a refusal says how many tries are left: only where a session is held. */
  readonly tellTriesLeft?: boolean;
}

/** The send that made the code, by its reservation of the quota. */
type StoredCode = { readonly reservationId: string };
type Bound = Pick<TypedCode, 'purpose' | 'boundTo'> & { readonly number?: string };

const lifetime = 5 * minute;
const maxTries = 5;
/** Requests an hour that need no captcha: a day's quota of one number. */
const withoutCaptcha = 5;

/** Codes by text message (V4). */
@Injectable()
export class SmsCodes {
  private readonly logger = new Logger(SmsCodes.name);

  constructor(
    private readonly runner: CommandRunner,
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly gateway: SmsGateway,
    private readonly streams: SmsStreams,
    private readonly singleUse: SingleUse,
    private readonly background: Background,
  ) {}

  /**
   * Reserves the quota, then sends. A repeat of the same command finds its reservation and sends nothing twice; one
   * that was refused has freed it and tries anew.
   * @throws DomainError `sms.quota-exceeded` (429), `sms.undeliverable`; DependencyUnavailable when the gateway is down
   */
  async send(request: CodeRequest): Promise<CodeSent> {
    const { context, purpose } = request;
    const stream = await this.streams.of(ownerOf(request), context.at);
    const earlier = await this.earlierSends(ownerOf(request), context.at);
    for (let attempt = 1; ; attempt++) {
      const reservationId = derivedId(context.commandId, 'sms', String(attempt));
      const reserve = { type: 'ReserveSms', reservationId, purpose, earlier, at: context.at } as const;
      const { state } = await this.runner.run(smsNumber, stream, reserve, partOf(context, 'sms', String(attempt)));
      const mine = state.reservations.find(({ id }) => id === reservationId);
      if (mine?.outcome === 'refused') continue;
      if (mine?.outcome === 'open' && mine === state.reservations.at(-1)) await this.deliver(request, reservationId);

      return sentOf(state, context.at, earlier);
    }
  }

  /**
   * A stranger asks for the code of whoever they name. The answer follows a quota of what they asked, whether or not anybody
   * is found, and whatever the gateway says. The message follows the quota of the number, and is left out in silence where that
   * is used up: else the answer would tell whose number it is (F4, V4.2).
   * @param asked what the stranger named, normalised
   * @throws DomainError `sms.quota-exceeded` (429)
   */
  async sendTo(asked: string, request: Omit<CodeRequest, 'decoy' | 'background'>): Promise<CodeSent> {
    const { context, purpose } = request;
    const owner = ['asked', asked] as const;
    const reservationId = derivedId(context.commandId, 'sms', 'asked');
    const earlier = await this.earlierSends(owner, context.at);
    const reserve = { type: 'ReserveSms', reservationId, purpose, earlier, at: context.at } as const;
    const stream = await this.streams.of(owner, context.at);
    const { state } = await this.runner.run(smsNumber, stream, reserve, partOf(context, 'sms', 'asked'));
    const message = { ...request, decoy: asked, background: true, context: { ...context, written: {} } };
    this.inBackground(
      context,
      patiently(() => this.send(message)),
    );
    return sentOf(state, context.at, earlier);
  }

  /**
   * Does the work with a right code. Every use counts as a try. Success alone spends the code (V4.1): what `work` throws,
   * a server that is away among it, leaves the code right.
   * @throws DomainError `sms.code-invalid` (wrong, expired, used, of another purpose), `sms.too-many-tries`, and what
   * `work` throws
   */
  use<R>(typed: TypedCode, work: () => Promise<R>): Promise<R> {
    const thing: SingleUseThing = {
      space: 'sms-code',
      key: keyOf(typed),
      proof: typed.code,
      maxTries,
      lifetime,
      refusal: (tried) => {
        if (tried && tried.tries > maxTries) return rule('sms.too-many-tries');
        const triesLeft = tried && !tried.spent ? maxTries - tried.tries : 0;
        return rule('sms.code-invalid', typed.tellTriesLeft ? { triesLeft } : {});
      },
    };
    return this.singleUse.use(thing, typed.commandId, work);
  }

  /**
   * Whether this sender must solve a captcha first. Asked before every send that comes without one, and counts it there,
   * in one step, so that parallel requests do not slip past.
   */
  async needsCaptcha(sender: string): Promise<boolean> {
    return (await this.shortLived.count('sms-frequency', sender, plus(this.clock.now(), hour))) > withoutCaptcha;
  }

  private async deliver(request: CodeRequest, reservationId: string): Promise<void> {
    const delivery = this.handOver(request, reservationId);
    if (!request.background) return delivery;
    this.inBackground(request.context, delivery);
  }

  private inBackground({ correlationId }: CommandContext, work: Promise<unknown>): void {
    this.background.add(work, (error) => {
      const why = error instanceof DomainError ? error.code : error.name;
      this.logger.warn(`a message was not sent: ${why} (correlation ${correlationId})`);
    });
  }

  /**
   * The code is stored before the gateway is asked: a repeat after a crash that finds it cannot know whether the message
   * left, and a reservation without outcome counts as sent (V4.3). One that finds none knows that nothing was sent.
   */
  private async handOver(request: CodeRequest, reservationId: string): Promise<void> {
    const key = keyOf(request);
    const stored = await unhurried(request, () => this.shortLived.get<StoredCode>('sms-code', key));
    if (stored?.reservationId === reservationId) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const value: StoredCode = { reservationId };
    await unhurried(request, () =>
      this.shortLived.put('sms-code', key, value, plus(this.clock.now(), lifetime), { proof: code }),
    );

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
    await unhurried(request, () => this.runner.run(smsNumber, stream, command, context));
  }

  /** At the change of the key: what was sent under the one before counts on (V4.2). */
  private async earlierSends(owner: QuotaOwner, at: Instant): Promise<readonly Instant[]> {
    const stream = await this.streams.before(owner, at);
    return stream === undefined ? [] : sends((await this.runner.load(smsNumber, stream)).state);
  }
}

const sentOf = (state: SmsNumber, at: Instant, earlier: readonly Instant[]): CodeSent => {
  const again = resendAt(state, at, earlier);
  return { resendAt: again, resendIn: Math.ceil((epochMs(again) - epochMs(at)) / second) };
};

const ownerOf = ({ number, decoy, boundTo }: CodeRequest): QuotaOwner =>
  number === undefined ? ['decoy', decoy ?? boundTo] : ['number', number];

/** Retries where no caller will. */
const unhurried = <T>({ background }: CodeRequest, work: () => Promise<T>): Promise<T> =>
  background ? patiently(work) : work();

/** A decoy has a code too, though nobody gets it: tries at it are counted and refused alike (F4). */
const keyOf = ({ number = 'none', purpose, boundTo }: Bound): string => `${purpose}/${number}/${boundTo}`;
