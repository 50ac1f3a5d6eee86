import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { Keyring } from '../../../application/core/keyring.js';
import { parseMasterKey } from '../../configuration/master-key.js';
import { madeWith } from '../../postgres/settings.js';
import type { Config } from '../config.js';

/** @returns undefined where there is no key; unlike the service, an operator's command makes none. @throws Error for a malformed one */
export const keyringOf = async ({ masterKey, wrappingKeys, dataDir }: Config): Promise<Keyring | undefined> => {
  const file = keyFileOf(dataDir);
  const given = masterKey?.trim() || (await readFile(file, 'utf8').catch(() => undefined));
  return given === undefined
    ? undefined
    : new Keyring(parseMasterKey(given, masterKey ? 'MASTER_KEY' : file), wrappingKeys);
};

export const keyFileOf = (dataDir: string): string => join(dataDir, 'master.key');

/** The keyring that the data was made with. @throws Error with a message for the operator */
export const rightKeyring = async (pool: Pool, config: Config): Promise<Keyring> => {
  const keyring = await keyringOf(config);
  if (!keyring) throw new Error(`neither MASTER_KEY nor ${keyFileOf(config.dataDir)} is there`);
  if (!(await madeWith(pool, keyring))) throw new Error('the data was made with another master key');
  return keyring;
};
