import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { parseCheckpoint } from '../../../application/transparency-log/checkpoint.js';
import { type NoteKey, parseNote, parseVkey } from '../../../application/transparency-log/note.js';
import { logIdentity } from '../../postgres/settings.js';
import type { CheckpointKeeper } from '../../transparency-log/checkpoint-keeper.js';
import { noteKeysOf } from '../../transparency-log/tree-keys.js';
import { type Epoch, TreeTables } from '../../transparency-log/tree-tables.js';
import { checkpointKeepers } from '../checkpoint-keepers.js';
import type { Config } from '../config.js';
import type { Misfit, Verified, Witnessed } from './log-verification.js';
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
  /** Of what the keepers outside the database have, that which fits no tree of it. */
  readonly misfits: readonly Misfit[];
}

/** @throws DependencyUnavailable, Error with a message for the operator */
export const signedTreeOf = async (pool: Pool, config: Config, brought: Brought = {}): Promise<SignedTree> => {
  const tables = new TreeTables(pool);
  const epoch = await tables.epoch();
  if (!epoch) throw noTreeYet();
  const keepers = await checkpointKeepers(config, await logIdentity(pool));
  const outside = await Promise.all(keepers.map((keeper) => keptBy(keeper, epoch)));
  return {
    epoch,
    keys: await keysOf(config, brought, epoch),
    checkpoints: [
      ...(await tables.checkpoints(epoch.epoch)).map((checkpoint) => ({ from: 'the checkpoint', checkpoint })),
      ...outside.flatMap(({ checkpoints }) => checkpoints),
      ...(await checkpointOf(brought, epoch)),
    ],
    misfits: outside.flatMap(({ misfits }) => misfits),
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

/** What a keeper outside the database has. It may say by itself that the database is not what it was. */
const keptBy = async (
  keeper: CheckpointKeeper,
  { epoch }: Epoch,
): Promise<Pick<SignedTree, 'checkpoints' | 'misfits'>> => {
  const from = `the checkpoint of ${keeper.where}`;
  const misfit = (what: string) => ({ checkpoints: [], misfits: [{ what }] });
  const { kept, isUnreadable } = await keeper.look();
  if (isUnreadable) return misfit(`${from} was altered: it is no checkpoint`);
  if (kept && kept.epoch > epoch)
    return misfit(`${from} is of epoch ${kept.epoch} of the log; the database ends with epoch ${epoch}`);
  return { checkpoints: kept?.epoch === epoch ? [{ from, checkpoint: kept }] : [], misfits: [] };
};

/** The auditor's own. */
const checkpointOf = async ({ checkpoint: file }: Brought, { origin }: Epoch): Promise<readonly Witnessed[]> => {
  if (file === undefined) return [];
  const note = await readFile(file, 'utf8');
  const given = parseCheckpoint(parseNote(note).text);
  if (given.origin !== origin) throw new Error(`--checkpoint is of ${given.origin}, the log is ${origin}`);
  return [{ from: `the checkpoint of ${file}`, checkpoint: { ...given, note } }];
};
