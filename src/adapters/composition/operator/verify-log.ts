import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventMacs } from '../../../application/core/event-mac.js';
import type { Keyring } from '../../../application/core/keyring.js';
import { caughtUp, type StoredEvent } from '../../../application/ports/event-store.js';
import { parseCheckpoint, signedCheckpoint } from '../../../application/transparency-log/checkpoint.js';
import { isSignedBy, type NoteKey, parseNote, parseVkey } from '../../../application/transparency-log/note.js';
import { parsePolicy } from '../../../application/transparency-log/policy.js';
import { macsBegan } from '../../postgres/settings.js';
import { CheckpointFile } from '../../transparency-log/checkpoint-file.js';
import { noteKeysOf } from '../../transparency-log/tree-keys.js';
import { type Epoch, TreeTables } from '../../transparency-log/tree-tables.js';
import type { Config } from '../config.js';
import { treeDirectory } from '../parts.js';
import { type Database, withDatabase } from './database.js';
import { keyringOf } from './keyring.js';
import { LogVerification, type Misfit, type Witnessed } from './log-verification.js';
import { progressLine } from './progress.js';
import type { Report } from './report.js';
import { ownTreeKeys } from './tree-keys.js';

/** What an auditor brings along. */
export interface VerifyOptions {
  /** Verifier keys of the log, from somewhere else than the machine. */
  readonly logKeys?: readonly string[];
  /** A file with a checkpoint that was kept elsewhere. */
  readonly checkpoint?: string;
  /** A file that says whose cosignatures a checkpoint must bear. */
  readonly witnessPolicy?: string;
}

/**
 * Compares the whole log with its MACs, with the tiles, and with every checkpoint that is kept. Changes nothing.
 * @throws DependencyUnavailable, Error with a message for the operator
 */
export const verifyLog = (config: Config, options: VerifyOptions): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const tables = new TreeTables(database.pool);
    const epoch = await tables.epoch();
    if (!epoch) throw new Error('this log has no transparency log yet: start the service once');
    const keyring = await keyringOf(config);
    const keys = await keysOf(config, options, epoch);
    const checkpoints = await checkpointsOf(config, options, tables, epoch);
    const isBeforeMacs = await beforeMacs(database, keyring);
    const tile = (level: number, index: number) => tables.wholeTile(epoch.epoch, level, index);
    const macs = keyring && new EventMacs(keyring);
    const tiled = (await tables.latest(epoch.epoch))?.size ?? 0;
    const verification = new LogVerification({ macs, isBeforeMacs, keys, tile, tiled }, checkpoints);
    await follow(database, verification);
    const misfits = [...(await outsideMisfits(config, epoch)), ...(await verification.end())];
    const { size, root, signed } = await verification.head();
    const cosigned =
      options.witnessPolicy && newestCosigned(await readFile(options.witnessPolicy, 'utf8'), checkpoints, keys);
    if (options.witnessPolicy && cosigned === undefined)
      misfits.push({ what: 'no checkpoint bears the cosignatures that the policy asks for' });
    const unsigned = size - signed;
    const lines = [
      `${epoch.origin}: ${size} events, root ${root.toString('base64')}`,
      `${checkpoints.length} checkpoints${macs ? '' : '; no master key: MACs were not judged'}`,
      ...(cosigned === undefined ? [] : [`cosigned as the policy asks for: the first ${cosigned} events`]),
      ...misfits.map(({ index, what }) => `found: ${index === undefined ? '' : `index ${index}: `}${what}`),
      ...(misfits.length === 0 ? [verdictOn(checkpoints.length, unsigned)] : []),
    ];
    const data = {
      origin: epoch.origin,
      size,
      root: root.toString('base64'),
      signed,
      checkpoints: checkpoints.length,
      macs: macs !== undefined,
      ...(cosigned !== undefined && { cosigned }),
      found: misfits,
    };
    return { found: misfits.length > 0, cannotTell: checkpoints.length === 0, lines, data };
  });

const verdictOn = (checkpoints: number, unsigned: number): string => {
  if (checkpoints === 0)
    return 'no checkpoint is left: whether events are missing cannot be told; bring one, --checkpoint';
  if (unsigned === 0) return 'every event is what was written and signed';
  return `every event is what was written, and signed but for the last ${unsigned}`;
};

/** The checkpoint outside the database may say by itself that the database is not what it was. */
const outsideMisfits = async (config: Config, { epoch }: Epoch): Promise<readonly Misfit[]> => {
  const directory = treeDirectory(config);
  const file = new CheckpointFile(directory);
  const name = `the checkpoint of ${join(directory, 'checkpoint')}`;
  if (await file.isUnreadable()) return [{ what: `${name} was altered: it is no checkpoint` }];
  const kept = await file.read();
  if (!kept || kept.epoch <= epoch) return [];
  return [{ what: `${name} is of epoch ${kept.epoch} of the log; the database ends with epoch ${epoch}` }];
};

const follow = async ({ store }: Database, verification: LogVerification): Promise<void> => {
  const head = await store.head();
  if (head === undefined) return;
  const of = store.distance(null, head) ?? 0;
  const tell = progressLine('verified');
  let passed = 0;
  for await (const event of store.subscribe({ signal: new AbortController().signal })) {
    if (event === caughtUp) return;
    await verification.add(event);
    if (++passed % 10_000 === 0) tell({ passed, of: Math.max(of, passed) });
    if (store.compare(event.position, head) >= 0) return;
  }
};

export const keysOf = async (
  config: Config,
  { logKeys = [] }: VerifyOptions,
  { origin }: Epoch,
): Promise<readonly NoteKey[]> => {
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
export const checkpointsOf = async (
  config: Config,
  { checkpoint: file }: VerifyOptions,
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

/** Events of the newest checkpoint that is cosigned as a policy asks for. */
const newestCosigned = (
  policy: string,
  checkpoints: readonly Witnessed[],
  by: readonly NoteKey[],
): number | undefined => {
  const { witnesses, isMet } = parsePolicy(policy);
  const signed = checkpoints.filter(({ checkpoint }) => signedCheckpoint(checkpoint.note, by));
  const sizes = signed.flatMap(({ checkpoint: { note, size } }) => {
    const parsed = parseNote(note);
    const cosigners = witnesses.filter(({ key }) => isSignedBy(parsed, key)).map(({ name }) => name);
    return isMet(new Set(cosigners)) ? [size] : [];
  });
  return sizes.length === 0 ? undefined : Math.max(...sizes);
};

const beforeMacs = async ({ pool, store }: Database, keyring: Keyring | undefined) => {
  const began = keyring && (await macsBegan(pool, keyring));
  return ({ position }: StoredEvent): boolean =>
    began === undefined || (began.after !== undefined && store.compare(position, began.after) <= 0);
};
