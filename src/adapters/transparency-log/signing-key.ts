import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keyring } from '../../application/core/keyring.js';
import { isThere, openSealedFile } from '../sealed-file/sealed-file.js';

/**
 * The Ed25519 key that signs checkpoints: of the operator's own file, or sealed in `directory` and made at the first start.
 * @param file PKCS#8 in PEM
 * @throws Error when the file is no such key, or the sealed one was sealed with another master key or altered
 */
export const openSigningKey = async (
  file: string | undefined,
  directory: string,
  keyring: Keyring,
): Promise<KeyObject> => {
  if (file !== undefined) return readSigningKey(file, variable);
  const seal = { keyring, purpose: 'transparency-log' } as const;
  const der = await openSealedFile(sealedIn(directory), seal, () =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }),
  );
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
};

/** The key, where it is: nothing is made. @throws Error as `openSigningKey` */
export const signingKeyOf = async (
  file: string | undefined,
  directory: string,
  keyring: Keyring | undefined,
): Promise<KeyObject | undefined> => {
  if (file !== undefined) return readSigningKey(file, variable);
  return (await isSigningKeyThere(directory)) && keyring ? openSigningKey(undefined, directory, keyring) : undefined;
};

/** Whether the service's own key is kept in `directory`. */
export const isSigningKeyThere = (directory: string): Promise<boolean> => isThere(sealedIn(directory));

const variable = 'TLOG_KEY_FILE';
const sealedIn = (directory: string): string => join(directory, 'signing-key.sealed');

/** An Ed25519 key of a file, PKCS#8 in PEM. @param whose for people @throws Error */
export const readSigningKey = async (file: string, whose: string): Promise<KeyObject> => {
  try {
    const key = createPrivateKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new Error(`${whose}: ${file} is not an Ed25519 private key, PKCS#8 in PEM`);
};
