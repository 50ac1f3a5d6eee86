import { beforeEach, describe, expect, it } from '@jest/globals';
import { AuthenticEventStore } from '../../src/adapters/event-macs/authentic-event-store.js';
import { isKnownEvent } from '../../src/application/core/event-codec.js';
import { EventMacs } from '../../src/application/core/event-mac.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { caughtUp, EventNotAuthentic, type StoredEvent } from '../../src/application/ports/event-store.js';
import { collect, newEvent, newEvents } from '../contract/event-store.events.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { rawOf } from '../support/raw-json.js';

const macs = new EventMacs(new Keyring(Buffer.alloc(32, 7)));

describe('a log whose events bear MACs', () => {
  let log: MemoryEventStore;
  let store: AuthenticEventStore;
  let alarms: StoredEvent[];
  const open = (beginsAfter?: string, by = macs) =>
    new AuthenticEventStore(log, by, beginsAfter, (event) => void alarms.push(event));
  const alter = (n: number, change: Partial<StoredEvent>) => {
    const event = { ...log.events[n]!, ...change };
    log.events[n] = change.raw ? event : { ...event, raw: rawOf(event) };
  };
  beforeEach(async () => {
    log = new MemoryEventStore();
    alarms = [];
    store = open();
    await store.append('a-1', 'no-stream', newEvents(3));
    await store.append('a-2', 'no-stream', newEvents(2));
  });

  it('reads what was written with the key, and a repeat is the same event', async () => {
    const events = newEvents(2);
    const appended = await store.append('a-3', 'no-stream', events);
    expect(await store.append('a-3', 'no-stream', events)).toEqual(appended);
    expect(await collect(store.read('a-1'))).toHaveLength(3);
    expect(await collect(store.read('a-3', { backwards: true }))).toHaveLength(2);
    expect(log.events[0]!.metadata.mac).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(new Set(log.events.map(({ metadata }) => metadata.mac)).size).toBe(7);
    expect(alarms).toEqual([]);
  });

  it.each<[string, (n: number) => Partial<StoredEvent>]>([
    ['data', () => ({ data: { n: 7 } })],
    ['the text of its data alone', (n) => ({ raw: { ...log.events[n]!.raw, data: '{"n": 1}' } })],
    ['type', () => ({ type: 'Other' })],
    ['id', () => ({ id: '00000000-0000-4000-8000-000000000000' })],
    ['actor', (n) => ({ metadata: { ...log.events[n]!.metadata, actor: { kind: 'staff', id: 'other' } } })],
    ['time', (n) => ({ metadata: { ...log.events[n]!.metadata, at: '2020-01-01T00:00:00.000Z' } })],
    ['MAC', (n) => ({ metadata: { ...log.events[n]!.metadata, mac: 'A'.repeat(43).concat('=') } })],
    [
      'MAC, which is another event’s',
      (n) => ({ metadata: { ...log.events[n]!.metadata, mac: log.events[0]!.metadata.mac! } }),
    ],
    [
      'MAC, which is gone',
      (n) => {
        const { mac: _, ...metadata } = log.events[n]!.metadata;
        return { metadata };
      },
    ],
  ])('blocks a stream where somebody altered an event: %s', async (_, change) => {
    alter(1, change(1));
    await expect(collect(store.read('a-1'))).rejects.toThrow(EventNotAuthentic);
    expect(alarms.map(({ stream, revision }) => [stream, revision])).toEqual([['a-1', 1n]]);
    expect(await collect(store.read('a-2'))).toHaveLength(2);
  });

  it('blocks a stream where two events changed places, or one came from another stream', async () => {
    const [one, two] = [log.events[0]!, log.events[1]!];
    log.events[0] = { ...two, revision: 0n };
    log.events[1] = { ...one, revision: 1n };
    await expect(collect(store.read('a-1'))).rejects.toThrow(EventNotAuthentic);
    log.events[4] = { ...log.events[4]!, stream: 'a-9', revision: 0n };
    await expect(collect(store.read('a-9'))).rejects.toThrow(EventNotAuthentic);
  });

  it('blocks a stream into which somebody put an event without the key, or with another one', async () => {
    await log.append('a-2', 1n, [newEvent()]);
    await expect(collect(store.read('a-2'))).rejects.toThrow(EventNotAuthentic);
    const other = open(undefined, new EventMacs(new Keyring(Buffer.alloc(32, 8))));
    await other.append('a-3', 'no-stream', newEvents(1));
    await expect(collect(store.read('a-3'))).rejects.toThrow(EventNotAuthentic);
  });

  it('gives who follows the log such an event as one that no release knows', async () => {
    await log.append('a-2', 1n, [newEvent({ forged: true })]);
    const followed: StoredEvent[] = [];
    for await (const event of store.subscribe({ signal: new AbortController().signal })) {
      if (event === caughtUp) break;
      followed.push(event);
    }
    expect(followed.at(-1)).toMatchObject({ id: log.events[5]!.id, raw: log.events[5]!.raw });
    expect(isKnownEvent(followed.at(-1)!)).toBe(false);
    expect(followed.slice(0, 5)).toEqual(log.events.slice(0, 5));
    expect(alarms).toHaveLength(1);
  });

  it('believes events without a MAC from before they began, and none later', async () => {
    log = new MemoryEventStore();
    await log.append('a-1', 'no-stream', newEvents(2));
    store = open(log.events[1]!.position);
    expect(await collect(store.read('a-1'))).toHaveLength(2);
    await log.append('a-1', 1n, newEvents(1));
    await expect(collect(store.read('a-1'))).rejects.toThrow(EventNotAuthentic);
  });
});
