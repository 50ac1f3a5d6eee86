// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';

/** `lost` and `locked` are the customer's words; `superseded` is a newer certificate's (F28). */
export type RevocationReason = 'lost' | 'locked' | 'superseded';

export interface IssuedCertificate {
  readonly serial: string;
  readonly customerId: string;
  readonly companyCode: string;
  readonly device: string;
  readonly verificationId: string;
  /** PEM. Its subject is an opaque id: no personal data. */
  readonly certificate: string;
  readonly keySha256: string;
  readonly issuedAt: Instant;
  readonly notAfter: Instant;
  /** Serial of the customer's certificate before it: their order even where the clock was moved back. */
  readonly supersedes?: string | null;
}

export type DigitalCertificateEvent =
  | Fact<'CertificateIssued', IssuedCertificate>
  | Fact<
      'CertificateRevoked',
      { readonly serial: string; readonly reason: RevocationReason; readonly revokedAt: Instant }
    >;

export const digitalCertificateSchema = {
  CertificateIssued: { version: 1, personal: {} },
  CertificateRevoked: { version: 1, personal: {} },
} as const satisfies EventSchema<DigitalCertificateEvent>;
