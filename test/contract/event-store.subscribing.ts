import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { caughtUp, type EventStore, type NewEvent, type StoredEvent } from '../../src/application/ports/event-store.js';
import { rawOf } from '../support/raw-json.js';
import type { LogUnderTest } from './event-store.contract.js';
import { appendThroughOutage, freshStream, ids, newEvent, newEvents, takeUntil } from './event-store.events.js';

/** Appends batches of one to three events to a stream of its own, one after the other. */
const write = async (store: EventStore, batches: number): Promise<NewEvent[]> => {
  const stream = freshStream();
  const written: NewEvent[] = [];
  for (let n = 0; n < batches; n++) {
    const batch = newEvents(1 + (n % 3));
    await store.append(stream, written.length === 0 ? 'no-stream' : BigInt(written.length - 1), batch);
    written.push(...batch);
  }
  return written;
};

export const subscribing = (log: () => LogUnderTest): void => {
  describe('subscribe', () => {
    it('from the start: gives the whole log in order, then the sign', async () => {
      const { store } = log();
      const stream = freshStream();
      const events = newEvents(3);
      const { position } = await store.append(stream, 'no-stream', events);
      const all = await takeUntil(store, (_, last) => last === caughtUp);
      const ours = all.filter((event) => event.stream === stream);
      expect(ours.map(({ position: _, ...event }) => event)).toEqual(
        events.map((event, n) => ({ ...event, stream, revision: BigInt(n), raw: rawOf(event) })),
      );
      expect(ours.at(-1)?.position).toBe(position);
      expect(all.every((event, n) => n === 0 || store.compare(all[n - 1]!.position, event.position) < 0)).toBe(true);
    });

    it('after a position: gives what follows it, without the event itself', async () => {
      const { store } = log();
      const before = await store.append(freshStream(), 'no-stream', newEvents(2));
      const events = newEvents(2);
      await store.append(freshStream(), 'no-stream', events);
      const taken = await takeUntil(store, (_, last) => last === caughtUp, before.position);
      expect(ids(taken)).toEqual(ids(events));
    });

    it('gives the sign at once when nothing follows', async () => {
      const { store } = log();
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
      expect(await takeUntil(store, (_, last) => last === caughtUp, position)).toEqual([]);
    });

    it('goes on with live events, whichever client appends them', async () => {
      const { store, second } = log();
      const other = second ? await second() : undefined;
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
      const live = newEvents(5);
      let sent = 0;
      const taken = await takeUntil(
        store,
        (events) => {
          const writer = other && sent % 2 === 1 ? other : store;
          if (events.length === sent && sent < live.length) {
            void writer.append(freshStream(), 'no-stream', [live[sent++]!]);
          }
          return events.length === live.length;
        },
        position,
      );
      expect(ids(taken)).toEqual(ids(live));
      await other?.close();
    });

    it('ends without an error when aborted while it waits, and before it began', async () => {
      const { store } = log();
      const stop = new AbortController();
      const after = await store.head();
      const iterator = store.subscribe({ ...(after ? { after } : {}), signal: stop.signal })[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toBe(caughtUp);
      const waiting = iterator.next();
      await tick();
      stop.abort();
      expect((await waiting).done).toBe(true);
      const late = store.subscribe({ signal: AbortSignal.abort() })[Symbol.asyncIterator]();
      expect((await late.next()).done).toBe(true);
    });

    it('ends when aborted in the middle of the log, and when its reader walks away', async () => {
      const { store } = log();
      await store.append(freshStream(), 'no-stream', newEvents(20));
      const stop = new AbortController();
      let seen = 0;
      for await (const _ of store.subscribe({ signal: stop.signal })) if (++seen === 2) stop.abort();
      expect(seen).toBe(2);
      for await (const _ of store.subscribe({ signal: new AbortController().signal })) break;
    });

    it('waits for a slow reader and then gives it everything in order', async () => {
      const { store } = log();
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
      const events = newEvents(3000);
      const stop = new AbortController();
      const iterator = store.subscribe({ after: position, signal: stop.signal })[Symbol.asyncIterator]();
      const first = iterator.next();
      for (let n = 0; n < 10; n++) {
        await store.append(freshStream(), 'no-stream', events.slice(n * 300, n * 300 + 300));
      }
      const taken: StoredEvent[] = [];
      for (let item = await first; taken.length < events.length; item = await iterator.next()) {
        if (item.value !== caughtUp) taken.push(item.value as StoredEvent);
        if (taken.length === events.length) break;
      }
      stop.abort();
      expect(ids(taken)).toEqual(ids(events));
      expect((await iterator.next()).done).toBe(true);
    });

    it('shows one order to everybody while 16 writers append: nothing skipped, nothing twice', async () => {
      const { store, second } = log();
      const other = second ? await second() : store;
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
      const last = newEvent({}, 'WritingEnded');
      const untilLast = (taken: readonly StoredEvent[]) => taken.at(-1)?.id === last.id;
      const early = [store, other].map((client) => takeUntil(client, untilLast, position));
      const written = (
        await Promise.all(Array.from({ length: 16 }, (_, n) => write(n % 2 === 0 ? store : other, 20)))
      ).flat();
      await store.append(freshStream(), 'no-stream', [last]);
      const late = takeUntil(other, untilLast, position);
      const [one, two, three] = await Promise.all([...early, late]);
      expect(ids(one!)).toEqual(ids(three!));
      expect(ids(two!)).toEqual(ids(three!));
      expect(new Set(ids(three!)).size).toBe(three!.length);
      expect(new Set(ids(three!))).toEqual(new Set([...ids(written), last.id]));
      const revisions = Map.groupBy(three!, ({ stream }) => stream);
      for (const events of revisions.values()) {
        expect(events.map(({ revision }) => Number(revision))).toEqual(events.map((_, n) => n));
      }
      if (other !== store) await other.close();
    });

    it('comes back by itself when the server went away, and misses nothing', async () => {
      const { store, restart } = log();
      if (!restart) return;
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
      const before = newEvent();
      const after = newEvent();
      let sawBefore = () => {};
      const beforeSeen = new Promise<void>((resolve) => {
        sawBefore = resolve;
      });
      const subscription = takeUntil(
        store,
        (taken) => {
          if (taken.length === 1) sawBefore();
          return taken.length === 2;
        },
        position,
      );
      await store.append(freshStream(), 'no-stream', [before]);
      await beforeSeen;
      await restart();
      await appendThroughOutage(store, freshStream(), 'no-stream', [after]);
      expect(ids(await subscription)).toEqual([before.id, after.id]);
    });

    it('writes every batch exactly once when the server goes away under 16 writers who send again', async () => {
      const { store, restart } = log();
      if (!restart) return;
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
      const last = newEvent();
      const subscription = takeUntil(store, (taken) => taken.at(-1)?.id === last.id, position);
      let restarted = false;
      const restarting = restart().then(() => {
        restarted = true;
      });
      const writing = Array.from({ length: 16 }, async () => {
        const stream = freshStream();
        const events: NewEvent[] = [];
        for (let after = 0; after < 3; after += restarted ? 1 : 0) {
          const event = newEvent();
          await appendThroughOutage(store, stream, events.length === 0 ? 'no-stream' : BigInt(events.length - 1), [
            event,
          ]);
          events.push(event);
        }
        return events;
      });
      const written = (await Promise.all(writing)).flat();
      await restarting;
      await appendThroughOutage(store, freshStream(), 'no-stream', [last]);
      expect(ids(await subscription).toSorted()).toEqual(ids([...written, last]).toSorted());
    });
  });
};
