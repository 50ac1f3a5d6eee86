import { createPublicKey } from 'node:crypto';
import { type NoteKey, noteKey } from '../../../application/transparency-log/note.js';
import { signingKeyOf } from '../../transparency-log/signing-key.js';
import type { Config } from '../config.js';
import { treeDirectory } from '../parts.js';
import { keyringOf } from './keyring.js';

/** The verifier key of this machine's own signing key; undefined where that is not here. @throws Error as `signingKeyOf` */
export const ownTreeKey = async (config: Config, origin: string): Promise<NoteKey | undefined> => {
  const key = await signingKeyOf(config.treeKeyFile, treeDirectory(config), await keyringOf(config));
  return key && noteKey(origin, createPublicKey(key));
};
