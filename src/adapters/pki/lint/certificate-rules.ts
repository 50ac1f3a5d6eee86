import { createHash, createPublicKey } from 'node:crypto';
import { isP256 } from '../certificate-request.js';
import { type DerValue, membersOf, readDer, SequenceReader } from '../der-reader.js';
import { integer, objectIdentifier, octetString } from '../der-writer.js';
import { commonRules, type Judged, subjectKeyIdentifier } from './common-rules.js';
import { type CertificateFields, idOf } from './fields.js';
import type { Rule } from './rule.js';
import { extensionOf, isSerial, isTime, same, timeOf } from './values.js';

export type CertificateKind = 'root' | 'issuing' | 'endEntity';
export type JudgedCertificate = Judged<CertificateFields> & { readonly kind: CertificateKind };

const keyUsage = idOf('2.5.29.15');
const basicConstraints = idOf('2.5.29.19');
const extendedKeyUsage = idOf('2.5.29.37');
const crlDistributionPoints = idOf('2.5.29.31');
const authorityInfoAccess = idOf('1.3.6.1.5.5.7.1.1');
const ocspAccess = objectIdentifier('1.3.6.1.5.5.7.48.1');
const commonName = objectIdentifier('2.5.4.3');
const version3 = integer(2n);

/** Each kind has one byte string for each of these: trailing zero bits and DEFAULT values are left out (X.690 §11). */
const keyUsages = { root: '03020106', issuing: '03020106', endEntity: '030206c0' };
/** id-kp-documentSigning (RFC 9336). */
const documentSigning = '300a06082b06010505070324';
const constraints = { root: '30030101ff', issuing: '30060101ff020100', endEntity: '3000' };

const sections = {
  algorithm: '4.1.1.2',
  innerAlgorithm: '4.1.2.3',
  signature: '4.1.1.3',
  issuer: '4.1.2.4',
  extensions: '4.2',
  keyIdentifier: '4.2.1.1',
};

/** RFC 5280 §4 as far as it concerns what this authority issues, and the profile of F27 and F28. */
export const certificateRules: readonly Rule<JudgedCertificate>[] = [
  ...commonRules(sections, [keyUsage, basicConstraints]),
  {
    section: '4.1.2.1',
    says: 'the version is 3',
    check: ({ fields }) => fields.version !== undefined && same(fields.version, version3),
  },
  {
    section: '4.1.2.2',
    says: 'the serial number is positive and has at most 20 octets',
    check: ({ fields }) => isSerial(fields.serial),
  },
  {
    section: '4.1.2.5',
    says: 'the validity is UTCTime through 2049 and GeneralizedTime after it, in whole seconds, ending in Z',
    check: ({ fields }) => isTime(fields.notBefore) && isTime(fields.notAfter),
  },
  {
    section: 'F28',
    says: 'the validity has a length and lies inside the issuer’s',
    check: ({ fields, issuer }) => liesInside(fields, issuer),
  },
  {
    section: '4.1.2.6',
    says: 'the subject is not empty, its attributes are UTF8String or PrintableString of 1 to 64 characters',
    check: ({ fields }) => attributesOf(fields.subject).length > 0 && attributesOf(fields.subject).every(isText),
  },
  {
    section: 'F28',
    says: 'the subject of an end entity is one common name, an opaque id',
    check: ({ fields, kind }) => kind !== 'endEntity' || isOpaque(fields.subject),
  },
  {
    section: '4.1.2.7',
    says: 'the key is on P-256, its curve named, its point uncompressed (RFC 5480 §2.1.1, §2.2)',
    check: ({ fields }) => isKey(fields.publicKey),
  },
  {
    section: '4.1.2.8',
    says: 'there are no unique identifiers',
    check: ({ fields }) => !fields.hasUniqueIds,
  },
  {
    section: '4.2.1.2',
    says: 'the subject key identifier is the SHA-1 of the key’s bits (method 1), not critical',
    check: ({ fields }) => isIn(fields, subjectKeyIdentifier, false, octetString(keyIdentifierOf(fields.publicKey))),
  },
  {
    section: '4.2.1.3',
    says: 'the key usage is critical: a CA signs certificates and CRLs, an end entity documents',
    check: ({ fields, kind }) => isIn(fields, keyUsage, true, Buffer.from(keyUsages[kind], 'hex')),
  },
  {
    section: '4.2.1.9',
    says: 'the basic constraints are critical: cA for a CA, no CA below the issuing one, neither for an end entity',
    check: ({ fields, kind }) => isIn(fields, basicConstraints, true, Buffer.from(constraints[kind], 'hex')),
  },
  {
    section: '4.2.1.12',
    says: 'the extended key usage of an end entity is document signing alone, a CA has none (RFC 9336)',
    check: ({ fields, kind }) =>
      kind === 'endEntity'
        ? isIn(fields, extendedKeyUsage, false, Buffer.from(documentSigning, 'hex'))
        : !extensionOf(fields, extendedKeyUsage),
  },
  {
    section: '4.2.1.13',
    says: 'the CRL distribution points are URIs, not critical; an end entity has one',
    check: ({ fields, kind }) => hasAddresses(fields, crlDistributionPoints, kind, isDistributionPoint),
  },
  {
    section: '4.2.2.1',
    says: 'the authority information access is OCSP at a URI, not critical; an end entity has one',
    check: ({ fields, kind }) => hasAddresses(fields, authorityInfoAccess, kind, isOcspAccess),
  },
];

