import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import {
  caughtUp,
  DependencyUnavailable,
  type NewEvent,
  RevisionConflict,
  type StoredEvent,
} from '../../src/application/ports/event-store.js';
import type { Fault } from '../support/eventstoredb-stand-in/faults.js';
import { type StandIn, startStandIn } from '../support/eventstoredb-stand-in/stand-in.js';
import { until } from '../support/eventstoredb-stand-in/until.js';

const metadata = {
  at: '2026-11-22T08:00:00.000Z',
  actor: { kind: 'system', id: 'test' },
  correlationId: 'correlation',
  causationId: 'causation',
  commandId: 'command',
  session: null,
  device: null,
  clientVersion: null,
  schemaVersion: 1,
} as const;
const event = (n: number, text = ''): NewEvent => ({ id: randomUUID(), type: 'Noted', data: { n, text }, metadata });
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
beforeAll(() => {
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  expect(unhandled).toEqual([]);
});

let standIn: StandIn;
let store: EventStoreDbEventStore;
const open = (options = {}) => new EventStoreDbEventStore(standIn.url, { attemptMs: 300, totalMs: 10_000, ...options });
beforeEach(async () => {
  standIn = await startStandIn();
  store = open();
});
afterEach(async () => {
  await store.close();
  await standIn.stop();
});

