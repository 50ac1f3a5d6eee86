import type { Instant } from '../../domain/shared/instant.js';

/** Its name as a dependency. */
export const certificateAuthority = 'certificate authority';

/** A PKCS#10 request whose self-signature was checked. */
export interface CertificateRequest {
  /** The request itself, DER. */
  readonly csr: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** SHA-256 of `publicKey`, hex: how a key that was used before is recognised. */
  readonly keySha256: string;
}

/** CRLReason (RFC 5280 §5.3.1) as far as this service uses it. */
export type CrlReason = 'unspecified' | 'keyCompromise' | 'superseded' | 'cessationOfOperation';

export interface RevokedCertificate {
  /** 32 hexadecimal digits, lower case, leading zeros kept. */
  readonly serial: string;
  readonly revokedAt: Instant;
  readonly reason: CrlReason;
}

/** What the registry of this service has under a serial number. */
export interface RegisteredCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly revoked: { readonly revokedAt: Instant; readonly reason: CrlReason } | null;
}

/** An issuing CA. Which one issued a certificate is told by its authority key identifier (RFC 5280 §4.2.1.1). */
export interface IssuingAuthority {
  /** Its key identifier, 40 hexadecimal digits. */
  readonly id: string;
  /** PEM. */
  readonly certificate: string;
  readonly notBefore: Instant;
  /** From then on it signs nothing: no certificate, list or answer. */
  readonly notAfter: Instant;
}

/** Lists and answers that an authority publishes itself, at the addresses in its certificates. */
export interface Publication {
  /** The list of a certificate's issuer, DER. @param certificate PEM @throws DependencyUnavailable */
  crl(certificate: string): Promise<Uint8Array>;
  /** The OCSP answer for a certificate, DER. @param certificate PEM @throws DependencyUnavailable */
  ocsp(certificate: string): Promise<Uint8Array>;
}

/** A certificate as the authority issued it. */
export interface IssuedByAuthority {
  /** PEM. */
  readonly certificate: string;
  /** Its end: earlier than was asked for where the issuer's own is. */
  readonly notAfter: Instant;
}

export interface OcspAnswer {
  /** OCSPResponse, DER. */
  readonly response: Uint8Array;
  /**
   * What the answer says of its own validity, where others may be given the same answer until then: not an error, not
   * one with a nonce, and not `unknown`, which the next issuance makes untrue.
   */
  readonly reusable?: { readonly thisUpdate: Instant; readonly nextUpdate: Instant };
}

/**
 * Root and issuing CAs (F27–F29). Certificates and CRLs follow RFC 5280, OCSP RFC 6960, CMS RFC 5652. The newest issuing CA
 * issues; the others are kept for the lists, answers and chains of what they issued.
 */
export abstract class CertificateAuthority {
  /** The oldest first; they change while the service runs. */
  abstract readonly issuers: readonly IssuingAuthority[];
  /** Root, then the issuing CAs, PEM. */
  abstract readonly caPem: string;
  /** The `id` of a certificate's issuer; undefined where it is none of ours. @param certificate PEM */
  abstract issuerOf(certificate: string): string | undefined;
  /** From a certificate's issuer upwards without the root, PEM. @param certificate PEM @throws Error where its issuer is none of ours */
  abstract chainOf(certificate: string): string;
  /**
   * PEM PKCS#10 with an EC P-256 key and a valid ECDSA-SHA256 self-signature.
   * @throws DomainError `csr.invalid`
   */
  abstract readRequest(csrPem: string): Promise<CertificateRequest>;
  /**
   * Issues an end-entity certificate for `publicKey`, which `csr` (DER) asks for. The subject is opaque: no customer number, no
   * name. `serial` is 32 hex digits. A company's own CA takes key and request alone and decides on the rest.
   * @throws DependencyUnavailable when no issuing CA is valid at `notBefore`, or the company's own CA does not issue
   */
  abstract issue(request: {
    csr: Uint8Array;
    serial: string;
    subject: string;
    publicKey: Uint8Array;
    notBefore: Instant;
    notAfter: Instant;
  }): Promise<IssuedByAuthority>;
  /** Undefined where this service publishes, by `crl` and `ocsp`. */
  abstract readonly publication: Publication | undefined;
  /** A CRL of this issuing CA, which must be valid at `thisUpdate`, DER; `number` rises with every CRL. */
  abstract crl(
    issuer: string,
    list: { number: bigint; thisUpdate: Instant; nextUpdate: Instant; revoked: readonly RevokedCertificate[] },
  ): Promise<Uint8Array>;
  /** An OCSP request (RFC 6960), DER, that asks for a certificate of ours as OpenSSL would: SHA-1 id, no nonce. @param certificate PEM */
  abstract ocspRequest(certificate: string): Uint8Array;
  /**
   * Answers an OCSP request (DER in, DER out): SHA-1 and SHA-256 certificate ids, signed by the issuer of what is asked for.
   * Malformed input gives malformedRequest; a question to an issuing CA that has ended, or to two at once, unauthorized.
   */
  abstract ocsp(
    request: Uint8Array,
    at: Instant,
    nextUpdate: Instant,
    registry: (serial: string) => Promise<RegisteredCertificate | undefined>,
  ): Promise<OcspAnswer>;
  /**
   * What an OCSP answer (RFC 6960, DER) says of a certificate; undefined unless it is about it, by its issuer or by whom the issuer
   * certified for that, and current at that instant but for 5 minutes that two clocks may differ. @param certificate PEM
   */
  abstract standingIn(answer: Uint8Array, certificate: string, at: Instant): Promise<'good' | 'revoked' | undefined>;
}

/** Why a signature is refused (F29): `signature.invalid` and its kin are made of this by the application. */
export abstract class SignatureFormat {
  /**
   * DER of the CMS signed attributes a device signs: content type, message digest, signing time, ESS
   * signing-certificate-v2 (RFC 5035), as the explicit SET OF.
   * @param sha256 hex digest of the document
   * @param certificate PEM of the signer
   */
  abstract toBeSigned(request: { sha256: string; signingTime: Instant; certificate: string }): Uint8Array;
  /** Whether `signature` (IEEE P1363, 64 bytes) over `toBeSigned` was made with the certificate's key. */
  abstract verify(request: { toBeSigned: Uint8Array; signature: Uint8Array; certificate: string }): Promise<boolean>;
  /** Whether the certificate was issued by an issuing CA of ours (pinned), and `at` lies in the validity of both: else `expired` or `untrusted`. */
  abstract check(certificate: string, at: Instant): Promise<'trusted' | 'expired' | 'untrusted'>;
  /** The SignatureValue that the CMS has of a signature: what a time-stamp over it is over (RFC 5126 §6.1.1). @param signature IEEE P1363 */
  abstract signatureValue(signature: Uint8Array): Uint8Array;
  /**
   * The detached CMS, DER: CAdES-B, or CAdES-T with a time-stamp. The same input gives the same bytes.
   * @param request.timeStamp TimeStampResp over `signatureValue`, DER
   */
  abstract assemble(request: {
    toBeSigned: Uint8Array;
    signature: Uint8Array;
    certificate: string;
    timeStamp?: Uint8Array | undefined;
  }): Uint8Array;
}