const liesInside = (fields: CertificateFields, issuer: CertificateFields): boolean => {
  const [from, until] = [timeOf(fields.notBefore), timeOf(fields.notAfter)];
  return from < until && timeOf(issuer.notBefore) <= from && until <= timeOf(issuer.notAfter);
};

const [oid, utf8String, printableString, uri] = [0x06, 0x0c, 0x13, 0x86];

/** AttributeTypeAndValue of each RelativeDistinguishedName. @throws TypeError when a value is no text as CAs write it */
const attributesOf = (name: DerValue): readonly { readonly type: DerValue; readonly value: DerValue }[] =>
  membersOf(name)
    .flatMap(membersOf)
    .map((attribute) => {
      const fields = new SequenceReader(attribute);
      const [type, value] = [fields.take(oid), fields.take(utf8String, printableString)];
      fields.end();
      return { type, value };
    });

const maxCharacters = 64;
const isText = ({ value: { tag, content } }: { readonly value: DerValue }): boolean => {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  const { length } = [...text];
  const isWritable = tag === utf8String || /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text);
  return length > 0 && length <= maxCharacters && isWritable;
};

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const isOpaque = (subject: DerValue): boolean => {
  const [attribute, ...more] = attributesOf(subject);
  if (!attribute || more.length > 0) return false;
  return same(attribute.type.bytes, commonName) && uuid.test(Buffer.from(attribute.value.content).toString());
};

const isKey = (publicKey: Uint8Array): boolean =>
  isP256(publicKey) &&
  createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }).asymmetricKeyType === 'ec';

const p256PointLength = 65;
const keyIdentifierOf = (publicKey: Uint8Array): Uint8Array =>
  createHash('sha1').update(publicKey.subarray(-p256PointLength)).digest();

/** Whether the extension stands there with this criticality and exactly this value. */
const isIn = (fields: CertificateFields, id: string, critical: boolean, value: Uint8Array): boolean => {
  const extension = extensionOf(fields, id);
  return extension !== undefined && (extension.critical ?? false) === critical && same(extension.value, value);
};

const hasAddresses = (
  fields: CertificateFields,
  id: string,
  kind: CertificateKind,
  isAddress: (member: DerValue) => boolean,
): boolean => {
  const extension = extensionOf(fields, id);
  if (!extension) return kind !== 'endEntity';
  const members = membersOf(readDer(extension.value));
  return !extension.critical && members.length > 0 && members.every(isAddress);
};

/** DistributionPoint with a distributionPoint, a fullName, and nothing else: the CRL is for all reasons, by this CA. */
const isDistributionPoint = (point: DerValue): boolean => {
  const fields = new SequenceReader(point);
  const [fullName, ...more] = membersOf(fields.take(0xa0));
  fields.end();
  const names = fullName?.tag === 0xa0 ? membersOf(fullName) : [];
  return more.length === 0 && names.length > 0 && names.every(isUri);
};

const isOcspAccess = (description: DerValue): boolean => {
  const fields = new SequenceReader(description);
  const [method, location] = [fields.take(oid), fields.take(uri)];
  fields.end();
  return same(method.bytes, ocspAccess) && isUri(location);
};

/** A GeneralName [6]: an absolute URI of HTTP. */
const isUri = ({ tag, content }: DerValue): boolean => {
  const text = Buffer.from(content).toString('latin1');
  return tag === uri && /^https?:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text);
};
