import { createPublicKey } from 'node:crypto';
import { noteKey, parseNote, vkeyOf } from '../../../application/transparency-log/note.js';
import { signingKeyOf } from '../../transparency-log/signing-key.js';
import { TreeTables } from '../../transparency-log/tree-tables.js';
import type { Config } from '../config.js';
import { treeDirectory } from '../parts.js';
import { withDatabase } from './database.js';
import { keyringOf } from './keyring.js';
import { aligned, type Report } from './report.js';

/** The newest checkpoint, and the verifier key that auditors and witnesses are given. @throws DependencyUnavailable, Error */
export const treeHead = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ pool }) => {
    const latest = await new TreeTables(pool).latest();
    if (!latest) throw new Error('this log has no transparency log yet: start the service once');
    const { origin, size, root, note } = latest;
    const key = await signingKeyOf(config.treeKeyFile, treeDirectory(config), await keyringOf(config));
    if (!key) throw new Error('the key of the log is not here');
    const vkey = vkeyOf(noteKey(origin, createPublicKey(key)));
    const cosigners = parseNote(note)
      .signatures.slice(1)
      .map(({ name }) => name);
    const rows = [
      ['origin', origin],
      ['verifier key', vkey],
      ['events', String(size)],
      ['root', root.toString('base64')],
      ['cosigned by', cosigners.join(', ') || 'nobody'],
    ];
    return {
      found: false,
      lines: aligned(rows),
      data: { origin, vkey, size, root: root.toString('base64'), cosigners },
    };
  });
