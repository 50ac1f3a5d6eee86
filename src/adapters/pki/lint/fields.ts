import { isDer } from '../der.js';
import { type DerValue, membersOf, readDer, SequenceReader } from '../der-reader.js';
import { objectIdentifier } from '../der-writer.js';

const [integer, bitString, octetString, oid, boolean] = [0x02, 0x03, 0x04, 0x06, 0x01];
const [utcTime, generalizedTime, sequence] = [0x17, 0x18, 0x30];

export interface Extension {
  /** As `idOf` has it. */
  readonly id: string;
  /** DEFAULT FALSE: undefined where it is left out. */
  readonly critical: boolean | undefined;
  /** What the OCTET STRING holds. */
  readonly value: Uint8Array;
}

/** What certificates and CRLs have in common. */
export interface Signed {
  /** The bytes that are signed. */
  readonly signedBytes: Uint8Array;
  readonly innerAlgorithm: Uint8Array;
  readonly outerAlgorithm: Uint8Array;
  /** Content of the BIT STRING. */
  readonly signature: Uint8Array;
  /** Undefined where it is left out. */
  readonly version: Uint8Array | undefined;
  readonly issuer: DerValue;
  readonly extensions: readonly Extension[];
}

export interface CertificateFields extends Signed {
  readonly serial: DerValue;
  readonly notBefore: DerValue;
  readonly notAfter: DerValue;
  readonly subject: DerValue;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly hasUniqueIds: boolean;
}

export interface RevokedEntry {
  readonly serial: DerValue;
  readonly revokedAt: DerValue;
  readonly extensions: readonly Extension[];
}

export interface RevocationListFields extends Signed {
  readonly thisUpdate: DerValue;
  readonly nextUpdate: DerValue | undefined;
  /** Undefined where revokedCertificates is left out. */
  readonly revoked: readonly RevokedEntry[] | undefined;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const idOf = (dotted: string): string => hex(objectIdentifier(dotted));

/** @throws TypeError when it is no Certificate (RFC 5280 §4.1) in DER */
export const readCertificate = (der: Uint8Array): CertificateFields => {
  const { tbs, ...signed } = readSigned(der);
  const fields = new SequenceReader(tbs);
  const version = fields.takeIf(0xa0)?.content;
  const serial = fields.take(integer);
  const innerAlgorithm = fields.take(sequence).bytes;
  const issuer = fields.take(sequence);
  const validity = new SequenceReader(fields.take(sequence));
  const [notBefore, notAfter] = [readTime(validity), readTime(validity)];
  validity.end();
  const subject = fields.take(sequence);
  const publicKey = fields.take(sequence).bytes;
  const uniqueIds = [fields.takeIf(0x81), fields.takeIf(0x82)];
  const extensions = readExtensions(fields.takeIf(0xa3));
  fields.end();
  const hasUniqueIds = uniqueIds.some(Boolean);
  const own = { version, serial, innerAlgorithm, issuer, notBefore, notAfter, subject, publicKey, extensions };
  return { ...signed, ...own, hasUniqueIds };
};

/** @throws TypeError when it is no CertificateList (RFC 5280 §5.1) in DER */
export const readRevocationList = (der: Uint8Array): RevocationListFields => {
  const { tbs, ...signed } = readSigned(der);
  const fields = new SequenceReader(tbs);
  const version = fields.takeIf(integer)?.bytes;
  const innerAlgorithm = fields.take(sequence).bytes;
  const issuer = fields.take(sequence);
  const thisUpdate = readTime(fields);
  const nextUpdate = fields.takeIf(utcTime, generalizedTime);
  const entries = fields.takeIf(sequence);
  const extensions = readExtensions(fields.takeIf(0xa0));
  fields.end();
  const revoked = entries && membersOf(entries).map(readEntry);
  return { ...signed, version, innerAlgorithm, issuer, thisUpdate, nextUpdate, revoked, extensions };
};

const readSigned = (der: Uint8Array) => {
  if (!isDer(der)) throw new TypeError('not DER');
  const fields = new SequenceReader(readDer(der));
  const tbs = fields.take(sequence);
  const outerAlgorithm = fields.take(sequence).bytes;
  const signature = fields.take(bitString).content;
  fields.end();
  return { tbs, signedBytes: tbs.bytes, outerAlgorithm, signature };
};

const readTime = (fields: SequenceReader): DerValue => fields.take(utcTime, generalizedTime);

const readEntry = (entry: DerValue): RevokedEntry => {
  const fields = new SequenceReader(entry);
  const [serial, revokedAt] = [fields.take(integer), readTime(fields)];
  const extensions = fields.takeIf(sequence);
  fields.end();
  return { serial, revokedAt, extensions: extensions ? readList(extensions) : [] };
};

/** @param tagged the explicit tag around Extensions */
const readExtensions = (tagged: DerValue | undefined): readonly Extension[] => {
  if (!tagged) return [];
  const [list, ...more] = membersOf(tagged);
  if (list?.tag !== sequence || more.length > 0) throw new TypeError('not Extensions');
  return readList(list);
};

/** Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension (RFC 5280 §4.1). */
const readList = (list: DerValue): readonly Extension[] => {
  const extensions = membersOf(list).map((extension) => {
    const fields = new SequenceReader(extension);
    const id = hex(fields.take(oid).bytes);
    const critical = fields.takeIf(boolean);
    const value = fields.take(octetString).content;
    fields.end();
    if (!isDer(value)) throw new TypeError('an extension that is not DER');
    return { id, critical: critical && critical.content[0] !== 0, value };
  });
  if (extensions.length === 0) throw new TypeError('no Extension');
  return extensions;
};
