import type { Instant } from '../../domain/shared/instant.js';

/** A PKCS#10 request whose self-signature was checked. */
export interface CertificateRequest {
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

/** What the registry of this service knows of a serial number. */
export type CertificateStatus = 'good' | 'unknown' | { readonly revokedAt: Instant; readonly reason: CrlReason };

export interface OcspAnswer {
  /** OCSPResponse, DER. */
  readonly response: Uint8Array;
  /**
   * What the answer says of its own validity, where others may be given the same answer until then: not an error, not
   * one with a nonce, and not `unknown`, which the next issuance makes untrue.
   */
  readonly reusable?: { readonly thisUpdate: Instant; readonly nextUpdate: Instant };
}

/** Root and issuing CA of this service (F27–F29). Certificates and CRLs follow RFC 5280, OCSP RFC 6960, CMS RFC 5652. */
export abstract class CertificateAuthority {
  /** Root, then issuing CA, PEM. */
  abstract readonly caPem: string;
  /** From the issuer upwards without the root, PEM. */
  abstract readonly chainPem: string;
  /**
   * PEM PKCS#10 with an EC P-256 key and a valid ECDSA-SHA256 self-signature.
   * @throws DomainError `csr.invalid`
   */
  abstract readRequest(csrPem: string): Promise<CertificateRequest>;
  /** Issues an end-entity certificate, PEM. The subject is opaque: no customer number, no name. `serial` is 32 hex digits. */
  abstract issue(request: {
    serial: string;
    subject: string;
    publicKey: Uint8Array;
    notBefore: Instant;
    notAfter: Instant;
  }): Promise<string>;
  /** A CRL, DER; `number` rises with every CRL. */
  abstract crl(request: {
    number: bigint;
    thisUpdate: Instant;
    nextUpdate: Instant;
    revoked: readonly RevokedCertificate[];
  }): Promise<Uint8Array>;
  /** An OCSP request (RFC 6960), DER, that asks for one of our serials as OpenSSL would: SHA-1 id, no nonce. */
  abstract ocspRequest(serial: string): Uint8Array;
  /** Answers an OCSP request (DER in, DER out): SHA-1 and SHA-256 certificate ids; malformed input gives malformedRequest. */
  abstract ocsp(
    request: Uint8Array,
    at: Instant,
    nextUpdate: Instant,
    statusOf: (serial: string) => Promise<CertificateStatus>,
  ): Promise<OcspAnswer>;
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
  /** Whether the certificate was issued by our issuing CA (pinned), and `at` lies in its validity: else `expired` or `untrusted`. */
  abstract check(certificate: string, at: Instant): Promise<'trusted' | 'expired' | 'untrusted'>;
  /** The detached CMS (CAdES-B), DER. The same input gives the same bytes. */
  abstract assemble(request: { toBeSigned: Uint8Array; signature: Uint8Array; certificate: string }): Uint8Array;
}
