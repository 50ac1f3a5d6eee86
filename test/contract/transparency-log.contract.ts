import type { KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore, StoredEvent } from '../../src/application/ports/event-store.js';
import { NotInTree, type TransparencyLog } from '../../src/application/ports/transparency-log.js';
import { parseCheckpoint } from '../../src/application/transparency-log/checkpoint.js';
import { entryOf } from '../../src/application/transparency-log/entry.js';
import { isSignedBy, noteKey, parseNote, parseVkey } from '../../src/application/transparency-log/note.js';
import { NaiveTree, naiveLeaf, rootByPath } from '../unit/transparency-log/naive-tree.js';
import { newEvent } from './event-store.events.js';

export interface LoggedUnderTest {
  readonly store: EventStore;
  readonly tree: TransparencyLog;
  /** What signs beside the key that the tree names: private. */
  readonly others?: readonly KeyObject[];
  dispose(): Promise<void>;
}

/** Numbered ids, so that every store is given the same events. */
const eventsOf = (stream: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...newEvent({ n, name: '王小明', nested: { b: [1, 'é', null], a: '𠮷' } }, 'Counted'),
    id: `00000000-0000-4000-8000-${String(1_000 * stream + n).padStart(12, '0')}`,
  }));

/** The root over the 700 events below: the same on every store. */
const knownRoot = 'ywJO+YEcorYyMyBt961clUdDt5p6szXTzo3/VIXqqME=';

/** `open` gives an empty log and its tree. */
export const transparencyLogContract = (name: string, open: () => Promise<LoggedUnderTest>): void =>
  describe(`TransparencyLog on ${name}`, () => {
    let under: LoggedUnderTest;
    const stored: StoredEvent[] = [];
    let naive: NaiveTree;
    beforeAll(async () => {
      under = await open();
      for (let stream = 0; stream < 7; stream++)
        await under.store.append(`contract-${stream}`, 'no-stream', eventsOf(stream, 100));
      for (let stream = 0; stream < 7; stream++)
        for await (const event of under.store.read(`contract-${stream}`)) stored.push(event);
      naive = new NaiveTree(stored.map((event) => naiveLeaf(entryOf(event))));
    });
    afterAll(() => under.dispose());
    const whole = () => under.tree.covering(stored.at(-1)!.position);

    it('covers every event by a checkpoint, signed by its verifier key: the root of RFC 6962 over what is stored', async () => {
      const checkpoint = await whole();
      const { text, signatures } = parseNote(checkpoint.note);
      expect(isSignedBy({ text, signatures }, parseVkey(await under.tree.vkey()))).toBe(true);
      const { origin, size, root } = parseCheckpoint(text);
      expect(checkpoint).toMatchObject({ origin, size, root, position: stored.at(-1)!.position });
      expect([size, root]).toEqual([stored.length, naive.root()]);
      expect(parseVkey(await under.tree.vkey()).name).toBe(origin);
      expect(await under.tree.latest()).toMatchObject({ size, root });
    });

    it('has each checkpoint signed by every key that signs, each with one line', async () => {
      const note = parseNote((await whole()).note);
      const own = parseVkey(await under.tree.vkey());
      const keys = [own, ...(under.others ?? []).map((key) => noteKey(own.name, key))];
      expect(keys.map((key) => isSignedBy(note, key))).toEqual(keys.map(() => true));
      expect(note.signatures).toHaveLength(keys.length);
    });

    it('has the root of the same events on every store', async () => {
      expect((await whole()).root.toString('base64')).toBe(knownRoot);
    });

    it('keeps time-stamps with heads, and finds the earliest that is over an event', async () => {
      const [first, last] = [stored[0]!, stored.at(-1)!];
      expect(await under.tree.stamped(first)).toBeUndefined();
      const checkpoint = await whole();
      const timeStamp = { response: Buffer.from('a time-stamp'), at: '2026-11-30T08:00:00.250Z' };
      await under.tree.keep({ checkpoint, timeStamp });
      const stamped = { checkpoint: { size: checkpoint.size, note: checkpoint.note }, timeStamp };
      for (const event of [first, last]) expect(await under.tree.stamped(event)).toMatchObject(stamped);
      const altered = { ...last, raw: { ...last.raw, data: '{}' } };
      await expect(under.tree.stamped(altered)).rejects.toThrow(NotInTree);
      await under.tree.keep({ checkpoint, timeStamp: { ...timeStamp, response: Buffer.from('another') } });
      expect(await under.tree.stamped(last)).toMatchObject(stamped);
    });

    it('proves where each event stands, as any verifier judges it', async () => {
      const checkpoint = await whole();
      const some = [0, 1, 255, 256, 511, 512, 640, 699].map((index) => ({ index, event: stored[index]! }));
      const proofs = await under.tree.prove(
        some.map(({ event }) => event),
        checkpoint,
      );
      for (const [n, { index, hashes, checkpoint: note }] of proofs.entries()) {
        expect([index, note]).toEqual([some[n]!.index, checkpoint.note]);
        const leaf = naiveLeaf(entryOf(some[n]!.event));
        expect(rootByPath(index, checkpoint.size, leaf, hashes)).toEqual(checkpoint.root);
      }
    });

    it('proves no event that was altered, nor one that never was', async () => {
      const event = stored[300]!;
      const altered = { ...event, raw: { ...event.raw, data: event.raw.data.replace('300', '301') } };
      const checkpoint = await whole();
      for (const each of [{ ...event, type: 'Other' }, { ...event, revision: event.revision + 1n }, altered])
        if (entryOf(each) !== entryOf(event))
          await expect(under.tree.prove([each], checkpoint)).rejects.toThrow(NotInTree);
    });

    it('gives its tiles, also as they were when they were narrower, and none that it has not', async () => {
      await whole();
      const hashes = (from: number, to: number) => Buffer.concat(naive.leaves.slice(from, to));
      expect(await under.tree.tile({ level: 0, index: 0, width: 256 })).toEqual(hashes(0, 256));
      expect(await under.tree.tile({ level: 0, index: 2, width: 188 })).toEqual(hashes(512, 700));
      expect(await under.tree.tile({ level: 0, index: 2, width: 7 })).toEqual(hashes(512, 519));
      expect(await under.tree.tile({ level: 1, index: 0, width: 2 })).toEqual(
        Buffer.concat([naive.root(0, 256), naive.root(256, 512)]),
      );
      for (const none of [
        { level: 0, index: 2, width: 189 },
        { level: 0, index: 3, width: 1 },
        { level: 1, index: 0, width: 3 },
        { level: 2, index: 0, width: 1 },
      ])
        expect(await under.tree.tile(none)).toBeUndefined();
    });

    it('gives the entries that a tile is over, and none of events that the tree does not have', async () => {
      await whole();
      for (const [index, width, from] of [
        [0, 256, 0],
        [0, 3, 0],
        [1, 256, 256],
        [2, 188, 512],
        [2, 1, 512],
      ] as const)
        expect(await under.tree.entries({ index, width })).toEqual(stored.slice(from, from + width).map(entryOf));
      for (const none of [
        { index: 2, width: 189 },
        { index: 3, width: 1 },
      ])
        expect(await under.tree.entries(none)).toBeUndefined();
    });

    it('grows with the log', async () => {
      const before = await whole();
      const { position } = await under.store.append('contract-later', 'no-stream', eventsOf(9, 2));
      const after = await under.tree.covering(position);
      expect(after.size).toBe(before.size + 2);
      expect(after.root).not.toEqual(before.root);
    });
  });
