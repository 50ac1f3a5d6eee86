import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SealedFiles } from '../../src/adapters/objects/sealed-files.js';
import { PostgresDataKeys } from '../../src/adapters/postgres/data-keys.js';
import { DataKeyDestroyed } from '../../src/application/ports/data-keys.js';
import { SealedObjects } from '../../src/application/shared/sealed-objects.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';

const root = mkdtempSync(join(tmpdir(), 'sealed-objects-'));
afterAll(() => rmSync(root, { recursive: true }));

onEachPostgres((_, database) => {
  const files = new SealedFiles(join(root, randomUUID()));
  const photo = Buffer.from('JFIF 张三 410101199508130033');
  let keys: PostgresDataKeys;
  let objects: SealedObjects;
  beforeAll(() => {
    keys = new PostgresDataKeys(database.pool(), testKeyring);
    objects = new SealedObjects(files, keys);
  });

  it('P3 gives back what it sealed, and stores nothing in clear', async () => {
    const id = randomUUID();
    await objects.put('identity/1', id, photo);
    expect(Buffer.from((await objects.get('identity/1', id)) as Uint8Array)).toEqual(photo);
    expect(Buffer.from((await files.get(id))!).includes('410101')).toBe(false);
    expect(await objects.get('identity/1', randomUUID())).toBeUndefined();
    await objects.delete(id);
    expect(await objects.get('identity/1', id)).toBeUndefined();
  });

  it('P2 reads as erased once the data key is destroyed, and takes nothing more of that person', async () => {
    const id = randomUUID();
    await objects.put('identity/2', id, photo);
    await keys.destroy('identity/2');
    expect(await objects.get('identity/2', id)).toBe('erased');
    await expect(objects.put('identity/2', randomUUID(), photo)).rejects.toThrow(DataKeyDestroyed);
  });

  it('P3 refuses altered bytes, and one object in the place of another', async () => {
    const [id, altered, swapped] = [randomUUID(), randomUUID(), randomUUID()];
    await objects.put('identity/3', id, photo);
    const stored = Buffer.from((await files.get(id))!);
    await files.put(swapped, stored);
    stored[stored.length - 20]! ^= 1;
    await files.put(altered, stored);
    await files.delete(id);
    await expect(objects.get('identity/3', swapped)).rejects.toThrow();
    await expect(objects.get('identity/3', altered)).rejects.toThrow();
    const empty = randomUUID();
    await files.put(empty, Buffer.alloc(0));
    await expect(objects.get('identity/3', empty)).rejects.toThrow('not a sealed object');
  });

  it('P3 gives nobody another person’s object, whoever names its id', async () => {
    const id = randomUUID();
    await objects.put('identity/4', id, photo);
    await keys.of('identity/5');
    await expect(objects.get('identity/5', id)).rejects.toThrow('another subject');
  });
});
