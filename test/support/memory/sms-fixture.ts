import type { CommandContext } from '../../../src/application/core/command-context.js';
import { CommandRunner } from '../../../src/application/core/command-runner.js';
import { EventCodec } from '../../../src/application/core/event-codec.js';
import { newId } from '../../../src/application/core/ids.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import type { DataKeys } from '../../../src/application/ports/data-keys.js';
import { SmsGateway, type SmsPurpose } from '../../../src/application/ports/sms-gateway.js';
import { Background } from '../../../src/application/shared/background.js';
import { SingleUse } from '../../../src/application/shared/single-use.js';
import { SmsCodes } from '../../../src/application/shared/sms-codes.js';
import { SmsStreams } from '../../../src/application/shared/sms-streams.js';
import { parseSmsCode, type SmsCode } from '../../../src/domain/shared/sms-code.js';
import { MemoryDataKeys } from './data-keys.js';
import { MemoryEventStore } from './event-store.js';
import { ManualClock } from './manual-clock.js';
import { MemoryShortLived } from './short-lived.js';

export const smsCodeOf = (typed: string): SmsCode => {
  const read = parseSmsCode(typed);
  if ('error' in read) throw new Error(read.error);
  return read.value;
};

interface Sent {
  readonly to: string;
  readonly purpose: SmsPurpose;
  readonly code: string;
}

/** Takes every message, unless told what else to do. */
export class FakeGateway extends SmsGateway {
  readonly sent: Sent[] = [];
  answer: () => Promise<'accepted' | 'refused'> = async () => 'accepted';

  async sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'> {
    const verdict = await this.answer();
    if (verdict === 'accepted') this.sent.push({ to, purpose, code });
    return verdict;
  }

  async sendNotice(): Promise<void> {}
}

export const smsFixture = () => {
  const clock = new ManualClock('2026-11-23T02:00:00.000Z');
  const gateway = new FakeGateway();
  const store = new MemoryEventStore();
  const shortLived = new MemoryShortLived(clock);
  const codec = new EventCodec({} as DataKeys);
  const keyring = new Keyring(Buffer.alloc(32, 7));
  const keys = new MemoryDataKeys();
  const streams = new SmsStreams(keys, keyring);
  const background = new Background();
  const singleUse = new SingleUse(shortLived, clock, background);
  /** Another process on the same stores. */
  const restarted = () => {
    const runner = new CommandRunner(store, codec);
    return new SmsCodes(runner, shortLived, clock, gateway, streams, singleUse, background);
  };
  const context = (commandId = newId()): CommandContext => ({
    commandId,
    causationId: commandId,
    correlationId: commandId,
    at: clock.now(),
    actor: { kind: 'anonymous', id: 'anonymous' },
    session: null,
    device: null,
    clientVersion: null,
    written: {},
  });
  const facts = () => store.events.map(({ type }) => type);
  return { clock, keys, gateway, store, shortLived, background, restarted, context, facts, codes: restarted() };
};
