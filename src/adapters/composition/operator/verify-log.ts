import { readFile } from 'node:fs/promises';
import { EventMacs } from '../../../application/core/event-mac.js';
import type { Keyring } from '../../../application/core/keyring.js';
import { caughtUp, type StoredEvent } from '../../../application/ports/event-store.js';
import { isSignedBy, type NoteKey, parseNote } from '../../../application/transparency-log/note.js';
import { parsePolicy } from '../../../application/transparency-log/policy.js';
import { signedCheckpoint } from '../../../application/transparency-log/signed-checkpoint.js';
import { macsBegan } from '../../postgres/settings.js';
import type { Config } from '../config.js';
import { type Database, withDatabase } from './database.js';
import { keyringOf } from './keyring.js';
import { LogVerification, misfitLine, type Witnessed } from './log-verification.js';
import { progressLine } from './progress.js';
import type { Report } from './report.js';
import { type Brought, signedTreeOf } from './signed-tree.js';

export interface VerifyOptions extends Brought {
  /** A file that says whose cosignatures a checkpoint must bear. */
  readonly witnessPolicy?: string;
}

/**
 * Compares the whole log with its MACs, with the tiles, and with every checkpoint that is kept. Changes nothing.
 * @throws DependencyUnavailable, Error with a message for the operator
 */
export const verifyLog = (config: Config, options: VerifyOptions): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const tree = await signedTreeOf(database.pool, config, options);
    const { epoch, keys, checkpoints } = tree;
    const keyring = await keyringOf(config);
    const isBeforeMacs = await beforeMacs(database, keyring);
    const macs = keyring && new EventMacs(keyring);
    const verification = new LogVerification({ macs, isBeforeMacs, ...tree }, checkpoints);
    await follow(database, verification);
    const misfits = [...tree.misfits, ...(await verification.end())];
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
      ...misfits.map(misfitLine),
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
