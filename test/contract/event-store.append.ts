import { describe, expect, it } from '@jest/globals';
import { AppendTooLarge, maxAppendBytes, RevisionConflict } from '../../src/application/ports/event-store.js';
import type { LogUnderTest } from './event-store.contract.js';
import { collect, freshStream, ids, newEvent, newEvents } from './event-store.events.js';

export const appending = (log: () => LogUnderTest): void => {
  describe('append', () => {
    it('answers the revision and position of the last event of the batch', async () => {
      const { store } = log();
      const stream = freshStream();
      const first = await store.append(stream, 'no-stream', newEvents(3));
      const second = await store.append(stream, first.revision, newEvents(2));
      const stored = await collect(store.read(stream));
      expect([first.revision, second.revision]).toEqual([2n, 4n]);
      expect([first.position, second.position]).toEqual([stored[2]?.position, stored[4]?.position]);
    });

    it('refuses a wrong revision and writes nothing', async () => {
      const { store } = log();
      const stream = freshStream();
      const append = (expected: bigint | 'no-stream') => store.append(stream, expected, newEvents(2));
      await expect(append(0n)).rejects.toThrow(RevisionConflict);
      await append('no-stream');
      for (const wrong of ['no-stream', 0n, 2n] as const) await expect(append(wrong)).rejects.toThrow(RevisionConflict);
      expect(await collect(store.read(stream))).toHaveLength(2);
    });

    it('lets exactly one of many racing writers win', async () => {
      const { store, second } = log();
      const stream = freshStream();
      const stores = second ? [store, await second()] : [store];
      const batches = Array.from({ length: 16 }, () => newEvents(2));
      const outcomes = await Promise.allSettled(
        batches.map((batch, n) => stores[n % stores.length]!.append(stream, 'no-stream', batch)),
      );
      const winners = batches.filter((_, n) => outcomes[n]?.status === 'fulfilled');
      const losses = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(winners).toHaveLength(1);
      expect(losses.every((loss) => loss instanceof RevisionConflict)).toBe(true);
      expect(ids(await collect(store.read(stream)))).toEqual(ids(winners[0]!));
      if (stores[1]) await stores[1].close();
    });

    it('lets the conflict of one writer leave the appends beside it alone', async () => {
      const { store } = log();
      const taken = freshStream();
      await store.append(taken, 'no-stream', newEvents(1));
      const streams = Array.from({ length: 12 }, freshStream);
      const outcomes = await Promise.allSettled(
        streams.flatMap((stream) => [
          store.append(stream, 'no-stream', newEvents(1)),
          store.append(taken, 'no-stream', newEvents(1)),
        ]),
      );
      expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(streams.flatMap(() => [true, false]));
    });

    it('answers the same ids at the same revision as it did first, and writes nothing', async () => {
      const { store } = log();
      const stream = freshStream();
      const opening = newEvents(2);
      const following = newEvents(3);
      const first = await store.append(stream, 'no-stream', opening);
      const second = await store.append(stream, 1n, following);
      await store.append(stream, 4n, newEvents(1));
      expect(await store.append(stream, 'no-stream', opening)).toEqual(first);
      expect(await store.append(stream, 1n, following)).toEqual(second);
      expect(await collect(store.read(stream))).toHaveLength(6);
    });

    it('writes a batch once that is sent many times at once', async () => {
      const { store } = log();
      const stream = freshStream();
      const batch = newEvents(2);
      const answers = await Promise.all(Array.from({ length: 8 }, () => store.append(stream, 'no-stream', batch)));
      expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
      expect(ids(await collect(store.read(stream)))).toEqual(ids(batch));
    });

    it('refuses the same ids at another revision, or with an event more', async () => {
      const { store } = log();
      const stream = freshStream();
      const batch = newEvents(2);
      await store.append(stream, 'no-stream', batch);
      await expect(store.append(stream, 0n, batch)).rejects.toThrow(RevisionConflict);
      await expect(store.append(stream, 'no-stream', [...batch, newEvent()])).rejects.toThrow(RevisionConflict);
      expect(ids(await collect(store.read(stream)))).toEqual(ids(batch));
    });

    it('takes 900 KB in one append and gives the same back', async () => {
      const { store } = log();
      const stream = freshStream();
      const big = [newEvent({ text: '类'.repeat(150_000) }), newEvent({ text: '"'.repeat(220_000) })];
      await store.append(stream, 'no-stream', big);
      expect((await collect(store.read(stream))).map(({ data }) => data)).toEqual(big.map(({ data }) => data));
    });

    it('refuses an append above the limit and writes nothing', async () => {
      const { store } = log();
      const stream = freshStream();
      const tooBig = [
        newEvent({ text: 'x'.repeat(maxAppendBytes / 2) }),
        newEvent({ text: 'x'.repeat(maxAppendBytes / 2) }),
      ];
      await expect(store.append(stream, 'no-stream', tooBig)).rejects.toThrow(AppendTooLarge);
      await expect(store.append(stream, 'no-stream', [newEvent({ text: '类'.repeat(340_000) })])).rejects.toThrow(
        AppendTooLarge,
      );
      expect(await collect(store.read(stream))).toEqual([]);
    });

    it('rehearses an append that leaves nothing behind', async () => {
      const { store } = log();
      await store.append(freshStream(), 'no-stream', newEvents(1));
      const head = await store.head();
      await store.rehearse();
      expect(await store.head()).toBe(head);
      expect(await collect(store.read('rehearsal'))).toEqual([]);
    });
  });
};
