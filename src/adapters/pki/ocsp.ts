import { type CertID, type Extension, OCSPRequest } from 'pkijs';
import type { OcspAnswer, RegisteredCertificate } from '../../application/ports/certificate-authority.js';
import type { Instant } from '../../domain/shared/instant.js';
import { buffer, isDer } from './der.js';
import { readDer } from './der-reader.js';
import {
  bitString,
  context,
  type Der,
  enumerated,
  generalizedTime,
  objectIdentifier,
  octetString,
  sequence,
  tagged,
  unsigned,
} from './der-writer.js';
import { ecdsaWithSha256, type Issuer } from './issuer.js';
import type { Issuers } from './issuers.js';
import { reasonCode } from './revocation-list.js';

const basicResponse = objectIdentifier('1.3.6.1.5.5.7.48.1.1');
const nonceId = '1.3.6.1.5.5.7.48.1.2';
const maxRequests = 64;
/** RFC 9654 §2.1 */
const maxNonce = 128;
const hashes: Record<string, string> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };
const malformedRequest = sequence(enumerated(1));
/** What a responder says that does not answer for the certificate (RFC 5019 §2.2.3). */
export const unauthorized = sequence(enumerated(6));

type Status = 'good' | 'unknown' | NonNullable<RegisteredCertificate['revoked']>;
type Registry = (serial: string) => Promise<RegisteredCertificate | undefined>;

/**
 * Answers an OCSP request (RFC 6960), signed by the issuer of the certificates that it asks for; the nonce comes back.
 * Malformed input gives malformedRequest. One that asks for certificates of two issuers, or of one that has ended, gives
 * unauthorized: there is nobody who may sign the answer (§2.3).
 */
export const answerOcsp = async (
  issuers: Issuers,
  request: Uint8Array,
  at: Instant,
  nextUpdate: Instant,
  registry: Registry,
): Promise<OcspAnswer> => {
  const question = parse(request);
  if (!question) return { response: malformedRequest };
  const asked = new Set(question.ids.flatMap((id) => issuers.all.find((each) => isIdOf(each, id)) ?? []));
  const [issuer = issuers.newestAt(at), another] = asked;
  if (!issuer?.isValidAt(at) || another) return { response: unauthorized };

  const until = issuer.untilItsEnd(nextUpdate);
  const responses: Der[] = [];
  let reusable = !question.nonce;
  for (const id of question.ids) {
    const status = await statusOf(issuers, issuer, id, registry);
    if (status === 'unknown') reusable = false;
    responses.push(
      sequence(encode(id), statusElement(status), generalizedTime(at), context(0, generalizedTime(until))),
    );
  }
  const data = sequence(
    context(2, octetString(issuer.keyIdentifier)),
    generalizedTime(at),
    sequence(...responses),
    ...(question.nonce ? [context(1, sequence(encode(question.nonce)))] : []),
  );
  const signature = bitString(issuer.sign(data, at));
  const signed = sequence(data, ecdsaWithSha256, signature, context(0, sequence(issuer.certificate)));
  const response = sequence(enumerated(0), context(0, sequence(basicResponse, octetString(signed))));
  return { response, ...(reusable && { reusable: { thisUpdate: at, nextUpdate: until } }) };
};

/** A request for one certificate, its id by SHA-1 with NULL parameters: the id that OpenSSL looks for in the answer. */
export const askOcsp = (issuer: Issuer, serial: Uint8Array): Uint8Array => {
  const bytes = (hex: string) => octetString(Buffer.from(hex, 'hex'));
  const algorithm = sequence(objectIdentifier('1.3.14.3.2.26'), tagged(0x05));
  const id = sequence(algorithm, bytes(issuer.nameHash('sha1')), bytes(issuer.keyHash('sha1')), unsigned(serial));
  return sequence(sequence(sequence(sequence(id))));
};

/** Certificate ids and nonce; undefined when the request is malformed or has a critical extension we do not know. */
const parse = (request: Uint8Array): { ids: CertID[]; nonce: Extension | undefined } | undefined => {
  if (!isDer(request)) return undefined;
  try {
    const { version, requestList, requestExtensions = [] } = OCSPRequest.fromBER(buffer(request)).tbsRequest;
    const [nonce, second] = requestExtensions.filter(({ extnID }) => extnID === nonceId);
    const ofRequests = requestList.flatMap(({ singleRequestExtensions = [] }) => singleRequestExtensions);
    const unknown =
      requestExtensions.some(({ extnID, critical }) => critical && extnID !== nonceId) ||
      ofRequests.some(({ critical }) => critical);
    if (version || unknown || second || (nonce && !isNonce(nonce))) return undefined;
    if (requestList.length === 0 || requestList.length > maxRequests) return undefined;
    return { ids: requestList.map(({ reqCert }) => reqCert), nonce };
  } catch {
    return undefined;
  }
};

/** An OCTET STRING of 1 to 128 octets. */
const isNonce = ({ extnValue }: Extension): boolean => {
  const bytes = extnValue.valueBlock.valueHexView;
  const { tag, bytes: whole, content } = readDer(bytes);
  return tag === 0x04 && whole.length === bytes.length && content.length >= 1 && content.length <= maxNonce;
};

export const isIdOf = (issuer: Issuer, id: CertID): boolean => {
  const hash = hashes[id.hashAlgorithm.algorithmId];
  if (!hash) return false;
  return hex(id.issuerNameHash) === issuer.nameHash(hash) && hex(id.issuerKeyHash) === issuer.keyHash(hash);
};

/** `unknown` for what another issuer issued, also under a serial that is registered. */
const statusOf = async (issuers: Issuers, issuer: Issuer, id: CertID, registry: Registry): Promise<Status> => {
  const serial = isIdOf(issuer, id) && serialHex(id.serialNumber.toBigInt());
  const registered = serial ? await registry(serial) : undefined;
  if (!registered || issuers.of(registered.certificate) !== issuer) return 'unknown';
  return registered.revoked ?? 'good';
};

/** 32 lower-case hex digits; undefined for what this service never issues (negative, zero, longer than 128 bits). */
const serialHex = (serial: bigint): string | undefined =>
  serial > 0n && serial < 1n << 128n ? serial.toString(16).padStart(32, '0') : undefined;

/** CertStatus: [0] good, [1] revoked, [2] unknown. */
const statusElement = (status: Status): Der => {
  if (typeof status === 'string') return tagged(status === 'good' ? 0x80 : 0x82);
  const code = reasonCode(status.reason);
  return context(1, generalizedTime(status.revokedAt), ...(code === undefined ? [] : [context(0, enumerated(code))]));
};

const encode = (value: CertID | Extension): Der => new Uint8Array(value.toSchema().toBER());
const hex = (value: CertID['issuerNameHash']) => Buffer.from(value.valueBlock.valueHexView).toString('hex');
