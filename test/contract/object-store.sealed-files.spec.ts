import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { SealedFiles } from '../../src/adapters/objects/sealed-files.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { mountSmall } from '../support/servers/small-file-system.js';
import { objectStoreContract } from './object-store.contract.js';

const root = mkdtempSync(join(tmpdir(), 'objects-'));
const small = mountSmall(join(root, 'small'), '512k');
afterAll(() => {
  small?.unmount();
  rmSync(root, { recursive: true });
});

objectStoreContract('files', async () => new SealedFiles(join(root, 'shared')));

it('gives files to their owner only, and leaves no half-written ones', async () => {
  const store = new SealedFiles(join(root, 'modes'));
  const id = '00000000-0000-4000-8000-00000000abcd';
  await Promise.all([store.put(id, Buffer.from('a')), store.put(id, Buffer.from('b'))]);
  expect(await readdir(join(root, 'modes', 'cd', 'ab'))).toEqual([id]);
  expect((await stat(join(root, 'modes', 'cd', 'ab', id))).mode & 0o777).toBe(0o600);
});

it('says unavailable when the file system refuses', async () => {
  await writeFile(join(root, 'file'), '');
  const store = new SealedFiles(join(root, 'file'));
  const id = '00000000-0000-4000-8000-000000000000';
  await expect(store.put(id, Buffer.from('a'))).rejects.toThrow(DependencyUnavailable);
  await expect(store.get(id)).rejects.toThrow(DependencyUnavailable);
});

it('can be reached as long as files can be written, and leaves none', async () => {
  const store = new SealedFiles(join(root, 'new', 'below'));
  await store.reach();
  expect(await readdir(join(root, 'new', 'below'))).toEqual([]);
  await expect(new SealedFiles(join(root, 'file')).reach()).rejects.toMatchObject({ causeCode: 'EEXIST' });
});

(small ? it : it.skip)('cannot be reached while its disk is full', async () => {
  const { path } = small!;
  const store = new SealedFiles(path);
  await store.reach();
  await small!.fill();
  await expect(store.reach()).rejects.toMatchObject({ name: 'DependencyUnavailable', causeCode: 'ENOSPC' });
  await small!.free();
  await store.reach();
  expect(await readdir(path)).toEqual([]);
});
