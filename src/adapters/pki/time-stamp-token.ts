import 'reflect-metadata';
import { createHash } from 'node:crypto';
import {
  type Attribute,
  Certificate,
  ContentInfo,
  ExtKeyUsage,
  id_eContentType_TSTInfo,
  PKIStatus,
  SignedData,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { type Instant, toInstant } from '../../domain/shared/instant.js';
import { buffer } from './der.js';
import { type DerValue, membersOf, readDer } from './der-reader.js';
import { integer, objectIdentifier, octetString, sequence, tagged, unsigned } from './der-writer.js';

const sha256Id = '2.16.840.1.101.3.4.2.1';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const extendedKeyUsage = '2.5.29.37';
const contentType = '1.2.840.113549.1.9.3';
/** SigningCertificate (RFC 2634) and SigningCertificateV2 (RFC 5035). */
const signingCertificate = { v1: '1.2.840.113549.1.9.16.2.12', v2: '1.2.840.113549.1.9.16.2.47' } as const;
const hashNames: Readonly<Record<string, string>> = {
  [sha256Id]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The answer is no time-stamp over what was asked; the message says why, and quotes nothing. */
export class NoTimeStamp extends Error {}

const must = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new NoTimeStamp(otherwise);
};

/** A TimeStampReq (RFC 3161 §2.4.1) for the SHA-256 of `data`, with the authority's certificate in the answer. */
export const timeStampRequest = (data: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const imprint = sequence(sequence(objectIdentifier(sha256Id), tagged(0x05)), octetString(sha256(data)));
  return sequence(integer(1n), imprint, unsigned(nonce), tagged(0x01, Buffer.of(0xff)));
};

export interface Asked {
  readonly data: Uint8Array;
  readonly nonce: Uint8Array;
  readonly roots: readonly Certificate[];
}

/** What the answer says of when. @throws NoTimeStamp unless it is a time-stamp as asked for, from one of `roots` */
export const timeIn = async (response: Uint8Array, { data, nonce, roots }: Asked): Promise<Instant> => {
  const signed = signedIn(response);
  const info = infoIn(signed);
  const { messageImprint, genTime } = info;
  const isOfData =
    messageImprint.hashAlgorithm.algorithmId === sha256Id &&
    sha256(data).equals(messageImprint.hashedMessage.valueBlock.valueHexView);
  must(isOfData, 'is over something else');
  must(info.nonce?.toBigInt() === BigInt(`0x${Buffer.from(nonce).toString('hex')}`), 'has another nonce');
  const signer = await signerOf(signed, data, roots);
  must(isForTimeStamping(signer), 'is by a certificate that is not for time-stamping alone');
  must(namesItsSigner(signed, signer), 'does not name the certificate that signed it');
  return toInstant(genTime.getTime());
};

/** The TimeStampToken of a TimeStampResp, as it stands there. */
export const tokenIn = (response: Uint8Array): Uint8Array => membersOf(readDer(response))[1]!.bytes;

const signedIn = (response: Uint8Array): SignedData => {
  const whole = readDer(response);
  must(whole.bytes.length === response.length && isDefinite(whole), 'is not DER');
  const { status, timeStampToken } = TimeStampResp.fromBER(buffer(response));
  const granted = status.status === PKIStatus.granted || status.status === PKIStatus.grantedWithMods;
  must(granted && timeStampToken !== undefined, `is refused with status ${status.status}`);
  const token = ContentInfo.fromBER(buffer(tokenIn(response)));
  must(token.contentType === ContentInfo.SIGNED_DATA, 'is not signed');
  return new SignedData({ schema: token.content });
};

/** Every length is written, so that whoever reads DER can take the token out of it. */
const isDefinite = (value: DerValue): boolean =>
  value.bytes[1] !== 0x80 && ((value.tag & 0x20) === 0 || membersOf(value).every(isDefinite));

const infoIn = ({ encapContentInfo, signerInfos }: SignedData): TSTInfo => {
  const content = encapContentInfo.eContent?.getValue();
  const isInfo = encapContentInfo.eContentType === id_eContentType_TSTInfo && content !== undefined;
  must(isInfo && signerInfos.length === 1, 'is not by one signer over a TSTInfo');
  return TSTInfo.fromBER(content!);
};

/** The certificate that signed, which was valid then and comes from a root. */
const signerOf = async (
  signed: SignedData,
  data: Uint8Array,
  trustedCerts: readonly Certificate[],
): Promise<Certificate> => {
  const options = { signer: 0, data: buffer(data), trustedCerts: [...trustedCerts], checkChain: true };
  const result = await signed.verify({ ...options, extendedMode: true }).catch((cause: Error) => {
    throw new NoTimeStamp(`cannot be verified: ${cause.message}`);
  });
  must(result.signatureVerified === true && result.signerCertificate != null, 'has a wrong signature');
  return result.signerCertificate!;
};

/** `timeStamping` alone, critical (RFC 3161 §2.3). */
const isForTimeStamping = ({ extensions = [] }: Certificate): boolean => {
  const usage = extensions.find(({ extnID }) => extnID === extendedKeyUsage);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  return usage?.critical === true && purposes.length === 1 && purposes[0] === timeStamping;
};

/** Content type and ESS certificate id stand among the signed attributes, and fit (RFC 3161 §2.4.2, RFC 5816). */
const namesItsSigner = ({ signerInfos: [info] }: SignedData, signer: Certificate): boolean => {
  const attributes = info?.signedAttrs?.attributes ?? [];
  const attribute = (id: string) => attributes.find(({ type }) => type === id)?.values[0] as AttributeValue | undefined;
  if (attribute(contentType)?.valueBlock.toString() !== id_eContentType_TSTInfo) return false;
  const certificate = new Uint8Array(signer.toSchema().toBER());
  const [v1, v2] = [attribute(signingCertificate.v1), attribute(signingCertificate.v2)];
  const fits = (value: AttributeValue | undefined, algorithm: string) =>
    value === undefined || essHash(value, algorithm, certificate);
  return (v1 !== undefined || v2 !== undefined) && fits(v1, 'sha1') && fits(v2, 'sha256');
};

type AttributeValue = Attribute['values'][number];

/** Whether the first ESSCertID is the certificate's. @param algorithm unless another is named */
const essHash = (value: AttributeValue, algorithm: string, certificate: Uint8Array): boolean => {
  const [ids] = membersOf(readDer(new Uint8Array(value.toBER())));
  const [first, second] = membersOf(membersOf(ids!)[0]!);
  const named = first!.tag === 0x30 ? hashNames[identifierIn(first!)] : algorithm;
  const hash = first!.tag === 0x30 ? second! : first!;
  return named !== undefined && createHash(named).update(certificate).digest().equals(hash.content);
};

const identifierIn = (algorithm: DerValue): string => {
  const [id] = membersOf(algorithm);
  return Object.keys(hashNames).find((each) => Buffer.from(objectIdentifier(each)).equals(id!.bytes)) ?? '';
};

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
