// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';

/** That a signature existed by then, as a time-stamping authority says (RFC 3161). It is over a digest: not personal. */
export interface StampedSignature {
  readonly customerId: string;
  readonly companyCode: string;
  readonly changeRequestId: string;
  readonly documentId: string;
  readonly signingSessionId: string;
  /** TimeStampResp over the signature value of the CMS, DER in base64. */
  readonly timeStamp: string;
  /** By the authority's clock. */
  readonly stampedAt: Instant;
}

export type SignatureTimeStampEvent = Fact<'SignatureTimeStamped', StampedSignature>;

export const signatureTimeStampSchema = {
  SignatureTimeStamped: { version: 1, personal: {} },
} as const satisfies EventSchema<SignatureTimeStampEvent>;
