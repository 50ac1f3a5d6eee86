import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ErasureJournal } from '../../src/adapters/erasures/erasure-journal.js';
import { JournaledDataKeys } from '../../src/adapters/erasures/journaled-data-keys.js';
import { DataKeyDestroyed } from '../../src/application/ports/data-keys.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'erasures-'));
  file = join(directory, 'erasures.ndjson');
});
afterEach(() => rm(directory, { recursive: true }));

const clock = { now: () => '2026-11-22T08:00:00.000Z' };
const journaled = (path = file) => new JournaledDataKeys(new MemoryDataKeys(), new ErasureJournal(path), clock);

describe('the journal of erasures', () => {
  it('P2 names each person whose key was destroyed once, and nobody else’s key', async () => {
    const keys = journaled();
    for (const subject of ['identity/1', 'sms-number/7', 'futures/0038/2', 'identity/1']) await keys.destroy(subject);
    expect(await new ErasureJournal(file).subjects()).toEqual(['identity/1', 'futures/0038/2']);
    await expect(keys.of('identity/1')).rejects.toThrow(DataKeyDestroyed);
  });

  it('leaves out a line that broke off', async () => {
    await journaled().destroy('identity/1');
    await appendFile(file, '{"subject":"identi');
    expect(await new ErasureJournal(file).subjects()).toEqual(['identity/1']);
    expect(await readFile(file, 'utf8')).toContain('2026-11-22');
  });

  it('P2 nothing is destroyed that cannot be noted', async () => {
    const keys = journaled(join(directory, 'no', 'such', 'folder'));
    await keys.of('identity/1');
    await expect(keys.destroy('identity/1')).rejects.toThrow(DependencyUnavailable);
    expect(await keys.of('identity/1')).toBeDefined();
  });
});
