import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** An Ed25519 key of a file, PKCS#8 in PEM. @param whose for people @throws Error */
export const readSigningKey = async (file: string, whose: string): Promise<KeyObject> => {
  try {
    const key = createPrivateKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new Error(`${whose}: ${file} is not an Ed25519 private key, PKCS#8 in PEM`);
};
