import { type DerValue, readDer } from './der.js';
import { DeviceError } from './device-error.js';
import type { DeviceKey } from './device-key.js';
import { type Bytes, equalBytes, fromBase64, fromPem, sha256, toBase64, toHex } from './encoding.js';

/** Object identifiers of the four signed attributes, and of the content type `data`, as DER content in hex. */
const contentType = '2a864886f70d010903';
const messageDigest = '2a864886f70d010904';
const signingTime = '2a864886f70d010905';
const signingCertificateV2 = '2a864886f70d010910022f';
const idData = '2a864886f70d010701';

const tags = { oid: 0x06, octets: 0x04, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31 } as const;

export interface SigningRequest {
  /** The bytes that were shown. */
  readonly document: Uint8Array;
  /** Base64, from the signing session. */
  readonly toBeSigned: string;
  /** Hex digest that the server named, if it is to be compared too. */
  readonly sha256?: string;
  readonly password: string;
}

/**
 * Signs an agreement (F21, F29), and refuses before the password is tried unless `toBeSigned` speaks of the very bytes
 * that were shown and of this device's own certificate. Base64 of the P1363 signature. `signAgreements` does it for all
 * agreements of a request.
 * @throws DeviceError `certificate.not-installed`, `signing.malformed`, `signing.other-document`,
 * `signing.other-certificate`, or as `DeviceKey.sign` does
 * @example
 * const signature = await signAgreement(key, { document, toBeSigned, sha256, password }); // for PUT …/signature
 */
export const signAgreement = async (deviceKey: DeviceKey, request: SigningRequest): Promise<string> => {
  const toBeSigned = await checkedToBeSigned(deviceKey, request);
  return toBase64(await deviceKey.sign(toBeSigned, request.password));
};

/** What may be signed of a signing session. @throws DeviceError as `signAgreement` does, but for the password */
export const checkedToBeSigned = async (
  deviceKey: DeviceKey,
  request: Omit<SigningRequest, 'password'>,
): Promise<Bytes> => {
  const certificate = await deviceKey.certificate();
  if (!certificate) throw new DeviceError('certificate.not-installed');
  const { toBeSigned, digest, certificateHash } = readSignedAttributes(request.toBeSigned);

  const shown = await sha256(request.document);
  const named = request.sha256 ?? toHex(shown);
  if (!equalBytes(digest, shown) || named !== toHex(shown)) throw new DeviceError('signing.other-document');
  const own = await sha256(fromPem('CERTIFICATE', certificate));
  if (!equalBytes(certificateHash, own)) throw new DeviceError('signing.other-certificate');
  return toBeSigned;
};

interface SignedAttributes {
  readonly toBeSigned: Bytes;
  readonly digest: Uint8Array;
  readonly certificateHash: Uint8Array;
}

const readSignedAttributes = (base64: string): SignedAttributes => {
  try {
    const toBeSigned = fromBase64(base64);
    const set = expectTag(readDer(toBeSigned), tags.set);
    const values = new Map(set.children.map(attribute));
    if (set.children.length !== 4 || values.size !== 4) throw new RangeError('not four attributes');

    const type = expectTag(values.get(contentType), tags.oid);
    if (toHex(type.content) !== idData) throw new RangeError('another content type');
    expectTime(values.get(signingTime));
    const digest = expectDigest(values.get(messageDigest));
    const identifiers = only(expectTag(values.get(signingCertificateV2), tags.sequence), tags.sequence);
    const certificateHash = expectDigest(only(only(identifiers, tags.sequence), tags.octets));
    return { toBeSigned, digest, certificateHash };
  } catch {
    throw new DeviceError('signing.malformed');
  }
};

/** SEQUENCE of an identifier and a SET with one value. */
const attribute = (value: DerValue): [string, DerValue] => {
  const [type, values, ...rest] = expectTag(value, tags.sequence).children;
  if (rest.length > 0) throw new RangeError('more than type and values');
  const [only, ...others] = expectTag(values, tags.set).children;
  if (!only || others.length > 0) throw new RangeError('not one value');
  return [toHex(expectTag(type, tags.oid).content), only];
};

const expectTag = (value: DerValue | undefined, tag: number): DerValue => {
  if (value?.tag !== tag) throw new RangeError('another type');
  return value;
};

const only = (value: DerValue, tag: number): DerValue => {
  if (value.children.length !== 1) throw new RangeError('not one element');
  return expectTag(value.children[0], tag);
};

const expectDigest = (value: DerValue | undefined): Uint8Array => {
  const { content } = expectTag(value, tags.octets);
  if (content.length !== 32) throw new RangeError('not a SHA-256 digest');
  return content;
};

const expectTime = (value: DerValue | undefined): void => {
  const text = String.fromCharCode(...(value?.content ?? []));
  const pattern = value?.tag === tags.utcTime ? /^\d{12}Z$/ : /^\d{14}Z$/;
  if (!value || !(value.tag === tags.utcTime || value.tag === tags.generalizedTime) || !pattern.test(text))
    throw new RangeError('not a signing time');
};
