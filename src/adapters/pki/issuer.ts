import { createHash, type KeyObject, sign } from 'node:crypto';
import type { X509Certificate } from '@peculiar/x509';
import { type Der, objectIdentifier, sequence } from './der-writer.js';

/** AlgorithmIdentifier without parameters (RFC 5758 §3.2). */
export const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** The issuing CA as what signs CRLs and OCSP answers. */
export interface Issuer {
  readonly certificate: Der;
  readonly name: Der;
  /** SHA-1 of the public key (RFC 5280 §4.2.1.2, method 1). */
  readonly keyIdentifier: Uint8Array;
  /** Hex digest of the name. */
  nameHash(algorithm: string): string;
  /** Hex digest of the public key's bits. */
  keyHash(algorithm: string): string;
  /** ECDSA-SHA256 signature, DER. */
  sign(bytes: Uint8Array): Uint8Array;
}

const p256PointLength = 65;

export const makeIssuer = (certificate: X509Certificate, privateKey: KeyObject): Issuer => {
  const name = new Uint8Array(certificate.subjectName.toArrayBuffer());
  const point = new Uint8Array(certificate.publicKey.rawData.slice(-p256PointLength));
  const hash = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest();
  return {
    certificate: new Uint8Array(certificate.rawData),
    name,
    keyIdentifier: hash('sha1', point),
    nameHash: (algorithm) => hash(algorithm, name).toString('hex'),
    keyHash: (algorithm) => hash(algorithm, point).toString('hex'),
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
};
