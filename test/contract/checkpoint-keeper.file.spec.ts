import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CheckpointFile } from '../../src/adapters/transparency-log/checkpoint-file.js';
import { CheckpointKeeper } from '../../src/adapters/transparency-log/checkpoint-keeper.js';
import { checkpointKeeperContract, checkpointOf } from './checkpoint-keeper.contract.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'realname-checkpoint-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));
const path = () => join(directory, 'checkpoint');

checkpointKeeperContract('a file', () => new CheckpointFile(directory), {
  clear: () => rm(path(), { force: true }),
  put: (text) => writeFile(path(), text),
});

describe('the file', () => {
  it('is its owner’s alone', async () => {
    const keeper = new CheckpointKeeper(new CheckpointFile(directory));
    await keeper.keep(checkpointOf(7), async () => true);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
  });

  it('that cannot be written is told of', async () => {
    const keeper = new CheckpointKeeper(new CheckpointFile(join(path(), 'below-a-file')));
    await expect(keeper.keep(checkpointOf(8), async () => true)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