/** Events of ours in the server's log, by stream and revision. */
const landed = () =>
  standIn.log.records
    .filter(({ type }) => !type.startsWith('$'))
    .map(({ stream, revision, id, position }) => ({ stream, revision, id, position: `${position}/${position}` }));

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
      times(12, async (n) => {
        const stream = `note-${n}`;
        const { id: first, ...rest } = event(n);
        const batch = [{ id: first, ...rest }, event(n)];
        const { revision, position } = await store.append(stream, 'no-stream', batch);
        return { stream, revision, id: batch[1]!.id, position };
      }),
    );
    const lasts = landed().filter(({ revision }) => revision === 1n);
    expect(new Set(lasts)).toEqual(new Set(acknowledged));
    expect(landed()).toHaveLength(24);
    expect(standIn.faults.pending('append')).toBe(0);
  });

  it('keep their order in one stream when every kind of fault meets them', async () => {
    standIn.faults.slowMs = 50;
    const events = faults.map((_, n) => event(n));
    for (const [index, one] of events.entries()) {
      standIn.faults.next('append', faults[index]!);
      await store.append('note-1', index === 0 ? 'no-stream' : BigInt(index - 1), [one]);
    }
    expect(landed().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('are acknowledged although somebody appended behind them before the answer was lost', async () => {
    standIn.faults.next('append', 'commit then hang');
    const first = event(1);
    const appending = store.append('note-1', 'no-stream', [first]);
    await until(() => landed().length === 1);
    await store.append('note-1', 0n, [event(2)]);
    expect(await appending).toEqual({ revision: 0n, position: landed()[0]!.position });
  });

  it('end in a conflict when somebody else took the revision before they were sent again', async () => {
    standIn.faults.next('append', 'hang');
    const appending = store.append('note-1', 'no-stream', [event(1)]);
    await until(() => standIn.calls.append === 1);
    await store.append('note-1', 'no-stream', [event(2)]);
    await expect(appending).rejects.toThrow(RevisionConflict);
    expect(landed()).toHaveLength(1);
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
    await expect(hasty.append('note-1', 'no-stream', [event(1)])).rejects.toThrow(DependencyUnavailable);
    expect(standIn.calls.append).toBeGreaterThan(1);
    await hasty.close();
  });

  it('are given up when nothing listens, and land again as soon as something does', async () => {
    await standIn.down();
    const hasty = open({ totalMs: 500 });
    await expect(hasty.append('note-1', 'no-stream', [event(1)])).rejects.toThrow(DependencyUnavailable);
    const appending = store.append('note-1', 'no-stream', [event(2)]);
    await standIn.up();
    expect((await appending).revision).toBe(0n);
    expect((await hasty.append('note-2', 'no-stream', [event(3)])).revision).toBe(0n);
    await hasty.close();
  });

  it('find another connection when theirs stands still', async () => {
    await store.append('note-1', 'no-stream', [event(1)]);
    standIn.freeze();
    expect((await store.append('note-1', 0n, [event(2)])).revision).toBe(1n);
  });

  it('answer the first revision and position when repeated after a restart of the server', async () => {
    const batch = [event(1), event(2)];
    const first = await store.append('note-1', 'no-stream', batch);
    await store.append('note-1', 1n, [event(3)]);
    await standIn.restart();
    expect(await store.append('note-1', 'no-stream', batch)).toEqual(first);
    await expect(store.append('note-1', 'no-stream', [...batch, event(4)])).rejects.toThrow(RevisionConflict);
    expect(landed()).toHaveLength(3);
  });
});

describe('reads', () => {
  const events = times(1200, event);
  const ids = events.map(({ id }) => id);
  beforeEach(async () => {
    await store.close();
    store = open({ attemptMs: 1_000 });
    await store.append('note-1', 'no-stream', events);
  });

  it.each(['hang', 'break', 'unavailable', 'slow'] as const)('are whole, in spite of: %s', async (fault) => {
    standIn.faults.slowMs = 50;
    standIn.faults.next('read', fault, 2);
    expect((await all(store.read('note-1'))).map(({ id }) => id)).toEqual(ids);
    standIn.faults.next('read', fault, 2);
    const backwards = await all(store.read('note-1', { backwards: true }));
    expect(backwards.map(({ id }) => id)).toEqual([...ids].reverse());
    standIn.faults.next('read', fault);
    expect(await store.head()).toBe(landed().at(-1)!.position);
  });

  it('are given up as unavailable when the server never answers', async () => {
    const hasty = open({ totalMs: 500 });
    standIn.faults.always('read', 'hang');
    await expect(all(hasty.read('note-1'))).rejects.toThrow(DependencyUnavailable);
    await expect(hasty.head()).rejects.toThrow(DependencyUnavailable);
    await hasty.close();
  });

  it('find the head of the log below any number of events of the server itself', async () => {
    const head = landed().at(-1)!.position;
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

describe('subscriptions', () => {
  const follow = (from = store, after?: string) => {
    const abort = new AbortController();
    const events: StoredEvent[] = [];
    let signs = 0;
    const done = (async () => {
      for await (const item of from.subscribe({ after, signal: abort.signal })) {
        if (item === caughtUp) signs++;
        else events.push(item);
      }
    })();
    const stop = () => {
      abort.abort();
      return done;
    };
    return { events, ids: () => events.map(({ id }) => id), signs: () => signs, stop };
  };
  const landedIds = () => landed().map(({ id }) => id);

  const troubles: Record<string, () => unknown> = {
    'an error and then silence': () => standIn.dropSubscriptions(),
    'a broken connection': () => standIn.breakConnections(),
    'a restart': () => standIn.restart(),
    'a refused subscription': () => {
      standIn.faults.next('subscribe', 'unavailable', 3);
      standIn.dropSubscriptions(14);
    },
    'a subscription that is never confirmed': () => {
      standIn.faults.next('subscribe', 'hang');
      standIn.dropSubscriptions();
    },
    'bytes that are no message': () => {
      standIn.faults.next('subscribe', 'garbage');
      standIn.dropSubscriptions();
    },
  };

  it.each(Object.keys(troubles))('resume without a gap or a double after %s', async (trouble) => {
    const following = follow();
    for (let round = 0; round < 3; round++) {
      const before = standIn.log.records.length;
      const writing = Promise.all(times(20, (n) => store.append(`note-${round}-${n}`, 'no-stream', times(10, event))));
      await until(() => standIn.log.records.length > before);
      await troubles[trouble]!();
      await writing;
    }
    await until(() => following.events.length >= 600);
    await following.stop();
    expect(following.ids()).toEqual(landedIds());
  });

  it('give the sign behind everything that was there, never before it', async () => {
    await store.append('note-1', 'no-stream', times(300, event));
    const abort = new AbortController();
    const items: unknown[] = [];
    for await (const item of store.subscribe({ signal: abort.signal })) {
      items.push(item);
      if (item === caughtUp) break;
    }
    expect(items).toHaveLength(301);
    expect(items.indexOf(caughtUp)).toBe(300);
    await until(() => standIn.subscriptions() === 0);
  });

  it('deliver nothing that the server writes itself', async () => {
    const following = follow();
    await store.append('note-1', 'no-stream', [event(1)]);
    standIn.writeSystemEvent();
    await store.append('note-1', 0n, [event(2)]);
    await until(() => following.events.length >= 2);
    await following.stop();
    expect(following.ids()).toEqual(landedIds());
  });

  it('hold the server back while their consumer is slow, and miss nothing', async () => {
    await store.close();
    store = open({ attemptMs: 3_000 });
    const bulk = 'x'.repeat(1000);
    const events = times(4000, (n) => event(n, bulk));
    for (let n = 0; n < 4; n++) {
      await store.append(`note-${n}`, 'no-stream', events.slice(n * 1000, n * 1000 + 500));
      await store.append(`note-${n}`, 499n, events.slice(n * 1000 + 500, n * 1000 + 1000));
    }
    const abort = new AbortController();
    const subscription = store.subscribe({ signal: abort.signal });
    const found = [(await subscription.next()).value as StoredEvent];
    await all(store.read('note-1'));
    await all(store.read('note-2'));
    expect(standIn.sentToSubscribers()).toBeLessThan(1500);
    for await (const item of subscription) {
      if (item === caughtUp) break;
      found.push(item);
    }
    expect(found.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('end at once when aborted: while live, while the server is away, before the first event', async () => {
    const live = follow();
    await until(() => live.signs() === 1);
    await live.stop();
    await until(() => standIn.subscriptions() === 0);

    standIn.faults.always('subscribe', 'hang');
    const waiting = follow();
    await until(() => standIn.calls.subscribe === 2);
    await waiting.stop();

    await standIn.down();
    const away = follow();
    await away.stop();
  });

  it('end when the store is closed; later requests are refused', async () => {
    const following = follow();
    await until(() => following.signs() === 1);
    await store.close();
    await following.stop();
    await expect(store.append('note-1', 'no-stream', [event(1)])).rejects.toThrow(DependencyUnavailable);
  });

  it('refuse a position of another log', async () => {
    const signal = new AbortController().signal;
    await expect(all(store.subscribe({ after: 'elsewhere', signal }))).rejects.toThrow('not a position');
  });
});
