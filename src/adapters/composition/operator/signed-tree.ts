import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { parseCheckpoint } from '../../../application/transparency-log/checkpoint.js';
import { type NoteKey, parseNote, parseVkey } from '../../../application/transparency-log/note.js';
import { CheckpointFile } from '../../transparency-log/checkpoint-file.js';
import { noteKeysOf } from '../../transparency-log/tree-keys.js';
import { type Epoch, TreeTables } from '../../transparency-log/tree-tables.js';
import type { Config } from '../config.js';
import { treeDirectory } from '../parts.js';
import type { Verified, Witnessed } from './log-verification.js';
import { noTreeYet, ownTreeKeys } from './tree-keys.js';

/** What an auditor brings along to judge by. */
export interface Brought {
  /** Verifier keys of the log, from somewhere else than the machine. */
  readonly logKeys?: readonly string[];
  /** A file with a checkpoint that was kept elsewhere. */
  readonly checkpoint?: string;
}

/** What was signed of a log, by which its events are judged. */
export interface SignedTree extends Pick<Verified, 'keys' | 'tile' | 'tiled'> {
  readonly epoch: Epoch;
  readonly checkpoints: readonly Witnessed[];
}

/** @throws DependencyUnavailable, Error with a message for the operator */
export const signedTreeOf = async (pool: Pool, config: Config, brought: Brought = {}): Promise<SignedTree> => {
  const tables = new TreeTables(pool);
  const epoch = await tables.epoch();
  if (!epoch) throw noTreeYet();
  return {
    epoch,
    keys: await keysOf(config, brought, epoch),
    checkpoints: await checkpointsOf(config, brought, tables, epoch),
    tile: (level, index) => tables.wholeTile(epoch.epoch, level, index),
    tiled: (await tables.latest(epoch.epoch))?.size ?? 0,
  };
};

const keysOf = async (config: Config, { logKeys = [] }: Brought, { origin }: Epoch): Promise<readonly NoteKey[]> => {
  if (logKeys.length === 0) {
    const own = await ownTreeKeys(config);
    if (!own) throw new Error('the key of the log is not here: give its verifier key, --log-key');
    return noteKeysOf(own, origin);
  }
  const keys = logKeys.map(parseVkey);
  const other = keys.find(({ name }) => name !== origin);
  if (other) throw new Error(`--log-key is of ${other.name}, the log is ${origin}`);
  return keys;
};

/** Those in the tables, the one outside them, and the auditor's. */
const checkpointsOf = async (
  config: Config,
  { checkpoint: file }: Brought,
  tables: TreeTables,
  { epoch, origin }: Epoch,
): Promise<readonly Witnessed[]> => {
  const kept = (await tables.checkpoints(epoch)).map((checkpoint) => ({ from: 'the checkpoint', checkpoint }));
  const outside = await new CheckpointFile(treeDirectory(config)).read();
  const last =
    outside?.epoch === epoch
      ? [{ from: `the checkpoint of ${join(treeDirectory(config), 'checkpoint')}`, checkpoint: outside }]
      : [];
  if (file === undefined) return [...kept, ...last];
  const note = await readFile(file, 'utf8');
  const given = parseCheckpoint(parseNote(note).text);
  if (given.origin !== origin) throw new Error(`--checkpoint is of ${given.origin}, the log is ${origin}`);
  return [...kept, ...last, { from: `the checkpoint of ${file}`, checkpoint: { ...given, note } }];
};
