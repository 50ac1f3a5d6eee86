import { describe, expect, it } from '@jest/globals';
import { caughtUp, type EventStore, LogWentBack, type StoredEvent } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import type { LogUnderTest } from './event-store.contract.js';
import { collect, freshStream, ids, newEvent, newEvents, takeUntil } from './event-store.events.js';

/** What comes of `work` once the server answers again. */
const throughOutage = async <T>(work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DependencyUnavailable) || error instanceof LogWentBack) throw error;
    }
  }
};

const headOf = async (store: EventStore) => {
  const position = await throughOutage(store.head.bind(store));
  return position === undefined ? undefined : { position, id: (await store.idAt(position))! };
};

export const losing = (log: () => LogUnderTest): void => {
  describe('a log that loses its end', () => {
    it('idAt names the event at a position, and nothing where none stands', async () => {
      const { store } = log();
      const events = newEvents(2);
      const stream = freshStream();
      const { position } = await store.append(stream, 'no-stream', events);
      const [first] = await collect(store.read(stream));
      expect(await store.idAt(first!.position)).toBe(events[0]!.id);
      expect(await store.idAt(position)).toBe(events[1]!.id);
      const beyond = position.replaceAll(/\d+/g, (digits) => String(BigInt(digits) + 1_000_000n));
      expect(await store.idAt(beyond)).toBeUndefined();
    });

    it('knows the newest event that it appended, read or was given', async () => {
      const { store, second } = log();
      const events = newEvents(3);
      const stream = freshStream();
      const { position } = await store.append(stream, 'no-stream', events);
      expect(store.known.newest).toEqual({ position, id: events[2]!.id });
      const other = await second!();
      expect(other.known.newest).toBeUndefined();
      await collect(other.read(stream, { limit: 2 }));
      expect(other.known.newest?.id).toBe(events[1]!.id);
      await takeUntil(other, (_, last) => last === caughtUp);
      expect(other.known.newest).toEqual({ position, id: events[2]!.id });
      await other.close();
    });

    it.each([
      ['nothing', 0],
      ['fewer events than were lost', 2],
      ['as many', 4],
      ['more', 6],
    ])('refuses every append, read and subscription while it holds not what is known; %s written since', async (_, since) => {
      const { store, loseEnd } = log();
      if (!loseEnd) return;
      const kept = freshStream();
      const survivor = await store.append(kept, 'no-stream', newEvents(1));
      const lost = freshStream();
      await store.append(lost, 'no-stream', newEvents(4));
      await takeUntil(store, (_, last) => last === caughtUp, survivor.position);
      let breaks = 0;
      const deaf = store.known.onBreak(() => breaks++);
      const written = newEvents(since);
      await loseEnd(survivor.position, async (other) => {
        for (const [n, event] of written.entries())
          await other.append(lost, n === 0 ? 'no-stream' : BigInt(n - 1), [event]);
      });

      const refused = (work: () => Promise<unknown>) => expect(throughOutage(work)).rejects.toThrow(LogWentBack);
      await refused(() => store.append(lost, 3n, newEvents(1)));
      await refused(() => store.append(freshStream(), 'no-stream', newEvents(1)));
      await refused(() => collect(store.read(kept)));
      await refused(() => collect(store.read(freshStream(), { backwards: true })));
      await refused(() => takeUntil(store, (taken) => taken.length > 0, survivor.position));
      expect(breaks).toBeGreaterThan(0);
      deaf();

      store.known.adopt(await headOf(store));
      expect(ids(await takeUntil(store, (_, last) => last === caughtUp, survivor.position))).toEqual(ids(written));
      const next = newEvent();
      await store.append(lost, since === 0 ? 'no-stream' : BigInt(since - 1), [next]);
      expect(ids(await collect(store.read(lost)))).toEqual(ids([...written, next]));
    });

    it('a subscription that was waiting gives nothing of the log that came instead', async () => {
      const { store, loseEnd } = log();
      if (!loseEnd) return;
      const survivor = await store.append(freshStream(), 'no-stream', newEvents(1));
      const lost = await store.append(freshStream(), 'no-stream', newEvents(3));
      const taken: StoredEvent[] = [];
      const signal = new AbortController().signal;
      const following = (async () => {
        for await (const item of store.subscribe({ after: lost.position, signal }))
          if (item !== caughtUp) taken.push(item);
      })();
      await loseEnd(survivor.position, (other) => other.append(freshStream(), 'no-stream', newEvents(5)));
      await expect(following).rejects.toThrow(LogWentBack);
      expect(taken).toEqual([]);
      store.known.adopt(await headOf(store));
    });

    it('goes on by itself when the server comes back with all that is known', async () => {
      const { store, loseEnd } = log();
      if (!loseEnd) return;
      const survivor = await store.append(freshStream(), 'no-stream', newEvents(2));
      const others = newEvents(3);
      await loseEnd(survivor.position, (other) => other.append(freshStream(), 'no-stream', others));
      expect(
        ids(await throughOutage(() => takeUntil(store, (_, last) => last === caughtUp, survivor.position))),
      ).toEqual(ids(others));
    });
  });
};
