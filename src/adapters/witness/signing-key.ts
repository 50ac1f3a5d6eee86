import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AlgorithmUnavailable } from '../../application/transparency-log/key-algorithms.js';
import { pemKeys } from '../../application/transparency-log/pem-keys.js';

/** The private key of a file, PKCS#8 in PEM. @param whose for people @throws Error */
export const readSigningKey = async (file: string, whose: string): Promise<KeyObject> => {
  try {
    const key = pemKeys(await readFile(file, 'utf8')).find(({ type }) => type === 'private');
    if (key) return key;
  } catch (error) {
    if (error instanceof AlgorithmUnavailable) throw new Error(`${whose}: ${file}: ${error.message}`);
  }
  throw new Error(`${whose}: ${file} is no Ed25519 or ML-DSA-44 private key, PKCS#8 in PEM`);
};
