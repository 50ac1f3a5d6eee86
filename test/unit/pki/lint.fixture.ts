import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect } from '@jest/globals';
import {
  bitString,
  context,
  type Der,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tagged,
} from '../../../src/adapters/pki/der-writer.js';
import { lintCertificate } from '../../../src/adapters/pki/lint/lint.js';
import { LintViolation } from '../../../src/adapters/pki/lint/rule.js';

/** Pieces of certificates and CRLs, each of which a test may replace. What is not replaced is right. */
export const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
export const utc = (digits: string): Der => tagged(0x17, Buffer.from(digits));
export const generalized = (digits: string): Der => tagged(0x18, Buffer.from(digits));
export const utf8 = (text: string): Der => tagged(0x0c, Buffer.from(text));
export const name = (value: Der | string): Der =>
  sequence(setOf(sequence(objectIdentifier('2.5.4.3'), typeof value === 'string' ? utf8(value) : value)));
export const hexDer = (hex: string): Der => Buffer.from(hex, 'hex');

const yes = tagged(0x01, Buffer.of(0xff));
export const no = tagged(0x01, Buffer.of(0x00));
export interface Extensions {
  readonly [oid: string]: readonly Der[];
}
/** Under its identifier: what stands after the identifier, the value as its own DER. */
export const critical = (value: Der): readonly Der[] => [yes, octetString(value)];
export const plain = (value: Der): readonly Der[] => [octetString(value)];
export const extensionList = (extensions: Extensions): readonly Der[] =>
  Object.entries(extensions).map(([oid, rest]) => sequence(objectIdentifier(oid), ...rest));

export const oids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  deltaCrlIndicator: '2.5.29.27',
  crlDistributionPoints: '2.5.29.31',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  unknown: '1.3.6.1.4.1.99999.1',
} as const;

export class Key {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  readonly spki: Buffer = this.pair.publicKey.export({ format: 'der', type: 'spki' });
  readonly identifier = createHash('sha1').update(this.spki.subarray(-65)).digest();
  readonly privateKey: KeyObject = this.pair.privateKey;
}

/** A SEQUENCE of what was signed, the algorithm and the signature. */
export const signedBy = (key: Key, tbs: Der, outer: Der = ecdsaWithSha256): Der =>
  sequence(tbs, outer, bitString(sign('sha256', tbs, key.privateKey)));

export const uri = (text: string): Der => tagged(0x86, Buffer.from(text));
export const distributionPoint = (address: Der, ...more: readonly Der[]): Der =>
  sequence(sequence(context(0, context(0, address)), ...more));
export const accessDescription = (location: Der, method = '1.3.6.1.5.5.7.48.1'): Der =>
  sequence(sequence(objectIdentifier(method), location));

export const rootKey = new Key();
export const issuingKey = new Key();
export const ownKey = new Key();
export const rootName = name('Test Root CA');
export const issuingName = name('Test Issuing CA');
export const opaqueName = name('6f0f2c1e-5f7e-4e3c-9d55-0a4f2f1f7a10');
const keyId = (key: Key) => sequence(tagged(0x80, key.identifier));

export const authorityExtensions = (own: Key, issuer: Key, constraints: string): Extensions => ({
  [oids.basicConstraints]: critical(hexDer(constraints)),
  [oids.keyUsage]: critical(hexDer('03020106')),
  [oids.subjectKeyIdentifier]: plain(octetString(own.identifier)),
  [oids.authorityKeyIdentifier]: plain(keyId(issuer)),
});

export const endEntityExtensions: Extensions = {
  [oids.basicConstraints]: critical(hexDer('3000')),
  [oids.keyUsage]: critical(hexDer('030206c0')),
  [oids.extendedKeyUsage]: plain(hexDer('300a06082b06010505070324')),
  [oids.subjectKeyIdentifier]: plain(octetString(ownKey.identifier)),
  [oids.authorityKeyIdentifier]: plain(keyId(issuingKey)),
  [oids.crlDistributionPoints]: plain(distributionPoint(uri('http://pki.example/pki/crl'))),
  [oids.authorityInfoAccess]: plain(accessDescription(uri('http://pki.example/pki/ocsp'))),
};

