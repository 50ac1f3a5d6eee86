import { createHash } from 'node:crypto';
import { OctetString } from 'asn1js';
import { Certificate } from 'pkijs';
import { buffer } from './der.js';

/** The issuing CA as pkijs sees it: what signs CRLs and OCSP answers and stands in every CMS. */
export interface Issuer {
  readonly certificate: Certificate;
  readonly privateKey: CryptoKey;
  /** SHA-1 of the public key (RFC 5280 §4.2.1.2, method 1). */
  readonly keyIdentifier: OctetString;
  /** Hex digest of the DER subject. */
  nameHash(algorithm: string): string;
  /** Hex digest of the public key's bits. */
  keyHash(algorithm: string): string;
}

export const makeIssuer = (der: Uint8Array, privateKey: CryptoKey): Issuer => {
  const certificate = Certificate.fromBER(buffer(der));
  const name = new Uint8Array(certificate.subject.toSchema().toBER());
  const key = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  const hash = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest();
  return {
    certificate,
    privateKey,
    keyIdentifier: new OctetString({ valueHex: buffer(hash('sha1', key)) }),
    nameHash: (algorithm) => hash(algorithm, name).toString('hex'),
    keyHash: (algorithm) => hash(algorithm, key).toString('hex'),
  };
};
