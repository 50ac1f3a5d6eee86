import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectStore } from '../../src/application/ports/object-store.js';

/** `open` gives another instance on the same store each time. */
export const objectStoreContract = (name: string, open: () => Promise<ObjectStore>) =>
  describe(`ObjectStore on ${name}`, () => {
    let store: ObjectStore;
    beforeEach(async () => {
      store = await open();
    });
    const text = async (id: string, from = store) => {
      const bytes = await from.get(id);
      return bytes && Buffer.from(bytes).toString();
    };

    it('keeps every byte, also for the next instance', async () => {
      const id = randomUUID();
      const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
      await store.put(id, bytes);
      const found = await (await open()).get(id);
      expect(bytes.equals(Buffer.from(found!))).toBe(true);
    });

    it('keeps an object without bytes', async () => {
      const id = randomUUID();
      await store.put(id, new Uint8Array());
      expect(await text(id)).toBe('');
    });

    it('knows nothing of an id that was never written', async () => {
      expect(await store.get(randomUUID())).toBeUndefined();
    });

    it('keeps the first bytes of an id', async () => {
      const id = randomUUID();
      await store.put(id, Buffer.from('first'));
      await store.put(id, Buffer.from('second'));
      expect(await text(id)).toBe('first');
    });

    it('gives parallel writers of one id one winner, whole', async () => {
      const id = randomUUID();
      const written = Array.from({ length: 8 }, (_, index) => String(index).repeat(50_000));
      const stores = await Promise.all(written.map(open));
      await Promise.all(stores.map((each, index) => each.put(id, Buffer.from(written[index]!))));
      const winner = await text(id);
      expect(written).toContain(winner);
      expect(await text(id, await open())).toBe(winner);
    });

    it('forgets a deleted object; deleting again changes nothing', async () => {
      const id = randomUUID();
      await store.put(id, Buffer.from('gone'));
      await store.delete(id);
      expect(await store.get(id)).toBeUndefined();
      await store.delete(id);
      await store.delete(randomUUID());
    });

    it.each([
      '../../etc/passwd',
      '',
      'x',
      `${randomUUID()}/..`,
      randomUUID().toUpperCase(),
      `${randomUUID()}\n`,
    ])('refuses %j as an id', async (id) => {
      await expect(store.put(id, Buffer.from('x'))).rejects.toThrow('UUID');
      await expect(store.get(id)).rejects.toThrow('UUID');
      await expect(store.delete(id)).rejects.toThrow('UUID');
    });
  });
