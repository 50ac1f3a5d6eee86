import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { RevisionConflict } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { hangLimit } from '../support/hang-limit.js';
import type { Fault } from '../support/servers/eventstoredb-stand-in/faults.js';
import { type StandIn, startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { until } from '../support/servers/eventstoredb-stand-in/until.js';
import { collect, newEvent, newEvents } from './event-store.events.js';

let standIn: StandIn;
let store: EventStoreDbEventStore;
const open = (options = {}) =>
  new EventStoreDbEventStore(standIn.url, { attemptMs: 300, totalMs: hangLimit, ...options });
beforeEach(async () => {
  standIn = await startStandIn();
  store = open();
});
afterEach(async () => {
  await store.close();
  await standIn.stop();
});

describe('appends', () => {
  const faults: Fault[] = [
    'hang',
    'commit then hang',
    'break',
    'commit then break',
    'unavailable',
    'commit then cancel',
    'wrong answer',
    'empty answer',
    'garbage',
    'slow',
  ];

  it.each(faults)('land exactly once and are acknowledged with what landed, in spite of: %s', async (fault) => {
    standIn.faults.slowMs = 50;
    standIn.faults.next('append', fault, 3);
    const acknowledged = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const stream = `note-${n}`;
        const batch = newEvents(2);
        const { revision, position } = await store.append(stream, 'no-stream', batch);
        return { stream, revision, id: batch[1]!.id, position };
      }),
    );
    const lasts = standIn.landed().filter(({ revision }) => revision === 1n);
    expect(new Set(lasts)).toEqual(new Set(acknowledged));
    expect(standIn.landed()).toHaveLength(24);
    expect(standIn.faults.pending('append')).toBe(0);
  });

  it('keep their order in one stream when every kind of fault meets them', async () => {
    standIn.faults.slowMs = 50;
    const events = newEvents(faults.length);
    for (const [index, one] of events.entries()) {
      standIn.faults.next('append', faults[index]!);
      await store.append('note-1', index === 0 ? 'no-stream' : BigInt(index - 1), [one]);
    }
    expect(standIn.landed().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('are acknowledged although somebody appended behind them before the answer was lost', async () => {
    standIn.faults.next('append', 'commit then hang');
    const first = newEvent();
    const appending = store.append('note-1', 'no-stream', [first]);
    await until(() => standIn.landed().length === 1);
    await store.append('note-1', 0n, [newEvent()]);
    expect(await appending).toEqual({ revision: 0n, position: standIn.landed()[0]!.position });
  });

  it('end in a conflict when somebody else took the revision before they were sent again', async () => {
    standIn.faults.next('append', 'hang');
    const appending = store.append('note-1', 'no-stream', [newEvent()]);
    await until(() => standIn.calls.append === 1);
    await store.append('note-1', 'no-stream', [newEvent()]);
    await expect(appending).rejects.toThrow(RevisionConflict);
    expect(standIn.landed()).toHaveLength(1);
  });

  it.each([
    'hang',
    'wrong answer',
    'empty answer',
    'garbage',
    'unavailable',
    'commit then hang',
  ] as const)('are given up as unavailable, never acknowledged, when the server only ever answers with: %s', async (fault) => {
    const hasty = open({ totalMs: 900 });
    standIn.faults.always('append', fault);
    await expect(hasty.append('note-1', 'no-stream', [newEvent()])).rejects.toThrow(DependencyUnavailable);
    expect(standIn.calls.append).toBeGreaterThan(1);
    await hasty.close();
  });

  it('are given up when nothing listens, and land again as soon as something does', async () => {
    await standIn.down();
    const hasty = open({ totalMs: 500 });
    await expect(hasty.append('note-1', 'no-stream', [newEvent()])).rejects.toThrow(DependencyUnavailable);
    const appending = store.append('note-1', 'no-stream', [newEvent()]);
    await standIn.up();
    expect((await appending).revision).toBe(0n);
    expect((await hasty.append('note-2', 'no-stream', [newEvent()])).revision).toBe(0n);
    await hasty.close();
  });

  it('find another connection when theirs stands still', async () => {
    await store.append('note-1', 'no-stream', [newEvent()]);
    standIn.freeze();
    expect((await store.append('note-1', 0n, [newEvent()])).revision).toBe(1n);
  });

  it('answer the first revision and position when repeated after a restart of the server', async () => {
    const batch = [newEvent(), newEvent()];
    const first = await store.append('note-1', 'no-stream', batch);
    await store.append('note-1', 1n, [newEvent()]);
    await standIn.restart();
    expect(await store.append('note-1', 'no-stream', batch)).toEqual(first);
    await expect(store.append('note-1', 'no-stream', [...batch, newEvent()])).rejects.toThrow(RevisionConflict);
    expect(standIn.landed()).toHaveLength(3);
  });
});

describe('reads', () => {
  const events = newEvents(1200);
  const ids = events.map(({ id }) => id);
  beforeEach(async () => {
    await store.close();
    store = open({ attemptMs: 1_000 });
    await store.append('note-1', 'no-stream', events);
  });

  it.each(['hang', 'break', 'unavailable', 'slow'] as const)('are whole, in spite of: %s', async (fault) => {
    standIn.faults.slowMs = 50;
    standIn.faults.next('read', fault, 2);
    expect((await collect(store.read('note-1'))).map(({ id }) => id)).toEqual(ids);
    standIn.faults.next('read', fault, 2);
    const backwards = await collect(store.read('note-1', { backwards: true }));
    expect(backwards.map(({ id }) => id)).toEqual([...ids].reverse());
    standIn.faults.next('read', fault);
    expect(await store.head()).toBe(standIn.landed().at(-1)!.position);
  });

  it('are given up as unavailable when the server never answers', async () => {
    const hasty = open({ totalMs: 500 });
    standIn.faults.always('read', 'hang');
    await expect(collect(hasty.read('note-1'))).rejects.toThrow(DependencyUnavailable);
    await expect(hasty.head()).rejects.toThrow(DependencyUnavailable);
    await hasty.close();
  });

  it('find the head of the log below any number of events of the server itself', async () => {
    const head = standIn.landed().at(-1)!.position;
    for (let i = 0; i < 150; i++) standIn.writeSystemEvent();
    expect(await store.head()).toBe(head);
    const empty = await startStandIn();
    const other = new EventStoreDbEventStore(empty.url);
    for (let i = 0; i < 150; i++) empty.writeSystemEvent();
    expect(await other.head()).toBeUndefined();
    await other.close();
    await empty.stop();
  });
});

it('passes what the server writes above our newest event once, in large pages', async () => {
  await store.close();
  store = open({ attemptMs: 5_000 });
  const { position } = await store.append('note-1', 'no-stream', [newEvent()]);
  for (let i = 0; i < 3_000; i++) standIn.writeSystemEvent();
  const pagesOf = async () => {
    const before = standIn.calls.read;
    expect(await store.head()).toBe(position);
    return standIn.calls.read - before;
  };
  expect(await pagesOf()).toBeLessThan(10);
  standIn.writeSystemEvent();
  expect(await pagesOf()).toBe(1);
  const next = await store.append('note-1', 0n, [newEvent()]);
  expect(await store.head()).toBe(next.position);
});

it('refuses what is no connection string at once', () => {
  expect(() => new EventStoreDbEventStore('postgresql://localhost')).toThrow();
});
