import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEventStoreDb } from '../../src/adapters/composition/logs.js';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { caughtUp, type EventStore } from '../../src/application/ports/event-store.js';
import type { Log } from '../../src/application/ports/log.js';
import { type StandIn, startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { until } from '../support/servers/eventstoredb-stand-in/until.js';
import { collect, newEvent } from './event-store.events.js';

let standIn: StandIn;
let lines: { readonly level: string; readonly message: string; readonly details?: object }[];
const make = (url = standIn.url): Promise<EventStore> => {
  const log: Log = (level, message, details) => lines.push({ level, message, ...(details && { details }) });
  return openEventStoreDb(url, log);
};
beforeEach(async () => {
  lines = [];
  standIn = await startStandIn();
});
afterEach(() => standIn.stop());

describe('a start on EventStoreDB is refused by the name of the variable', () => {
  it('when the server refuses the user', async () => {
    standIn.faults.always('read', 'denied');
    await expect(make()).rejects.toThrow(/^EVENTSTORE_URL: 7 PERMISSION_DENIED: Access Denied$/);
  });

  it('when the file of the authority is not there', async () => {
    await expect(make('esdb://127.0.0.1:1?tlsCAFile=/nowhere/ca.crt')).rejects.toThrow(
      /^EVENTSTORE_URL: Failed to load certificate file/,
    );
  });
});

it('an outage is told once when it begins, by type and code, and once when every subscription is back', async () => {
  const store = await make();
  const over = new AbortController();
  const seen = [0, 0, 0];
  const following = seen.map(async (_none, index) => {
    for await (const item of store.subscribe({ signal: over.signal })) if (typeof item === 'object') seen[index]!++;
  });
  await store.append('Claim-1', 'no-stream', [newEvent()]);
  await until(() => seen.every((count) => count === 1));
  standIn.faults.next('subscribe', 'unavailable', 9);
  standIn.dropSubscriptions(14);
  await store.append('Claim-1', 0n, [newEvent()]);
  await until(() => seen.every((count) => count === 2));
  over.abort();
  await Promise.all(following);
  await store.close();
  expect(lines).toEqual([
    { level: 'warn', message: 'event store subscriptions broke off', details: { type: 'unavailable', code: 14 } },
    { level: 'info', message: 'event store subscriptions resumed' },
  ]);
});

it('events of other applications in the same server are passed by: in the log, and where its head is looked for', async () => {
  const store = await make();
  const { position } = await store.append('Claim-1', 'no-stream', [newEvent()]);
  const other = new EventStoreDbEventStore(standIn.url);
  await other.append('basket-1', 'no-stream', [newEvent()]);
  const data = Buffer.from('{}');
  const foreign = { id: randomUUID(), type: 'PhoneChanged', contentType: 'application/json', data, metadata: data };
  standIn.log.append('Claim-2', 'no-stream', [foreign]);
  expect(await store.head()).toBe(position);
  const streams: string[] = [];
  for await (const item of store.subscribe({ signal: new AbortController().signal })) {
    if (item === caughtUp) break;
    streams.push(item.stream);
  }
  expect(streams).toEqual(['Claim-1']);
  await expect(collect(store.read('Claim-2'))).rejects.toThrow('stream Claim-2 holds an event that is not ours');
  await Promise.all([store.close(), other.close()]);
});
