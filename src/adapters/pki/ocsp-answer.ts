import { X509Certificate } from 'node:crypto';
import { BasicOCSPResponse, getCrypto, OCSPResponse, PublicKeyInfo, type SingleResponse } from 'pkijs';
import { epochMs, type Instant, minute, toInstant } from '../../domain/shared/instant.js';
import { buffer } from './der.js';
import type { Issuer } from './issuer.js';
import { isIdOf } from './ocsp.js';

const ocspSigning = '1.3.6.1.5.5.7.3.9';
/** How far two clocks may differ. */
const tolerance = 5 * minute;

/**
 * What an OCSP answer (RFC 6960) says of a certificate; undefined unless it is about it, by its issuer or by whom the issuer
 * certified for that (§4.2.2.2), and current at that instant: of no later, and not after its next update. One that names no next
 * update is current when it is made (§4.2.2.1).
 */
export const standingIn = async (
  answer: Uint8Array,
  certificate: string,
  issuer: Issuer,
  at: Instant,
): Promise<'good' | 'revoked' | undefined> => {
  try {
    const basic = basicIn(answer);
    const single = basic.tbsResponseData.responses.find((each) => isAbout(each, certificate, issuer));
    if (!single || !isCurrent(single, at) || !(await isBy(basic, issuer, at))) return undefined;
    return standings[single.certStatus.idBlock.tagNumber as number];
  } catch {
    return undefined;
  }
};

/** Tags of CertStatus. */
const standings: readonly ('good' | 'revoked')[] = ['good', 'revoked'];

const basicIn = (answer: Uint8Array): BasicOCSPResponse => {
  const { responseStatus, responseBytes } = OCSPResponse.fromBER(buffer(answer));
  if (responseStatus.valueBlock.valueDec !== 0 || !responseBytes) throw new Error('no answer');
  return BasicOCSPResponse.fromBER(buffer(responseBytes.response.valueBlock.valueHexView));
};

const isAbout = ({ certID }: SingleResponse, certificate: string, issuer: Issuer): boolean =>
  isIdOf(issuer, certID) &&
  certID.serialNumber.toBigInt() === BigInt(`0x${new X509Certificate(certificate).serialNumber}`);

const isCurrent = ({ thisUpdate, nextUpdate }: SingleResponse, at: Instant): boolean => {
  const until = nextUpdate ?? thisUpdate;
  return thisUpdate.getTime() <= epochMs(at) + tolerance && epochMs(at) - tolerance <= until.getTime();
};

const isBy = async (basic: BasicOCSPResponse, issuer: Issuer, at: Instant): Promise<boolean> => {
  const authority = new X509Certificate(issuer.pem);
  const delegates = (basic.certs ?? [])
    .map((each) => new X509Certificate(Buffer.from(each.toSchema().toBER())))
    .filter((each) => isDelegate(each, authority, at));
  for (const each of [authority, ...delegates]) if (await isSignedBy(basic, each)) return true;
  return false;
};

const isSignedBy = ({ tbsResponseData, signature, signatureAlgorithm }: BasicOCSPResponse, by: X509Certificate) => {
  const key = PublicKeyInfo.fromBER(buffer(by.publicKey.export({ type: 'spki', format: 'der' })));
  const signed = new Uint8Array(tbsResponseData.tbsView);
  return getCrypto(true).verifyWithPublicKey(signed, signature, key, signatureAlgorithm);
};

const isDelegate = (certificate: X509Certificate, authority: X509Certificate, at: Instant): boolean =>
  certificate.checkIssued(authority) &&
  certificate.verify(authority.publicKey) &&
  (certificate.keyUsage ?? []).includes(ocspSigning) &&
  toInstant(certificate.validFromDate.getTime()) <= at &&
  at < toInstant(certificate.validToDate.getTime());
