import { parseNote, vkeyOf } from '../../../application/transparency-log/note.js';
import { TreeTables } from '../../transparency-log/tree-tables.js';
import type { Config } from '../config.js';
import { withDatabase } from './database.js';
import { aligned, type Report } from './report.js';
import { ownTreeKey } from './tree-key.js';

/** The newest checkpoint, and the verifier key that auditors and witnesses are given. @throws DependencyUnavailable, Error */
export const treeHead = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ pool }) => {
    const latest = await new TreeTables(pool).latest();
    if (!latest) throw new Error('this log has no transparency log yet: start the service once');
    const { origin, size, root, note } = latest;
    const key = await ownTreeKey(config, origin);
    if (!key) throw new Error('the key of the log is not here');
    const vkey = vkeyOf(key);
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
