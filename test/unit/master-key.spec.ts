import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadMasterKey } from '../../src/adapters/configuration/master-key.js';

describe('master key', () => {
  let directory: string;
  let count = 0;
  const fresh = () => join(directory, String(count++), 'master.key');
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'master-key-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each(['hex', 'base64'] as const)('reads %s from the environment and makes no file', async (encoding) => {
    const file = fresh();
    expect(await loadMasterKey({ env: ` ${bytes.toString(encoding)}\n`, file })).toEqual(bytes);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it.each([
    'short',
    bytes.subarray(1).toString('base64'),
    `${bytes.toString('hex')}00`,
    'g'.repeat(64),
  ])('refuses a malformed key without printing it (%#)', async (env) => {
    const refusal = await loadMasterKey({ env, file: fresh() }).catch((error: Error) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect((refusal as Error).message).toContain('MASTER_KEY is malformed');
    expect((refusal as Error).message).not.toContain(env);
  });

  it('makes a file for its owner only, and finds it again', async () => {
    const file = fresh();
    const key = await loadMasterKey({ env: undefined, file });
    expect(key).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await loadMasterKey({ env: '', file })).toEqual(key);
    expect(await loadMasterKey({ env: undefined, file: fresh() })).not.toEqual(key);
  });

  it('gives starters at the same time one key, and leaves nothing else behind', async () => {
    const file = fresh();
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey({ env: undefined, file })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(join(file, '..'))).toEqual(['master.key']);
  });

  it('refuses a damaged file instead of replacing it', async () => {
    const file = join(directory, 'damaged.key');
    await writeFile(file, '');
    await expect(loadMasterKey({ env: undefined, file })).rejects.toThrow('damaged.key is malformed');
  });
});
