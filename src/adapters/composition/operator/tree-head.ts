import { type NoteKey, noteKey, parseNote, vkeyOf } from '../../../application/transparency-log/note.js';
import { signedCheckpoint } from '../../../application/transparency-log/signed-checkpoint.js';
import { newestEd25519, noteKeysOf } from '../../transparency-log/tree-keys.js';
import { type KeptCheckpoint, TreeTables } from '../../transparency-log/tree-tables.js';
import type { Config } from '../config.js';
import { withDatabase } from './database.js';
import { aligned, type Report } from './report.js';
import { newestHead, ownTreeKeys } from './tree-keys.js';

/** A key of the log, and the events that the first and the last checkpoint are over that it signed: its period. */
interface KeyPeriod {
  readonly vkey: string;
  readonly signs: boolean;
  readonly from: number | null;
  readonly to: number | null;
}

/** The newest checkpoint, and the verifier keys that auditors and witnesses are given. @throws DependencyUnavailable, Error */
export const treeHead = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ pool }) => {
    const { epoch, origin, size, root, note } = await newestHead(pool);
    const own = await ownTreeKeys(config);
    if (!own) throw new Error('the key of the log is not here');
    const checkpoints = await new TreeTables(pool).checkpoints(epoch);
    const keys = noteKeysOf(own, origin).map((key, n) => periodOf(key, n < own.signing.length, checkpoints));
    const cosigners = parseNote(note).signatures.flatMap(({ name }) => (name === origin ? [] : [name]));
    const rows = [
      ['origin', origin],
      ...keys.map(({ vkey, signs, from, to }) => [
        'verifier key',
        `${signs ? 'signs' : 'retired'}${from === null ? ', no checkpoint yet' : `, checkpoints of ${from} to ${to} events`}`,
        vkey,
      ]),
      ['events', String(size)],
      ['root', root.toString('base64')],
      ['cosigned by', cosigners.join(', ') || 'nobody'],
    ];
    const data = {
      origin,
      vkey: vkeyOf(noteKey(origin, newestEd25519(own.signing))),
      keys,
      size,
      root: root.toString('base64'),
      cosigners,
    };
    return { found: false, lines: aligned(rows), data };
  });

const periodOf = (key: NoteKey, signs: boolean, checkpoints: readonly KeptCheckpoint[]): KeyPeriod => {
  const sizes = checkpoints.flatMap(({ note }) => signedCheckpoint(note, [key])?.size ?? []);
  return { vkey: vkeyOf(key), signs, from: sizes[0] ?? null, to: sizes.at(-1) ?? null };
};
