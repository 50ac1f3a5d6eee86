import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { Timers } from '../../src/application/ports/timers.js';
import { DestroySmsKeys } from '../../src/application/processes/destroy-sms-keys.js';
import { smsEpoch, smsKeyEnd, smsKeySubject } from '../../src/application/shared/sms-streams.js';
import { day, epochMs, hour, minute, plus, second, toInstant } from '../../src/domain/shared/instant.js';
import type { PhoneNumber } from '../../src/domain/shared/phone-number.js';
import { smsFixture } from '../support/memory/sms-fixture.js';

const number = '+8613800138000' as PhoneNumber;
const epoch = smsEpoch('2026-11-23T02:00:00.000Z') + 1;
/** When the next key comes into use: 08:00 in Shanghai. */
const change = toInstant(epoch * 90 * day);

const fixture = () => {
  const { clock, codes, context, store, ...rest } = smsFixture();
  const send = async (at: string) => {
    clock.set(at);
    await codes.send({ purpose: 'futuresLogin', boundTo: 'a', number, context: context() });
  };
  const streams = () => [...new Set(store.events.map(({ stream }) => stream))];
  return { ...rest, send, streams, store };
};
const quota = (rule: string, retryAt: string) =>
  expect.objectContaining({ code: 'sms.quota-exceeded', extras: { rule, retryAt } });

describe('the key of SMS streams', () => {
  it('P2 changes every 90 days: a number’s streams cannot be linked', async () => {
    const { send, streams } = fixture();
    await send(plus(change, -2 * day));
    await send(plus(change, -day - 2 * hour));
    expect(streams()).toHaveLength(1);
    await send(plus(change, 2 * day));
    expect(streams()).toHaveLength(2);
    expect(streams().join()).not.toContain('138');
  });

  it('V4.2, P2 the quota sees what was sent before the change: minute, hour and day', async () => {
    const { send } = fixture();
    await send(plus(change, -30 * second));
    await expect(send(plus(change, 29 * second))).rejects.toEqual(quota('minute', plus(change, 30 * second)));
    await send(plus(change, 30 * second));
    await send(plus(change, 2 * minute));
    await expect(send(plus(change, 4 * minute))).rejects.toEqual(quota('hour', plus(change, hour - 30 * second)));
    await send(plus(change, hour));
    await send(plus(change, 3 * hour));
    await expect(send(plus(change, 5 * hour))).rejects.toEqual(quota('day', plus(change, 16 * hour)));
    await send(plus(change, 16 * hour));
  });

  it('P2 is destroyed 180 days after its epoch began, once a send made it', async () => {
    const { send, store, keys } = fixture();
    const set: unknown[] = [];
    class NotedTimers extends Timers {
      override async set(...timer: unknown[]) {
        set.push(timer);
      }
      override async cancel() {}
    }
    await send(plus(change, day));
    const reserved = store.events.find(({ type }) => type === 'SmsReserved') as StoredEvent;
    const process = new DestroySmsKeys(keys, new NotedTimers());
    await process.handle(reserved);
    await process.handle(reserved);
    expect(set).toEqual([['destroy-sms-keys', String(epoch), plus(change, 180 * day)]]);
    expect(epochMs(smsKeyEnd(epoch)) - epochMs(change)).toBe(180 * day);

    const { id } = await keys.of(smsKeySubject(epoch));
    await process.fire({ key: String(epoch), dueAt: smsKeyEnd(epoch), payload: {} });
    expect(await keys.byId(id)).toBeUndefined();
  });

  it('P2 a clock that is moved back behind the end of a key still sends', async () => {
    const { send, keys, gateway } = fixture();
    await keys.destroy(smsKeySubject(epoch));
    await send(plus(change, day));
    expect(gateway.sent).toHaveLength(1);
  });
});
