import type { X509Certificate } from '@peculiar/x509';
import { areEqual, type Bytes, hexOf, joined, sha256, toBase64 } from './bytes.js';

interface Der {
  readonly tag: number;
  readonly content: Bytes;
  readonly whole: Bytes;
}

/** @throws Error for what is no DER */
const derOf = (bytes: Bytes, at = 0): Der => {
  const [tag, shortLength] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || shortLength === undefined) throw new Error('not DER');
  const more = Math.max(0, shortLength - 0x80);
  const start = at + 2 + more;
  const length = more === 0 ? shortLength : bytes.slice(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length > bytes.length) throw new Error('not DER');
  return { tag, content: bytes.slice(start, start + length), whole: bytes.slice(at, start + length) };
};

const partsOf = ({ content }: Der): readonly Der[] => {
  const parts: Der[] = [];
  for (let at = 0; at < content.length; at += parts.at(-1)!.whole.length) parts.push(derOf(content, at));
  return parts;
};
const partOf = (der: Der, number: number): Der => {
  const part = partsOf(der).at(number);
  if (!part) throw new Error('not DER');
  return part;
};

const [messageDigest, signingCertificate] = ['06092a864886f70d010904', '060b2a864886f70d010910022f'];

/** What a detached CMS signature says (RFC 5652), with the certificate that it binds (RFC 5035). */
const readCms = (bytes: Bytes) => {
  const signer = partOf(partOf(partOf(partOf(derOf(bytes), 1), 0), -1), 0);
  const [signed, signature] = [partOf(signer, 3), partOf(signer, 5)];
  const attributes = new Map(
    partsOf(signed).map((each) => [hexOf(partOf(each, 0).whole), partOf(partOf(each, 1), 0)] as const),
  );
  const attribute = (oid: string): Der => {
    const found = attributes.get(oid);
    if (!found) throw new Error('an attribute is missing');
    return found;
  };
  const hash = partsOf(partOf(partOf(attribute(signingCertificate), 0), 0)).find(({ tag }) => tag === 0x04);
  return {
    signed: joined(Uint8Array.of(0x31), signed.whole.slice(1)),
    signature: signature.content,
    digest: hexOf(attribute(messageDigest).content),
    certificateHash: hash?.content,
  };
};

/** The two numbers of an ECDSA signature, 32 bytes each, as WebCrypto takes them. */
const rawSignature = (der: Bytes): Bytes =>
  joined(
    ...partsOf(derOf(der)).map(({ content }) => {
      const number = content.slice(content.findIndex((byte) => byte !== 0));
      return joined(new Uint8Array(Math.max(0, 32 - number.length)), number);
    }),
  );

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** @returns what is wrong with it, or undefined */
export const faultOfSignature = async (
  cms: Bytes | undefined,
  told: { readonly sha256: string; readonly toBeSigned: string },
  certificate: X509Certificate,
): Promise<'FORMAT_FAILURE' | 'SIG_CRYPTO_FAILURE' | 'HASH_FAILURE' | undefined> => {
  try {
    const { signed, signature, digest, certificateHash } = readCms(cms ?? new Uint8Array());
    const isAsTold =
      toBase64(signed) === told.toBeSigned &&
      areEqual(certificateHash, await sha256(new Uint8Array(certificate.rawData)));
    const key = await crypto.subtle.importKey('spki', certificate.publicKey.rawData, algorithm, false, ['verify']);
    const verification = { name: 'ECDSA', hash: 'SHA-256' };
    if (!isAsTold || !(await crypto.subtle.verify(verification, key, rawSignature(signature), signed)))
      return 'SIG_CRYPTO_FAILURE';
    return digest === told.sha256 ? undefined : 'HASH_FAILURE';
  } catch {
    return 'FORMAT_FAILURE';
  }
};
