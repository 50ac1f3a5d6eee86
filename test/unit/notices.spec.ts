import { beforeEach, describe, expect, it } from '@jest/globals';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { customerSubject } from '../../src/application/futures/account/customers.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { SmsGateway, type SmsNotice, SmsOutcomeUnknown } from '../../src/application/ports/sms-gateway.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { Notices } from '../../src/application/processes/notices.js';
import { SendNotices } from '../../src/application/processes/send-notices.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent } from '../../src/domain/customer-account/events.js';
import { day, hour, minute, plus } from '../../src/domain/shared/instant.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryNoticeDeliveries } from '../support/memory/notice-deliveries.js';
import { MemoryTimers } from '../support/memory/timers.js';
import { customer, customerId, requestId, t0 } from './histories.js';

type Answer = 'takes' | 'says nothing' | 'is away' | 'refuses' | 'dies';

/** Answers for each number as it is told, and notes what it was handed. */
class Gateway extends SmsGateway {
  readonly answers = new Map<string, Answer>();
  readonly handed: string[] = [];

  override async sendCode(): Promise<'accepted' | 'refused'> {
    return 'refused';
  }

  override async sendNotice(to: string, _notice: SmsNotice): Promise<void> {
    this.handed.push(to);
    const answer = this.answers.get(to) ?? 'takes';
    if (answer === 'says nothing') throw new SmsOutcomeUnknown('SMS gateway');
    if (answer === 'is away') throw new DependencyUnavailable('SMS gateway');
    if (answer === 'refuses') throw new RangeError('a limit of the number');
    if (answer === 'dies') await new Promise(() => {});
  }

  count(to: string): number {
    return this.handed.filter((number) => number === to).length;
  }
}

/** Old and new mobile, old and new contact phone. */
const numbers = ['+8613800138001', '+8613800138002', '+8613800138003', '+8613800138004'] as const;
const [oldMobile, newMobile, oldPhone, newPhone] = numbers;

describe('security notices', () => {
  let clock: ManualClock;
  let gateway: Gateway;
  let deliveries: MemoryNoticeDeliveries;
  let timers: MemoryTimers;
  let process: SendNotices;
  let change: StoredEvent;

  beforeEach(async () => {
    clock = new ManualClock(t0);
    gateway = new Gateway();
    deliveries = new MemoryNoticeDeliveries();
    timers = new MemoryTimers();
    const store = new MemoryEventStore();
    const codec = new EventCodec(new MemoryDataKeys());
    const keyring = new Keyring(Buffer.alloc(32, 7));
    const notices = new Notices(gateway, deliveries, timers, store, keyring, clock);
    process = new SendNotices(new CommandRunner(store, codec), notices);

    const cause = { changeRequestId: requestId };
    const changed = (phone: 'contactPhone' | 'contactMobile', number: string): CustomerAccountEvent => ({
      type: 'PhoneChanged',
      data: { phone, number, cause, changedAt: t0 },
    });
    const facts: CustomerAccountEvent[] = [
      { type: 'CustomerImported', data: { ...customer, contactMobile: oldMobile, contactPhone: oldPhone, asOf: t0 } },
      changed('contactMobile', newMobile),
      changed('contactPhone', newPhone),
    ];
    const stream = `${customerAccount.category}-${customerId}`;
    const subject = customerSubject(customer.companyCode, customerId);
    await store.append(stream, 'no-stream', await codec.encode(facts, stream, commandContext({ at: t0 }), subject));
    change = store.events[2]!;
  });

  const receivers = [newMobile, oldPhone, newPhone];
  /** Minute by minute, as the timers come due. */
  const pass = async (ms: number) => {
    for (const end = plus(clock.now(), ms); ; ) {
      const next = timers.next();
      if (!next || next > end) return clock.set(end);
      clock.set(next > clock.now() ? next : clock.now());
      await timers.fireDue(process, clock.now());
    }
  };

  it('P4 go once to each old and new number, however often the event is delivered', async () => {
    for (let delivery = 0; delivery < 3; delivery++) await process.handle(change);
    await pass(day);
    expect(gateway.handed.toSorted()).toEqual(receivers.toSorted());
  });

  it('P4 count as sent when the gateway does not say what it did', async () => {
    for (const number of receivers) gateway.answers.set(number, 'says nothing');
    for (let delivery = 0; delivery < 3; delivery++) await process.handle(change);
    await pass(2 * day);
    expect(gateway.handed).toHaveLength(3);
    expect(deliveries.outcomes).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('P4 count as sent when the process died between hand-over and answer', async () => {
    gateway.answers.set(receivers[0]!, 'dies');
    void process.handle(change);
    while (gateway.count(receivers[0]!) === 0) await Promise.resolve();
    gateway.answers.clear();
    await process.handle(change);
    await pass(day);
    expect(gateway.handed.toSorted()).toEqual(receivers.toSorted());
  });

  describe.each(receivers)('when %s fails', (failing) => {
    it.each([
      'says nothing',
      'is away',
      'refuses',
    ] as const)('P4 no other number gets the message again: the gateway %s', async (answer) => {
      gateway.answers.set(failing, answer);
      for (let delivery = 0; delivery < 2; delivery++) await process.handle(change);
      await pass(30 * minute);
      gateway.answers.clear();
      await pass(day);
      for (const number of receivers.filter((each) => each !== failing)) expect(gateway.count(number)).toBe(1);
      expect(deliveries.outcomes.filter((outcome) => outcome === 'accepted' || outcome === 'unknown')).toHaveLength(3);
    });
  });

  it('P4 are tried again after 1, 2, 4 … 60 minutes where they are refused, 28 times at most', async () => {
    gateway.answers.set(newPhone, 'refuses');
    await process.handle(change);
    const pauses: number[] = [];
    for (let next = timers.next(); next; next = timers.next()) {
      pauses.push((Date.parse(next) - Date.parse(clock.now())) / minute);
      clock.set(next);
      await timers.fireDue(process, next);
    }
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(gateway.count(newPhone)).toBe(28);
    expect(deliveries.outcomes.at(-1)).toBe('exhausted');
  });

  it('P4 go out once the gateway is back, and are dropped a day after the event', async () => {
    for (const number of receivers) gateway.answers.set(number, 'is away');
    await process.handle(change);
    await pass(20 * hour);
    gateway.answers.delete(newPhone);
    await pass(minute);
    expect(deliveries.outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    await pass(2 * day);
    expect(deliveries.outcomes.slice(-2)).toEqual(['expired', 'expired']);
    expect(timers.next()).toBeUndefined();
  });

  it('P4 of history are dropped, unsent', async () => {
    clock.advance(day + 1);
    await process.handle(change);
    expect(gateway.handed).toEqual([]);
    expect(deliveries.outcomes).toEqual(['expired', 'expired', 'expired']);
  });

  it('P1 no timer and no record holds a number', async () => {
    gateway.answers.set(newPhone, 'refuses');
    await process.handle(change);
    expect(
      JSON.stringify([...Object.values(timers), ...Object.values(deliveries)].map((each) => [...each])),
    ).not.toMatch(/1380013800/);
  });
});
