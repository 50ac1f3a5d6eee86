import { randomBytes, scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openWith, sealWith } from '../../application/core/keyring.js';
import { replaceFile } from '../files/replace-file.js';

/** The key of the root CA under a passphrase: AES-256-GCM by a key that scrypt derives (RFC 7914). */
interface SealedRoot {
  readonly version: 1;
  readonly kdf: { readonly N: number; readonly r: number; readonly p: number; readonly salt: string };
  /** Base64. */
  readonly sealed: string;
}

/** 128 MiB and some tenths of a second for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const;
const context = 'realname root CA';

export const rootKeyFile = (directory: string): string => join(directory, 'root-key.sealed');

/** Least length of a passphrase, in characters. */
export const shortestPassphrase = 12;

/**
 * Seals the root's key into a file of its own, which the service never reads, and opens it again.
 * @param rootKey PKCS#8 in base64
 */
export const sealRootKey = async (directory: string, rootKey: string, passphrase: string): Promise<void> => {
  if ([...passphrase].length < shortestPassphrase)
    throw new Error(`a passphrase has at least ${shortestPassphrase} characters`);
  const kdf = { ...cost, salt: randomBytes(16).toString('base64') };
  const sealed = sealWith(await keyOf(passphrase, kdf), Buffer.from(rootKey), context).toString('base64');
  const file: SealedRoot = { version: 1, kdf, sealed };
  await replaceFile(rootKeyFile(directory), `${JSON.stringify(file)}\n`, { flush: true });
  if ((await openRootKey(directory, passphrase)) !== rootKey) throw new Error('the sealed root does not open');
};

/** The root's key, PKCS#8 in base64. @throws Error when the file is not there, or the passphrase is another one */
export const openRootKey = async (directory: string, passphrase: string): Promise<string> => {
  const path = rootKeyFile(directory);
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new Error(`${path} cannot be read: put it back there`, { cause });
  });
  const { kdf, sealed } = JSON.parse(text) as SealedRoot;
  const key = await keyOf(passphrase, kdf);
  try {
    return openWith(key, Buffer.from(sealed, 'base64'), context).toString();
  } catch (cause) {
    throw new Error(`${path} does not open with this passphrase`, { cause });
  }
};

const keyOf = (passphrase: string, { N, r, p, salt }: SealedRoot['kdf']): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r };
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
