import { describe, expect, it } from '@jest/globals';
import { type EventStore, maxAppendBytes } from '../../src/application/ports/event-store.js';
import { eventually } from '../support/eventually.js';
import { rawOf } from '../support/raw-json.js';
import type { LogUnderTest } from './event-store.contract.js';
import { collect, freshStream, newEvent, newEvents } from './event-store.events.js';

const revisions = async (store: EventStore, stream: string, options: Parameters<EventStore['read']>[1]) =>
  (await collect(store.read(stream, options))).map(({ revision }) => Number(revision));

export const reading = (log: () => LogUnderTest): void => {
  describe('read', () => {
    it('gives back what was appended: id, type, data, metadata, stream, revision', async () => {
      const { store } = log();
      const stream = freshStream();
      const events = [newEvent({ b: 1, a: [true, null, { deep: -0.5 }] }, 'First'), newEvent({}, 'Second')];
      await store.append(stream, 'no-stream', events);
      const stored = await collect(store.read(stream));
      expect(stored).toEqual(
        events.map((event, n) => ({
          ...event,
          stream,
          revision: BigInt(n),
          position: expect.any(String),
          raw: rawOf(event),
        })),
      );
      expect(Object.keys(stored[0]!.data)).toEqual(['b', 'a']);
    });

    it.each([
      ['Chinese', '王小明·阿依古丽'],
      ['rare characters beyond the BMP', '𠮷𡈽𫝀'],
      ['emoji with joiners', '👩‍👩‍👧‍👦'],
      ['combining marks kept as they are', 'e\u0301 é'],
      ['control characters and U+0000', 'a\u0000b\u0007\u2028'],
      ['quotes and backslashes', '"\\\'{},\\u0000'],
      ['a lone surrogate', '\ud83d'],
    ])('keeps %s', async (_, text) => {
      const { store } = log();
      const stream = freshStream();
      await store.append(stream, 'no-stream', [newEvent({ text, [text]: 1 })]);
      expect((await collect(store.read(stream)))[0]?.data).toEqual({ text, [text]: 1 });
    });

    it('yields nothing for a stream that does not exist', async () => {
      const { store } = log();
      expect(await collect(store.read(freshStream()))).toEqual([]);
      expect(await collect(store.read(freshStream(), { backwards: true, limit: 1 }))).toEqual([]);
    });

    it('reads from a revision, up to a limit, and backwards', async () => {
      const { store } = log();
      const stream = freshStream();
      await store.append(stream, 'no-stream', newEvents(6));
      expect(await revisions(store, stream, { from: 4n })).toEqual([4, 5]);
      expect(await revisions(store, stream, { from: 6n })).toEqual([]);
      expect(await revisions(store, stream, { limit: 2 })).toEqual([0, 1]);
      expect(await revisions(store, stream, { from: 1n, limit: 2 })).toEqual([1, 2]);
      expect(await revisions(store, stream, { backwards: true })).toEqual([5, 4, 3, 2, 1, 0]);
      expect(await revisions(store, stream, { backwards: true, limit: 1 })).toEqual([5]);
      expect(await revisions(store, stream, { backwards: true, from: 3n, limit: 2 })).toEqual([3, 2]);
    });

    it('reads streams longer than any page in order', async () => {
      const { store } = log();
      const stream = freshStream();
      let at = (await store.append(stream, 'no-stream', newEvents(400))).revision;
      for (let n = 0; n < 3; n++) at = (await store.append(stream, at, newEvents(400))).revision;
      const upwards = Array.from({ length: 1600 }, (_, n) => n);
      expect(await revisions(store, stream, {})).toEqual(upwards);
      expect(await revisions(store, stream, { backwards: true })).toEqual(upwards.toReversed());
      expect(await revisions(store, stream, { limit: 1100 })).toHaveLength(1100);
    });

    it('reads events that are as large as they may be, more than a page holds', async () => {
      const { store } = log();
      const stream = freshStream();
      const text = 'a'.repeat(maxAppendBytes - 1_000);
      for (let n = 0; n < 10; n++) {
        const event = newEvent({ text });
        // A loaded machine may not take a megabyte in time: the same append again is the same event.
        await eventually(() => store.append(stream, n === 0 ? 'no-stream' : BigInt(n - 1), [event]));
      }
      const upwards = Array.from({ length: 10 }, (_, n) => n);
      expect(await revisions(store, stream, {})).toEqual(upwards);
      expect(await revisions(store, stream, { backwards: true })).toEqual(upwards.toReversed());
      expect(await revisions(store, stream, { limit: 7 })).toEqual(upwards.slice(0, 7));
    });

    it('sees its own writes at once, from another client too', async () => {
      const { store, second } = log();
      const stream = freshStream();
      await store.append(stream, 'no-stream', newEvents(2));
      expect(await revisions(store, stream, {})).toEqual([0, 1]);
      if (!second) return;
      const other = await second();
      expect(await revisions(other, stream, {})).toEqual([0, 1]);
      await other.close();
    });
  });

  describe('positions', () => {
    it('rise with every event and are compared by the store', async () => {
      const { store } = log();
      await store.append(freshStream(), 'no-stream', newEvents(3));
      const stream = freshStream();
      await store.append(stream, 'no-stream', newEvents(12));
      const positions = (await collect(store.read(stream))).map(({ position }) => position);
      for (const [n, position] of positions.entries()) {
        expect(store.compare(position, position)).toBe(0);
        const next = positions[n + 1];
        if (next === undefined) continue;
        expect(store.compare(position, next)).toBeLessThan(0);
        expect(store.compare(next, position)).toBeGreaterThan(0);
      }
    });

    it('tell how many events stand between them, if they count events', async () => {
      const { store } = log();
      const { position: from } = await store.append(freshStream(), 'no-stream', newEvents(1));
      const { position: to } = await store.append(freshStream(), 'no-stream', newEvents(3));
      const told = store.distance(from, to);
      expect([undefined, 3]).toContain(told);
      if (told !== undefined) expect(store.distance(null, to)).toBe(store.distance(null, from)! + 3);
    });

    it('head is the position of the newest event', async () => {
      const { store } = log();
      const { position } = await store.append(freshStream(), 'no-stream', newEvents(2));
      expect(await store.head()).toBe(position);
    });
  });
};
