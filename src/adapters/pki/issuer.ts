import 'reflect-metadata';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { earliest, type Instant, toInstant } from '../../domain/shared/instant.js';
import type { IssuerRecord } from './authority-file.js';
import { wholeSecond } from './der.js';
import { membersOf, readDer } from './der-reader.js';
import { type Der, objectIdentifier, sequence } from './der-writer.js';
import { idOf, readCertificate } from './lint/fields.js';
import { extensionOf } from './lint/values.js';

export const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** AlgorithmIdentifier without parameters (RFC 5758 §3.2). */
export const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** One issuing CA: what it is, and that it signs for as long as it is valid. */
export interface Issuer {
  /** Hexadecimal digits of `keyIdentifier`. */
  readonly id: string;
  readonly pem: string;
  readonly certificate: Der;
  readonly name: Der;
  /** As the certificate names it; our own are the SHA-1 of the public key (RFC 5280 §4.2.1.2, method 1). */
  readonly keyIdentifier: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Hex digest of the name. */
  nameHash(algorithm: string): string;
  /** Hex digest of the public key's bits. */
  keyHash(algorithm: string): string;
  /** Whether it may sign then. The last second counts as over. */
  isValidAt(at: Instant): boolean;
  /** The earlier of this instant and its own end. */
  untilItsEnd(instant: Instant): Instant;
  /** ECDSA-SHA256 signature of a list or an answer that is of `at`, DER. @throws IssuerNotValid */
  sign(bytes: Uint8Array, at: Instant): Uint8Array;
  /** The key that signs certificates which begin then. @throws IssuerNotValid */
  signingKey(notBefore: Instant): Promise<CryptoKey>;
}

/** Nobody needs to believe what a CA signs outside its validity: it signs nothing. */
export class IssuerNotValid extends Error {
  readonly code = 'ISSUER_NOT_VALID';

  constructor() {
    super('the issuing CA is not valid at that time, and signs nothing');
    this.name = 'IssuerNotValid';
  }
}

const subjectKeyIdentifier = idOf('2.5.29.14');

export const makeIssuer = ({ certificate: pem, key }: IssuerRecord): Issuer => {
  const certificate = new x509.X509Certificate(pem);
  const { notBefore, notAfter } = certificate;
  const pkcs8 = key === null ? undefined : Buffer.from(key, 'base64');
  const privateKey = pkcs8 && createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const name = new Uint8Array(certificate.subjectName.toArrayBuffer());
  const point = membersOf(readDer(new Uint8Array(certificate.publicKey.rawData)))[1]!.content.subarray(1);
  const hash = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest();
  const named = extensionOf(readCertificate(new Uint8Array(certificate.rawData)), subjectKeyIdentifier);
  const keyIdentifier = named ? readDer(named.value).content : hash('sha1', point);
  const isValidAt = (at: Instant): boolean => {
    const then = wholeSecond(at);
    return notBefore <= then && then < notAfter;
  };
  return {
    id: Buffer.from(keyIdentifier).toString('hex'),
    pem: `${pem.trim()}\n`,
    certificate: new Uint8Array(certificate.rawData),
    name,
    keyIdentifier,
    notBefore,
    notAfter,
    nameHash: (algorithm) => hash(algorithm, name).toString('hex'),
    keyHash: (algorithm) => hash(algorithm, point).toString('hex'),
    isValidAt,
    untilItsEnd: (instant) => earliest(instant, toInstant(notAfter.getTime())),
    sign(bytes, at) {
      if (!privateKey || !isValidAt(at)) throw new IssuerNotValid();
      return sign('sha256', bytes, privateKey);
    },
    async signingKey(from) {
      if (!pkcs8 || !isValidAt(from)) throw new IssuerNotValid();
      return crypto.subtle.importKey('pkcs8', pkcs8, p256, false, ['sign']);
    },
  };
};
