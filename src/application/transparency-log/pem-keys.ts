import type { KeyObject } from 'node:crypto';
import { openPrivateKey, openPublicKey } from './key-algorithms.js';

/**
 * The keys of a text, PKCS#8 or SubjectPublicKeyInfo in PEM, whatever else is in it.
 * @throws AlgorithmUnavailable, Error for one that signs no notes
 */
export const pemKeys = (text: string): readonly KeyObject[] =>
  [...text.matchAll(/-----BEGIN (PRIVATE|PUBLIC) KEY-----([\s\S]+?)-----END \1 KEY-----/g)].map(([, kind, body]) => {
    const der = Buffer.from(body!, 'base64');
    return kind === 'PRIVATE' ? openPrivateKey(der) : openPublicKey(der);
  });
