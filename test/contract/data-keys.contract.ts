import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataKeyDestroyed, type DataKeys } from '../../src/application/ports/data-keys.js';
import { minute } from '../../src/domain/shared/instant.js';

/** `open` gives another instance on the same keys each time; `monotonicMs` is the time by which it caches. */
export const dataKeysContract = (name: string, open: (monotonicMs: () => number) => Promise<DataKeys>) =>
  describe(`DataKeys on ${name}`, () => {
    let time = 0;
    const openAnother = () => open(() => time);
    const subject = () => `futures/0038/${randomUUID()}`;
    let keys: DataKeys;
    beforeEach(async () => {
      keys = await openAnother();
    });

    it('P1 makes 32 bytes at first use and gives the same ones afterwards, also to other instances', async () => {
      const owner = subject();
      const key = await keys.of(owner);
      expect(key.bytes).toHaveLength(32);
      expect(key.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(await keys.of(owner)).toMatchObject({ id: key.id, bytes: key.bytes });
      const other = await openAnother();
      expect(await other.byId(key.id)).toMatchObject({ id: key.id, bytes: key.bytes });
      expect(await other.of(owner)).toMatchObject({ id: key.id, bytes: key.bytes });
    });

    it('P1 gives every person and controller a key of their own', async () => {
      const customer = randomUUID();
      const owners = [`futures/0038/${customer}`, `futures/0039/${customer}`, `identity/${customer}`];
      const made = await Promise.all(owners.map((owner) => keys.of(owner)));
      expect(new Set(made.map((key) => key.id)).size).toBe(3);
      expect(new Set(made.map((key) => Buffer.from(key.bytes).toString('hex'))).size).toBe(3);
    });

    it('lets parallel first uses agree on one key', async () => {
      const owner = subject();
      const instances = await Promise.all(Array.from({ length: 8 }, openAnother));
      const made = await Promise.all(instances.map((each) => each.of(owner)));
      expect(new Set(made.map((key) => key.id)).size).toBe(1);
      expect(new Set(made.map((key) => Buffer.from(key.bytes).toString('hex'))).size).toBe(1);
    });

    it('knows nothing of an id that was never given', async () => {
      expect(await keys.byId(randomUUID())).toBeUndefined();
    });

    it('P2 destroys for good: no key by id, none by subject, no new one', async () => {
      const owner = subject();
      const { id } = await keys.of(owner);
      await keys.destroy(owner);
      await keys.destroy(owner);
      for (const each of [keys, await openAnother()]) {
        expect(await each.byId(id)).toBeUndefined();
        await expect(each.of(owner)).rejects.toThrow(DataKeyDestroyed);
      }
    });

    it('P2 destroys the key of a subject that had none yet', async () => {
      const owner = subject();
      await keys.destroy(owner);
      await expect(keys.of(owner)).rejects.toThrow(DataKeyDestroyed);
    });

    it('P2 leaves the keys of others alone', async () => {
      const [gone, kept] = [subject(), subject()];
      const key = await keys.of(kept);
      await keys.of(gone);
      await keys.destroy(gone);
      expect(await (await openAnother()).byId(key.id)).toMatchObject({ bytes: key.bytes });
    });

    it('P2 shows a destruction to instances that hold the key open within a minute', async () => {
      const [byId, bySubject] = [await openAnother(), await openAnother()];
      const owner = subject();
      const { id } = await keys.of(owner);
      await Promise.all([byId.byId(id), bySubject.of(owner)]);
      time += minute / 2;
      await keys.destroy(owner);
      await Promise.all([byId.byId(id), bySubject.of(owner).catch(() => {})]);
      time += minute / 2;
      expect(await byId.byId(id)).toBeUndefined();
      await expect(bySubject.of(owner)).rejects.toThrow(DataKeyDestroyed);
    });
  });
