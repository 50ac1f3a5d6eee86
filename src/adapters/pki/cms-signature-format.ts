import { createHash, verify, X509Certificate } from 'node:crypto';
import { type AsnType, Constructed, fromBER, ObjectIdentifier, OctetString, Sequence, Set as SetOf } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  createCMSECDSASignature,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_ContentType_Data,
  id_ContentType_SignedData,
  id_sha256,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { SignatureFormat } from '../../application/ports/certificate-authority.js';
import type { Instant } from '../../domain/shared/instant.js';
import { buffer, isDer, pemToDer, time, wholeSecond } from './der.js';

const contentType = '1.2.840.113549.1.9.3';
const messageDigest = '1.2.840.113549.1.9.4';
const signingTimeId = '1.2.840.113549.1.9.5';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const signatureLength = 64;

/** CMS (RFC 5652) in the profile CAdES-B: detached, one signer, signed attributes only, our issuing CA pinned. */
export class CmsSignatureFormat extends SignatureFormat {
  private readonly issuer: X509Certificate;

  /** @param issuer PEM of the issuing CA */
  constructor(issuer: string) {
    super();
    this.issuer = new X509Certificate(issuer);
  }

  toBeSigned({ sha256, signingTime, certificate }: Parameters<SignatureFormat['toBeSigned']>[0]): Uint8Array {
    const certificateHash = createHash('sha256').update(derOf(certificate)).digest();
    const attributes = [
      attribute(contentType, new ObjectIdentifier({ value: id_ContentType_Data })),
      attribute(messageDigest, octets(Buffer.from(sha256, 'hex'))),
      attribute(signingTimeId, time(signingTime).toSchema()),
      attribute(signingCertificateV2, essCertificate(certificateHash)),
    ];
    return encode(new SetOf({ value: bySetOrder(attributes, (each) => each) }));
  }

  async verify({ toBeSigned, signature, certificate }: Parameters<SignatureFormat['verify']>[0]): Promise<boolean> {
    const key = new X509Certificate(certificate).publicKey;
    return (
      signature.length === signatureLength &&
      verify('sha256', toBeSigned, { key, dsaEncoding: 'ieee-p1363' }, signature)
    );
  }

  async check(certificate: string, at: Instant): Promise<'trusted' | 'expired' | 'untrusted'> {
    const signer = this.issuedByUs(certificate);
    if (!signer) return 'untrusted';
    // The last second counts as over, as OpenSSL has it: what is accepted here must verify there.
    const now = wholeSecond(at);
    return [signer, this.issuer].every(({ validFromDate, validToDate }) => validFromDate <= now && now < validToDate)
      ? 'trusted'
      : 'expired';
  }

  private issuedByUs(pem: string): X509Certificate | undefined {
    try {
      const der = derOf(pem);
      const certificate = new X509Certificate(der);
      const issued = isDer(der) && certificate.checkIssued(this.issuer) && certificate.verify(this.issuer.publicKey);
      return issued ? certificate : undefined;
    } catch {
      return undefined;
    }
  }

  assemble({ toBeSigned, signature, certificate }: Parameters<SignatureFormat['assemble']>[0]): Uint8Array {
    if (signature.length !== signatureLength) throw new RangeError('a P-256 signature has 64 bytes');
    const signer = Certificate.fromBER(buffer(derOf(certificate)));
    const signedData = new SignedData({
      version: 1,
      digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: id_sha256 })],
      encapContentInfo: new EncapsulatedContentInfo({ eContentType: id_ContentType_Data }),
      certificates: bySetOrder([signer, Certificate.fromBER(buffer(this.issuer.raw))], (each) => each.toSchema()),
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
          digestAlgorithm: new AlgorithmIdentifier({ algorithmId: id_sha256 }),
          signedAttrs: signedAttributes(toBeSigned),
          signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: ecdsaWithSha256 }),
          signature: new OctetString({ valueHex: createCMSECDSASignature(buffer(signature)) }),
        }),
      ],
    });
    const content = new ContentInfo({ contentType: id_ContentType_SignedData, content: signedData.toSchema(true) });
    return encode(content.toSchema());
  }
}

const attribute = (type: string, value: AsnType) => new Attribute({ type, values: [value] }).toSchema();

/** SigningCertificateV2 with one ESSCertIDv2 whose hash algorithm is the default, SHA-256 (RFC 5035 §3). */
const essCertificate = (hash: Uint8Array) =>
  new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [octets(hash)] })] })] });

/** The signed SET OF under the tag [0] that it carries inside a SignerInfo (RFC 5652 §5.4). */
const signedAttributes = (toBeSigned: Uint8Array): SignedAndUnsignedAttributes => {
  const { result } = fromBER(buffer(toBeSigned));
  if (!(result instanceof SetOf)) throw new TypeError('signed attributes are a SET');
  const schema = new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: result.valueBlock.value });
  return new SignedAndUnsignedAttributes({ type: 0, schema });
};

const derOf = (certificate: string): Uint8Array => {
  const der = pemToDer(certificate, 'CERTIFICATE');
  if (!der) throw new TypeError('not one PEM certificate');
  return der;
};

/** The order of a SET OF in DER. */
const bySetOrder = <T>(values: T[], encodable: (value: T) => { toBER(): ArrayBuffer }): T[] =>
  values.toSorted((a, b) => Buffer.compare(encode(encodable(a)), encode(encodable(b))));
const encode = (value: { toBER(): ArrayBuffer }): Uint8Array => new Uint8Array(value.toBER());
const octets = (bytes: Uint8Array) => new OctetString({ valueHex: buffer(bytes) });
