import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { Instant } from '../../domain/shared/instant.js';
import type { AuthorityRecord } from './authority-file.js';
import { wholeSecond } from './der.js';
import { type Issuer, p256 } from './issuer.js';
import { lintCertificate } from './lint/lint.js';

export const ecdsaSha256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** id-kp-documentSigning (RFC 9336). */
export const documentSigning = '1.3.6.1.5.5.7.3.36';

/** The sandbox clock may be moved back: both CAs are valid from 2020, whenever they were made. */
const authorityNotBefore = new Date('2020-01-01T00:00:00Z');
const rootNotAfter = new Date('2050-01-01T00:00:00Z');
const issuingNotAfter = new Date('2040-01-01T00:00:00Z');

const commonName = (value: string) => new x509.Name([{ CN: [{ utf8String: value }] }]);

/** A new root CA and the issuing CA below it (EC P-256, ECDSA with SHA-256). */
export const makeAuthority = async (): Promise<AuthorityRecord> => {
  const root = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const issuing = await crypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const rootName = commonName('realname Root CA');
  const rootCertificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: rootName,
    issuer: rootName,
    notBefore: authorityNotBefore,
    notAfter: rootNotAfter,
    publicKey: root.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ecdsaSha256,
    extensions: await authorityExtensions(root.publicKey, root.publicKey),
  });
  const issuingCertificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: commonName('realname Issuing CA'),
    issuer: rootName,
    notBefore: authorityNotBefore,
    notAfter: issuingNotAfter,
    publicKey: issuing.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ecdsaSha256,
    extensions: await authorityExtensions(issuing.publicKey, root.publicKey, 0),
  });
  const rootDer = new Uint8Array(rootCertificate.rawData);
  lintCertificate(rootDer, 'root', rootDer);
  lintCertificate(new Uint8Array(issuingCertificate.rawData), 'issuing', rootDer);
  return {
    version: 2,
    rootKey: await exportKey(root.privateKey),
    rootCertificate: rootCertificate.toString('pem'),
    issuers: [{ certificate: issuingCertificate.toString('pem'), key: await exportKey(issuing.privateKey) }],
  };
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