export interface CertificateParts {
  readonly version?: readonly Der[];
  readonly serial?: Der;
  readonly inner?: Der;
  readonly outer?: Der;
  readonly issuer?: Der;
  readonly validity?: Der;
  readonly subject?: Der;
  readonly spki?: Der;
  readonly uniqueIds?: readonly Der[];
  /** Elements of the SEQUENCE OF. */
  readonly extensions?: readonly Der[];
  readonly signer?: Key;
}

/** An end entity's certificate below the issuing CA. */
export const certificate = (parts: CertificateParts = {}): Der => {
  const { inner = ecdsaWithSha256, outer = inner, signer = issuingKey } = parts;
  const tbs = sequence(
    ...(parts.version ?? [context(0, integer(2n))]),
    parts.serial ?? integer(0xff_00n),
    inner,
    parts.issuer ?? issuingName,
    parts.validity ?? sequence(utc('261122080000Z'), utc('271122080000Z')),
    parts.subject ?? opaqueName,
    parts.spki ?? ownKey.spki,
    ...(parts.uniqueIds ?? []),
    context(3, sequence(...(parts.extensions ?? extensionList(endEntityExtensions)))),
  );
  return signedBy(signer, tbs, outer);
};

const decades = sequence(utc('200101000000Z'), generalized('20500101000000Z'));
export const root = (parts: CertificateParts = {}): Der =>
  certificate({
    issuer: rootName,
    subject: rootName,
    validity: decades,
    spki: rootKey.spki,
    signer: rootKey,
    extensions: extensionList(authorityExtensions(rootKey, rootKey, '30030101ff')),
    ...parts,
  });
export const issuing = (parts: CertificateParts = {}): Der =>
  certificate({
    issuer: rootName,
    subject: issuingName,
    validity: decades,
    spki: issuingKey.spki,
    signer: rootKey,
    extensions: extensionList(authorityExtensions(issuingKey, rootKey, '30060101ff020100')),
    ...parts,
  });

export interface ListParts {
  readonly version?: readonly Der[];
  readonly inner?: Der;
  readonly outer?: Der;
  readonly issuer?: Der;
  readonly thisUpdate?: Der;
  readonly nextUpdate?: readonly Der[];
  readonly revoked?: readonly Der[];
  readonly extensions?: readonly Der[];
  readonly signer?: Key;
}

export const listExtensions: Extensions = {
  [oids.authorityKeyIdentifier]: plain(keyId(issuingKey)),
  [oids.crlNumber]: plain(integer(7n)),
};
export const entry = (serial: Der, revokedAt: Der = utc('261120080000Z'), extensions: Extensions = {}): Der => {
  const list = extensionList(extensions);
  return sequence(serial, revokedAt, ...(list.length > 0 ? [sequence(...list)] : []));
};

/** A CRL of the issuing CA with two entries. */
export const revocationList = (parts: ListParts = {}): Der => {
  const { inner = ecdsaWithSha256, outer = inner, signer = issuingKey } = parts;
  const reason = { [oids.reasonCode]: plain(tagged(0x0a, Buffer.of(4))) };
  const tbs = sequence(
    ...(parts.version ?? [integer(1n)]),
    inner,
    parts.issuer ?? issuingName,
    parts.thisUpdate ?? utc('261122080000Z'),
    ...(parts.nextUpdate ?? [utc('261123080000Z')]),
    ...(parts.revoked ?? [sequence(entry(integer(1n)), entry(integer(2n), undefined, reason))]),
    context(0, sequence(...(parts.extensions ?? extensionList(listExtensions)))),
  );
  return signedBy(signer, tbs, outer);
};

const aboveEndEntities = issuing();
/** Sections of the rules that a certificate breaks. */
export const broken = (
  der: Der,
  kind: Parameters<typeof lintCertificate>[1] = 'endEntity',
  by: Der = aboveEndEntities,
): readonly string[] => {
  try {
    lintCertificate(der, kind, by);
    return [];
  } catch (error) {
    if (!(error instanceof LintViolation)) throw error;
    for (const section of error.sections) expect(error.message).toContain(section);
    return error.sections;
  }
};
