import { type Bytes, fromBase64, toBase64 } from './encoding.js';
import { webCrypto } from './web-crypto.js';

/** PKCS#8 under AES-256-GCM, the key of which PBKDF2-SHA256 makes of the certificate password. Base64 values. */
export interface ProtectedKey {
  readonly iterations: number;
  readonly salt: string;
  readonly nonce: string;
  readonly ciphertext: string;
}

/** OWASP’s for PBKDF2 with SHA-256. */
const usualIterations = 600_000;

/** @param context authenticated with the ciphertext */
export const protectKey = async (
  pkcs8: Bytes,
  password: string,
  context: Bytes,
  iterations = usualIterations,
): Promise<ProtectedKey> => {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const key = await derive(password, salt, iterations);
  const ciphertext = await webCrypto().encrypt({ name: 'AES-GCM', iv: nonce, additionalData: context }, key, pkcs8);
  return {
    iterations,
    salt: toBase64(salt),
    nonce: toBase64(nonce),
    ciphertext: toBase64(new Uint8Array(ciphertext)),
  };
};

/** Undefined when the password is another one, or what was kept has been altered: the two cannot be told apart. */
export const unprotectKey = async (
  { iterations, salt, nonce, ciphertext }: ProtectedKey,
  password: string,
  context: Bytes,
): Promise<Bytes | undefined> => {
  const key = await derive(password, fromBase64(salt), iterations);
  const algorithm = { name: 'AES-GCM', iv: fromBase64(nonce), additionalData: context };
  const plain = await webCrypto()
    .decrypt(algorithm, key, fromBase64(ciphertext))
    .catch(() => undefined);
  return plain && new Uint8Array(plain);
};

const derive = async (password: string, salt: Bytes, iterations: number): Promise<CryptoKey> => {
  const material = await webCrypto().importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return webCrypto().deriveKey(pbkdf2, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
};
