import { createHash, createPublicKey, verify } from 'node:crypto';
import { CertificationRequest } from 'pkijs';
import type { CertificateRequest } from '../../application/ports/certificate-authority.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { buffer, isDer, pemToDer } from './der.js';
import { readDer, SequenceReader } from './der-reader.js';

const maxPemLength = 8192;
/** SubjectPublicKeyInfo of an uncompressed P-256 point: one key has one encoding, or a used key would not be recognised. */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const p256Length = p256Prefix.length + 64;
/** AlgorithmIdentifier ecdsa-with-SHA256, which has no parameters (RFC 5758 §3.2). */
const ecdsaWithSha256 = Buffer.from('300a06082a8648ce3d040302', 'hex');

/**
 * Reads a PKCS#10 request (RFC 2986) with an EC P-256 key and a valid ECDSA-SHA256 self-signature. Its subject and
 * attributes are not read: the server builds the subject itself (F27).
 * @throws DomainError `csr.invalid`
 */
export const readCertificateRequest = async (pem: string): Promise<CertificateRequest> => {
  const publicKey = verifiedKey(pem);
  if (!publicKey) throw refusal('csr.invalid');
  return {
    csr: pemToDer(pem, 'CERTIFICATE REQUEST')!,
    publicKey,
    keySha256: createHash('sha256').update(publicKey).digest('hex'),
  };
};

const verifiedKey = (pem: string): Uint8Array | undefined => {
  if (pem.length > maxPemLength) return undefined;
  const der = pemToDer(pem, 'CERTIFICATE REQUEST');
  if (!der || !isDer(der)) return undefined;
  try {
    const { tbsView, subjectPublicKeyInfo, signatureValue } = CertificationRequest.fromBER(buffer(der));
    const publicKey = Buffer.from(subjectPublicKeyInfo.toSchema().toBER());
    const signature = signatureValue.valueBlock.valueHexView;
    if (!isOfVersion1(tbsView) || !isP256(publicKey) || !endsInEcdsaSha256(der, signature)) return undefined;
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    return verify('sha256', tbsView, key, signature) ? new Uint8Array(publicKey) : undefined;
  } catch {
    return undefined;
  }
};

/** RFC 2986 §4.1: version 0, which is the only one, and attributes even where there are none. @throws TypeError otherwise */
const isOfVersion1 = (info: Uint8Array): boolean => {
  const members = new SequenceReader(readDer(info));
  const version = members.take(0x02).content;
  for (const tag of [0x30, 0x30, 0xa0]) members.take(tag);
  members.end();
  return version.length === 1 && version[0] === 0;
};

/** Whether a SubjectPublicKeyInfo has that form. */
export const isP256 = (key: Uint8Array): boolean =>
  key.length === p256Length && p256Prefix.equals(key.subarray(0, p256Prefix.length));

/** Whether the request ends in the algorithm and this signature exactly: the library overlooks parameters and unused bits. */
const endsInEcdsaSha256 = (der: Uint8Array, signature: Uint8Array): boolean => {
  const end = Buffer.concat([ecdsaWithSha256, Buffer.from([0x03, signature.length + 1, 0]), signature]);
  return end.equals(der.subarray(-end.length));
};
