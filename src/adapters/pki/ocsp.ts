import { type CertID, type Extension, OCSPRequest } from 'pkijs';
import type { CertificateStatus, OcspAnswer } from '../../application/ports/certificate-authority.js';
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
import { reasonCode } from './revocation-list.js';

const basicResponse = objectIdentifier('1.3.6.1.5.5.7.48.1.1');
const nonceId = '1.3.6.1.5.5.7.48.1.2';
const maxRequests = 64;
/** RFC 9654 §2.1 */
const maxNonce = 128;
const hashes: Record<string, string> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };
const malformedRequest = sequence(enumerated(1));

type StatusOf = (serial: string) => Promise<CertificateStatus>;

/** Answers an OCSP request (RFC 6960), signed by the issuing CA itself; the nonce comes back. Malformed input gives malformedRequest. */
export const answerOcsp = async (
  issuer: Issuer,
  request: Uint8Array,
  at: Instant,
  nextUpdate: Instant,
  statusOf: StatusOf,
): Promise<OcspAnswer> => {
  const question = parse(request);
  if (!question) return { response: malformedRequest };

  const responses: Der[] = [];
  let reusable = !question.nonce;
  for (const id of question.ids) {
    const status = await lookUp(issuer, id, statusOf);
    if (status === 'unknown') reusable = false;
    const until = context(0, generalizedTime(nextUpdate));
    responses.push(sequence(encode(id), statusElement(status), generalizedTime(at), until));
  }
  const data = sequence(
    context(2, octetString(issuer.keyIdentifier)),
    generalizedTime(at),
    sequence(...responses),
    ...(question.nonce ? [context(1, sequence(encode(question.nonce)))] : []),
  );
  const signed = sequence(
    data,
    ecdsaWithSha256,
    bitString(issuer.sign(data)),
    context(0, sequence(issuer.certificate)),
  );
  const response = sequence(enumerated(0), context(0, sequence(basicResponse, octetString(signed))));
  return { response, ...(reusable && { reusable: { thisUpdate: at, nextUpdate } }) };
};

/** A request for one serial, its id by SHA-1 with NULL parameters: the id that OpenSSL looks for in the answer. */
export const askOcsp = (issuer: Issuer, serial: string): Uint8Array => {
  const bytes = (hex: string) => octetString(Buffer.from(hex, 'hex'));
  const algorithm = sequence(objectIdentifier('1.3.14.3.2.26'), tagged(0x05));
  const number = unsigned(Buffer.from(serial, 'hex'));
  const id = sequence(algorithm, bytes(issuer.nameHash('sha1')), bytes(issuer.keyHash('sha1')), number);
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

const lookUp = async (issuer: Issuer, id: CertID, statusOf: StatusOf): Promise<CertificateStatus> => {
  const hash = hashes[id.hashAlgorithm.algorithmId];
  const serial = serialHex(id.serialNumber.toBigInt());
  if (!hash || !serial) return 'unknown';
  const ours = hex(id.issuerNameHash) === issuer.nameHash(hash) && hex(id.issuerKeyHash) === issuer.keyHash(hash);
  return ours ? statusOf(serial) : 'unknown';
};

/** 32 lower-case hex digits; undefined for what this service never issues (negative, zero, longer than 128 bits). */
const serialHex = (serial: bigint): string | undefined =>
  serial > 0n && serial < 1n << 128n ? serial.toString(16).padStart(32, '0') : undefined;

/** CertStatus: [0] good, [1] revoked, [2] unknown. */
const statusElement = (status: CertificateStatus): Der => {
  if (typeof status === 'string') return tagged(status === 'good' ? 0x80 : 0x82);
  const code = reasonCode(status.reason);
  return context(1, generalizedTime(status.revokedAt), ...(code === undefined ? [] : [context(0, enumerated(code))]));
};

const encode = (value: CertID | Extension): Der => new Uint8Array(value.toSchema().toBER());
const hex = (value: CertID['issuerNameHash']) => Buffer.from(value.valueBlock.valueHexView).toString('hex');
