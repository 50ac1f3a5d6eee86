import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { caughtUp, type StoredEvent } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { hangLimit } from '../support/hang-limit.js';
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
  const landedIds = () => standIn.landed().map(({ id }) => id);

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
      const writing = Promise.all(
        Array.from({ length: 20 }, (_, n) => store.append(`note-${round}-${n}`, 'no-stream', newEvents(10))),
      );
      await until(() => standIn.log.records.length > before);
      await troubles[trouble]!();
      await writing;
    }
    await until(() => following.events.length >= 600);
    await following.stop();
    expect(following.ids()).toEqual(landedIds());
  });

  it('give the sign behind everything that was there, never before it', async () => {
    await store.append('note-1', 'no-stream', newEvents(300));
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
    await store.append('note-1', 'no-stream', [newEvent()]);
    standIn.writeSystemEvent();
    await store.append('note-1', 0n, [newEvent()]);
    await until(() => following.events.length >= 2);
    await following.stop();
    expect(following.ids()).toEqual(landedIds());
  });

  it('hold the server back while their consumer is slow, and miss nothing', async () => {
    await store.close();
    store = open({ attemptMs: 3_000 });
    const bulk = 'x'.repeat(1000);
    const events = Array.from({ length: 4000 }, (_, n) => newEvent({ n, bulk }));
    for (let n = 0; n < 4; n++) {
      await store.append(`note-${n}`, 'no-stream', events.slice(n * 1000, n * 1000 + 500));
      await store.append(`note-${n}`, 499n, events.slice(n * 1000 + 500, n * 1000 + 1000));
    }
    const abort = new AbortController();
    const subscription = store.subscribe({ signal: abort.signal });
    const found = [(await subscription.next()).value as StoredEvent];
    await collect(store.read('note-1'));
    await collect(store.read('note-2'));
    expect(standIn.sentToSubscribers()).toBeLessThan(1500);
    for await (const item of subscription) {
      if (item === caughtUp) break;
      found.push(item);
    }
    expect(found.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('come back when their connection stands still and nobody says so', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const watchful = new EventStoreDbEventStore(`${standIn.url}&keepAliveInterval=300&keepAliveTimeout=300`);
    const following = follow(watchful);
    await until(() => following.signs() === 1);
    standIn.freeze();
    await store.append('note-1', 'no-stream', newEvents(3));
    await until(() => following.events.length === 3);
    await following.stop();
    await watchful.close();
    warn.mockRestore();
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
    await expect(store.append('note-1', 'no-stream', [newEvent()])).rejects.toThrow(DependencyUnavailable);
  });

  it('refuse a position of another log', async () => {
    const signal = new AbortController().signal;
    await expect(collect(store.subscribe({ after: 'elsewhere', signal }))).rejects.toThrow('not a position');
  });
});
