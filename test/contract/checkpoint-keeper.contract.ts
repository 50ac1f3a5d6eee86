import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CheckpointKeeper, type CheckpointPlace } from '../../src/adapters/transparency-log/checkpoint-keeper.js';
import type { KeptCheckpoint } from '../../src/adapters/transparency-log/tree-tables.js';
import { checkpointText } from '../../src/application/transparency-log/checkpoint.js';
import { signNote } from '../../src/application/transparency-log/note.js';

const { privateKey } = generateKeyPairSync('ed25519');

export const checkpointOf = (size: number, { epoch = 0, root = size } = {}): KeptCheckpoint => {
  const head = { origin: `realname.example/log/1/${epoch}`, size, root: Buffer.alloc(32, root) };
  const note = signNote(checkpointText({ ...head, extensions: [] }), head.origin, [privateKey], 1);
  return { ...head, epoch, position: String(size), eventId: `event-${size}`, note };
};

const always = async () => true;

/** `open` gives another instance on the same place each time; `clear` empties it, and `put` writes over what is there. */
export const checkpointKeeperContract = (
  name: string,
  open: () => CheckpointPlace,
  { clear, put }: { readonly clear: () => Promise<void>; readonly put: (text: string) => Promise<void> },
) =>
  describe(`a keeper of the last checkpoint: ${name}`, () => {
    const opened = async () => {
      await clear();
      return new CheckpointKeeper(open());
    };

    it('has none at first', async () => {
      const keeper = await opened();
      expect((await keeper.look()).kept).toBeUndefined();
      expect((await keeper.look()).isUnreadable).toBe(false);
    });

    it('keeps the newest, also for the next instance', async () => {
      const keeper = await opened();
      for (const size of [0, 3, 300]) await keeper.keep(checkpointOf(size), always);
      expect((await new CheckpointKeeper(open()).look()).kept).toEqual(checkpointOf(300));
    });

    it('keeps one of no events, which has no place', async () => {
      const none = { ...checkpointOf(0), position: undefined, eventId: undefined };
      const keeper = await opened();
      await keeper.keep(none, always);
      expect((await keeper.look()).kept).toEqual(none);
    });

    it('is never lowered: fewer events of an epoch, or an epoch before', async () => {
      const keeper = await opened();
      await keeper.keep(checkpointOf(300, { epoch: 1 }), always);
      for (const earlier of [checkpointOf(299, { epoch: 1 }), checkpointOf(900)])
        await new CheckpointKeeper(open()).keep(earlier, always);
      expect((await keeper.look()).kept).toEqual(checkpointOf(300, { epoch: 1 }));
    });

    it('takes the tree of a new epoch, however small, without a question', async () => {
      const keeper = await opened();
      await keeper.keep(checkpointOf(300), always);
      await new CheckpointKeeper(open()).keep(checkpointOf(5, { epoch: 1 }), async () => false);
      expect((await keeper.look()).kept).toEqual(checkpointOf(5, { epoch: 1 }));
    });

    it('keeps what the tree does not continue, and says so', async () => {
      await (await opened()).keep(checkpointOf(300), always);
      const keeper = new CheckpointKeeper(open());
      for (const other of [checkpointOf(301), checkpointOf(300, { root: 7 })])
        await expect(keeper.keep(other, async ({ size }) => size !== 300)).rejects.toThrow(
          `is not what the checkpoint of 300 events of ${keeper.where} was signed over`,
        );
      expect((await keeper.look()).kept).toEqual(checkpointOf(300));
    });

    it('asks whether the tree continues what others kept alone', async () => {
      const keeper = await opened();
      const asked: number[] = [];
      const continues = async ({ size }: KeptCheckpoint) => asked.push(size) > 0;
      for (const size of [1, 2, 3]) await keeper.keep(checkpointOf(size), continues);
      expect(asked).toEqual([]);
      await new CheckpointKeeper(open()).keep(checkpointOf(4), continues);
      await keeper.keep(checkpointOf(5), continues);
      expect(asked).toEqual([3, 4]);
    });

    it('says that something else is there, and replaces it', async () => {
      const keeper = await opened();
      await put('no checkpoint');
      expect((await keeper.look()).kept).toBeUndefined();
      expect((await keeper.look()).isUnreadable).toBe(true);
      await keeper.keep(checkpointOf(3), always);
      expect((await keeper.look()).kept).toEqual(checkpointOf(3));
      expect((await keeper.look()).isUnreadable).toBe(false);
    });
  });
