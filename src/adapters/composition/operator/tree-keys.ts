import type { Pool } from 'pg';
import { type KeyAlgorithm, makePrivateKey } from '../../../application/transparency-log/key-algorithms.js';
import { noteKey, vkeyOf } from '../../../application/transparency-log/note.js';
import { signedCheckpoint } from '../../../application/transparency-log/signed-checkpoint.js';
import { addTreeKey, isEd25519, retireTreeKey, type TreeKeys, treeKeysOf } from '../../transparency-log/tree-keys.js';
import { type KeptCheckpoint, TreeTables } from '../../transparency-log/tree-tables.js';
import { treeDirectory } from '../checkpoint-keepers.js';
import type { Config } from '../config.js';
import { recordAct } from './acts.js';
import { withDatabase } from './database.js';
import { keyringOf, rightKeyring } from './keyring.js';
import type { Report } from './report.js';

/** This machine's own keys of the transparency log; undefined where they are not here. @throws Error as `treeKeysOf` */
export const ownTreeKeys = async (config: Config): Promise<TreeKeys | undefined> =>
  treeKeysOf(config.treeKeyFile, treeDirectory(config), await keyringOf(config));

export const noTreeYet = () => new Error('this log has no transparency log yet: start the service once');

/** The newest checkpoint. @throws Error where there is none */
export const newestHead = async (pool: Pool): Promise<KeptCheckpoint> => {
  const latest = await new TreeTables(pool).latest();
  if (!latest) throw noTreeYet();
  return latest;
};

const assertSealed = ({ treeKeyFile }: Config): void => {
  if (treeKeyFile !== undefined) throw new Error(`TLOG_KEY_FILE: the keys are yours: change ${treeKeyFile} itself`);
};

/** Makes another key that signs beside the present one, once the service has been restarted. @throws Error; DependencyUnavailable */
export const addKey = (config: Config, algorithm: KeyAlgorithm, reason: string): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    assertSealed(config);
    const { origin } = await newestHead(database.pool);
    if (!(await ownTreeKeys(config))) throw new Error('the key of the log is not here');
    const privateKey = makePrivateKey(algorithm);
    const vkey = vkeyOf(noteKey(origin, privateKey));
    await recordAct(database, config, { command: 'tlog-key add', on: vkey, reason });
    await addTreeKey(treeDirectory(config), await rightKeyring(database.pool, config), privateKey);
    const lines = [`made: ${vkey}`, 'it signs beside the others once every instance has been restarted with it'];
    return { found: false, lines, data: { vkey } };
  });

/**
 * Ends the signing of a key, of which the public half stays. Another one must sign by then, and one of Ed25519 must be left.
 * @param id of the key, 8 hexadecimal digits as in its verifier key
 * @throws Error; DependencyUnavailable
 */
export const retireKey = (config: Config, id: string, reason: string): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    assertSealed(config);
    const { origin, note } = await newestHead(database.pool);
    const signing = (await ownTreeKeys(config))?.signing ?? [];
    const key = signing.find((each) => noteKey(origin, each).id === id);
    if (!key) throw new Error(`no key ${id} signs here: see realname tlog`);
    const others = signing.filter((each) => each !== key && isEd25519(each)).map((each) => noteKey(origin, each));
    if (others.length === 0)
      throw new Error(
        `${id} is the only Ed25519 key that signs, and archives and older verifiers know no other: add one first`,
      );
    if (!signedCheckpoint(note, others))
      throw new Error(
        'the newest checkpoint is signed by no other Ed25519 key: add one, restart every instance, and wait for an event',
      );
    const vkey = vkeyOf(noteKey(origin, key));
    await recordAct(database, config, { command: 'tlog-key retire', on: vkey, reason });
    await retireTreeKey(treeDirectory(config), await rightKeyring(database.pool, config), key);
    const lines = [`retired: ${vkey}`, 'it signs no more once every instance has been restarted'];
    return { found: false, lines, data: { vkey } };
  });
