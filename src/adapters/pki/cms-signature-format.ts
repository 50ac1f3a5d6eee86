import { createHash, verify, X509Certificate } from 'node:crypto';
import { SignatureFormat } from '../../application/ports/certificate-authority.js';
import type { Instant } from '../../domain/shared/instant.js';
import { isDer, pemToDer, wholeSecond } from './der.js';
import {
  context,
  type Der,
  inSetOrder,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
  unsigned,
} from './der-writer.js';
import { ecdsaWithSha256, type Issuer } from './issuer.js';
import type { Issuers } from './issuers.js';
import { tokenIn } from './time-stamp-token.js';

const data = objectIdentifier('1.2.840.113549.1.7.1');
const signedData = objectIdentifier('1.2.840.113549.1.7.2');
const sha256Algorithm = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'));
const contentType = objectIdentifier('1.2.840.113549.1.9.3');
const messageDigest = objectIdentifier('1.2.840.113549.1.9.4');
const signingTimeId = objectIdentifier('1.2.840.113549.1.9.5');
const signingCertificateV2 = objectIdentifier('1.2.840.113549.1.9.16.2.47');
const signatureTimeStamp = objectIdentifier('1.2.840.113549.1.9.16.2.14');
const version1 = integer(1n);
const setTag = 0x31;
const coordinateLength = 32;

/** CMS (RFC 5652) in the profiles CAdES-B and, with a time-stamp, CAdES-T: detached, one signer, our issuing CAs pinned. */
export class CmsSignatureFormat extends SignatureFormat {
  constructor(private readonly issuers: () => Issuers) {
    super();
  }

  toBeSigned({ sha256, signingTime, certificate }: Parameters<SignatureFormat['toBeSigned']>[0]): Uint8Array {
    const certificateHash = createHash('sha256').update(derOf(certificate)).digest();
    return setOf(
      attribute(contentType, data),
      attribute(messageDigest, octetString(Buffer.from(sha256, 'hex'))),
      attribute(signingTimeId, time(signingTime)),
      // One ESSCertIDv2 whose hash algorithm is the default, SHA-256 (RFC 5035 §3).
      attribute(signingCertificateV2, sequence(sequence(sequence(octetString(certificateHash))))),
    );
  }

  async verify({ toBeSigned, signature, certificate }: Parameters<SignatureFormat['verify']>[0]): Promise<boolean> {
    if (signature.length !== 2 * coordinateLength) return false;
    const key = new X509Certificate(certificate).publicKey;
    return verify('sha256', toBeSigned, { key, dsaEncoding: 'ieee-p1363' }, signature);
  }

  async check(certificate: string, at: Instant): Promise<'trusted' | 'expired' | 'untrusted'> {
    const issuer = this.issuers().of(certificate);
    const signer = issuer && issuedBy(issuer, certificate);
    if (!signer) return 'untrusted';
    // The last second counts as over, as OpenSSL has it: what is accepted here must verify there.
    const now = wholeSecond(at);
    const isValid = signer.validFromDate <= now && now < signer.validToDate && issuer.isValidAt(at);
    return isValid ? 'trusted' : 'expired';
  }

  signatureValue(signature: Uint8Array): Uint8Array {
    return ecdsaSignature(signature);
  }

  assemble({ toBeSigned, signature, certificate, timeStamp }: Parameters<SignatureFormat['assemble']>[0]): Uint8Array {
    const issuer = this.issuers().of(certificate);
    if (!issuer) throw new TypeError('not a certificate of ours');
    const signer = derOf(certificate);
    const serial = unsigned(Buffer.from(new X509Certificate(signer).serialNumber, 'hex'));
    const signerInfo = sequence(
      version1,
      sequence(issuer.name, serial),
      sha256Algorithm,
      signedAttributes(toBeSigned),
      ecdsaWithSha256,
      octetString(ecdsaSignature(signature)),
      ...(timeStamp ? [context(1, attribute(signatureTimeStamp, tokenIn(timeStamp)))] : []),
    );
    const content = sequence(
      version1,
      setOf(sha256Algorithm),
      sequence(data),
      context(0, ...inSetOrder([signer, issuer.certificate])),
      setOf(signerInfo),
    );
    return sequence(signedData, context(0, content));
  }
}

const issuedBy = (issuer: Issuer, pem: string): X509Certificate | undefined => {
  try {
    const der = derOf(pem);
    const certificate = new X509Certificate(der);
    const above = new X509Certificate(issuer.certificate);
    return isDer(der) && certificate.checkIssued(above) && certificate.verify(above.publicKey)
      ? certificate
      : undefined;
  } catch {
    return undefined;
  }
};

const attribute = (type: Der, value: Der): Der => sequence(type, setOf(value));

/** The signed SET OF under the tag [0] that it carries inside a SignerInfo (RFC 5652 §5.4). */
const signedAttributes = (toBeSigned: Uint8Array): Der => {
  if (toBeSigned[0] !== setTag || !isDer(toBeSigned)) throw new TypeError('signed attributes are a SET OF in DER');
  return Buffer.concat([Buffer.of(0xa0), toBeSigned.subarray(1)]);
};

/** ECDSA-Sig-Value (RFC 3279 §2.2.3) of a P1363 signature. */
const ecdsaSignature = (signature: Uint8Array): Der => {
  if (signature.length !== 2 * coordinateLength) throw new RangeError('a P-256 signature has 64 bytes');
  return sequence(unsigned(signature.subarray(0, coordinateLength)), unsigned(signature.subarray(coordinateLength)));
};

const derOf = (certificate: string): Uint8Array => {
  const der = pemToDer(certificate, 'CERTIFICATE');
  if (!der) throw new TypeError('not one PEM certificate');
  return der;
};
