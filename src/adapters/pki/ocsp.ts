import { Constructed, Enumerated, GeneralizedTime, OctetString, Primitive } from 'asn1js';
import {
  BasicOCSPResponse,
  type CertID,
  type Extension,
  id_PKIX_OCSP_Basic,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from 'pkijs';
import type { CertificateStatus } from '../../application/ports/certificate-authority.js';
import type { Instant } from '../../domain/shared/instant.js';
import { buffer, isDer, serialHex, wholeSecond } from './der.js';
import type { Issuer } from './issuer.js';
import { reasonCode } from './revocation-list.js';

const nonceId = '1.3.6.1.5.5.7.48.1.2';
const maxRequests = 64;
/** 128 octets (RFC 9654) and the header of the OCTET STRING around them. */
const maxNonce = 131;
const hashes: Record<string, string> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };
const responseStatus = { successful: 0, malformedRequest: 1 } as const;

type StatusOf = (serial: string) => Promise<CertificateStatus>;

/** Answers an OCSP request (RFC 6960), signed by the issuing CA itself; the nonce comes back. Malformed input gives malformedRequest. */
export const answerOcsp = async (
  issuer: Issuer,
  request: Uint8Array,
  at: Instant,
  nextUpdate: Instant,
  statusOf: StatusOf,
): Promise<Uint8Array> => {
  const question = parse(request);
  if (!question) return response(responseStatus.malformedRequest);

  const responses: SingleResponse[] = [];
  for (const certID of question.ids) {
    const certStatus = statusElement(await status(issuer, certID, statusOf));
    responses.push(
      new SingleResponse({ certID, certStatus, thisUpdate: wholeSecond(at), nextUpdate: wholeSecond(nextUpdate) }),
    );
  }
  const answer = new BasicOCSPResponse({
    tbsResponseData: new ResponseData({
      responderID: issuer.keyIdentifier,
      producedAt: wholeSecond(at),
      responses,
      ...(question.nonce && { responseExtensions: [question.nonce] }),
    }),
    certs: [issuer.certificate],
  });
  await answer.sign(issuer.privateKey, 'SHA-256');
  return response(responseStatus.successful, answer.toSchema().toBER());
};

/** Certificate ids and nonce; undefined when the request is malformed or has a critical extension we do not know. */
const parse = (request: Uint8Array): { ids: CertID[]; nonce: Extension | undefined } | undefined => {
  if (!isDer(request)) return undefined;
  try {
    const { version, requestList, requestExtensions = [] } = OCSPRequest.fromBER(buffer(request)).tbsRequest;
    const [nonce, second] = requestExtensions.filter(({ extnID }) => extnID === nonceId);
    const unknown = requestExtensions.some(({ extnID, critical }) => critical && extnID !== nonceId);
    const oversized = nonce && nonce.extnValue.valueBlock.valueHexView.length > maxNonce;
    if (version || unknown || second || oversized) return undefined;
    if (requestList.length === 0 || requestList.length > maxRequests) return undefined;
    return { ids: requestList.map(({ reqCert }) => reqCert), nonce };
  } catch {
    return undefined;
  }
};

const status = async (issuer: Issuer, id: CertID, statusOf: StatusOf): Promise<CertificateStatus> => {
  const hash = hashes[id.hashAlgorithm.algorithmId];
  const serial = serialHex(id.serialNumber);
  if (!hash || !serial) return 'unknown';
  if (hex(id.issuerNameHash) !== issuer.nameHash(hash) || hex(id.issuerKeyHash) !== issuer.keyHash(hash))
    return 'unknown';
  return statusOf(serial);
};

/** CertStatus: [0] good, [1] revoked, [2] unknown. */
const statusElement = (status: CertificateStatus): Primitive | Constructed => {
  if (typeof status === 'string')
    return new Primitive({ idBlock: { tagClass: 3, tagNumber: status === 'good' ? 0 : 2 } });
  const code = reasonCode(status.reason);
  const revokedAt = new GeneralizedTime({ valueDate: wholeSecond(status.revokedAt) });
  const reason = code && new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [code] });
  return new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: reason ? [revokedAt, reason] : [revokedAt] });
};

const response = (status: number, basic?: ArrayBuffer): Uint8Array => {
  const bytes = basic && {
    responseBytes: new ResponseBytes({
      responseType: id_PKIX_OCSP_Basic,
      response: new OctetString({ valueHex: basic }),
    }),
  };
  const answer = new OCSPResponse({ responseStatus: new Enumerated({ value: status }), ...bytes });
  return new Uint8Array(answer.toSchema().toBER());
};

const hex = (value: OctetString) => Buffer.from(value.valueBlock.valueHexView).toString('hex');
