import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { Instant } from '../../domain/shared/instant.js';
import type { AuthorityRecord, IssuerRecord } from './authority-file.js';
import { wholeSecond } from './der.js';
import { type Issuer, p256 } from './issuer.js';
import { lintCertificate } from './lint/lint.js';

export const ecdsaSha256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** id-kp-documentSigning (RFC 9336). */
export const documentSigning = '1.3.6.1.5.5.7.3.36';

/** The sandbox clock may be moved back: the first CAs are valid from 2020, whenever they were made. */
const begin = new Date('2020-01-01T00:00:00Z');
const rootEnd = new Date('2050-01-01T00:00:00Z');
const issuingYears = 20;

const commonName = (value: string) => new x509.Name([{ CN: [{ utf8String: value }] }]);

/** A new root CA and the first issuing CA below it (EC P-256, ECDSA with SHA-256). */
export const makeAuthority = async (): Promise<AuthorityRecord> => {
  const root = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const name = commonName('realname Root CA');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: name,
    issuer: name,
    notBefore: begin,
    notAfter: rootEnd,
    publicKey: root.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ecdsaSha256,
    extensions: await authorityExtensions(root.publicKey, root.publicKey),
  });
  const rootDer = new Uint8Array(certificate.rawData);
  lintCertificate(rootDer, 'root', rootDer);
  const rootCertificate = certificate.toString('pem');
  const rootKey = await exportKey(root.privateKey);
  return {
    version: 2,
    rootKey,
    rootCertificate,
    issuers: [await makeIssuingAuthority(rootCertificate, rootKey, 1, begin)],
  };
};

/**
 * The authority with one more issuing CA, which is valid from `at` on. Of those that have ended the keys are dropped.
 * @param rootKey PKCS#8 in base64
 * @throws Error when the root has ended
 */
export const withNewIssuer = async (
  record: AuthorityRecord,
  rootKey: string,
  at: Instant,
): Promise<AuthorityRecord> => {
  const now = wholeSecond(at);
  const { notAfter } = new x509.X509Certificate(record.rootCertificate);
  if (now >= notAfter) throw new Error(`the root CA ended at ${notAfter.toISOString()}: it signs nothing`);
  const kept = record.issuers.map(({ certificate, key }) => ({
    certificate,
    key: new x509.X509Certificate(certificate).notAfter > now ? key : null,
  }));
  const made = await makeIssuingAuthority(record.rootCertificate, rootKey, kept.length + 1, now);
  return { ...record, issuers: [...kept, made] };
};

/** Issuing CAs have names of their own, so that a revocation list is never taken for another's. */
const makeIssuingAuthority = async (
  rootCertificate: string,
  rootKey: string,
  ordinal: number,
  notBefore: Date,
): Promise<IssuerRecord> => {
  const root = new x509.X509Certificate(rootCertificate);
  const signingKey = await crypto.subtle.importKey('pkcs8', Buffer.from(rootKey, 'base64'), p256, false, ['sign']);
  const rootPublicKey = await root.publicKey.export(p256, ['verify']);
  const { privateKey, publicKey } = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const full = new Date(notBefore);
  full.setUTCFullYear(full.getUTCFullYear() + issuingYears);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: commonName(ordinal === 1 ? 'realname Issuing CA' : `realname Issuing CA ${ordinal}`),
    issuer: root.subjectName,
    notBefore,
    notAfter: full < root.notAfter ? full : root.notAfter,
    publicKey,
    signingKey,
    signingAlgorithm: ecdsaSha256,
    extensions: await authorityExtensions(publicKey, rootPublicKey, 0),
  });
  lintCertificate(new Uint8Array(certificate.rawData), 'issuing', new Uint8Array(root.rawData));
  return { certificate: certificate.toString('pem'), key: await exportKey(privateKey) };
};

const authorityExtensions = async (own: CryptoKey, issuer: CryptoKey, pathLength?: number) => [
  new x509.BasicConstraintsExtension(true, pathLength, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  await x509.SubjectKeyIdentifierExtension.create(own),
  await x509.AuthorityKeyIdentifierExtension.create(issuer),
];

export interface EndEntity {
  readonly serial: string;
  readonly subject: string;
  readonly publicKey: Uint8Array;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

/** Where relying parties ask whether a certificate was revoked. */
export interface Addresses {
  readonly crl: string;
  readonly ocsp: string;
}

/**
 * Issues a document-signing certificate (F28).
 * @throws IssuerNotValid, LintViolation when it would break RFC 5280 or the profile, e.g. outlive the issuing CA
 */
export const issueCertificate = async (
  issuer: Issuer,
  addresses: Addresses,
  { serial, subject, publicKey, notBefore, notAfter }: EndEntity,
): Promise<x509.X509Certificate> => {
  const certificate = new x509.X509Certificate(new Uint8Array(issuer.certificate));
  const key = await crypto.subtle.importKey('spki', new Uint8Array(publicKey), p256, true, ['verify']);
  const issued = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject: commonName(subject),
    issuer: certificate.subjectName,
    notBefore: wholeSecond(notBefore),
    notAfter: wholeSecond(notAfter),
    publicKey: key,
    signingKey: await issuer.signingKey(notBefore),
    signingAlgorithm: ecdsaSha256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      new x509.ExtendedKeyUsageExtension([documentSigning]),
      await x509.SubjectKeyIdentifierExtension.create(key),
      await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      new x509.CRLDistributionPointsExtension([addresses.crl]),
      new x509.AuthorityInfoAccessExtension({ ocsp: addresses.ocsp }),
    ],
  });
  lintCertificate(new Uint8Array(issued.rawData), 'endEntity', new Uint8Array(certificate.rawData));
  return issued;
};

const randomSerial = () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
const exportKey = async (key: CryptoKey) => Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
