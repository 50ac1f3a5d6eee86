// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import { asItIs, type EventSchema, type Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, type Shape, text } from '../shared/personal.js';
import type { PhotoKind } from '../shared/profile.js';
import { type ChangeKind, type CurrentValues, kindOf, type ProposalFact, proposalSchema } from './kinds.js';

export type { ChangeKind, CurrentValues, PhotoKind };

export interface StoredPhoto {
  readonly photoId: string;
  readonly sha256: string;
  readonly mediaType: string;
}

const currentValues: Shape<CurrentValues> = (stored) =>
  ({ ...stored, ...kindOf(stored.kind).shape(stored) }) as CurrentValues;

export interface ShownDocument {
  readonly documentId: string;
  readonly version: string;
  readonly sha256: string;
  /** Where the exact bytes are kept, sealed (F29). */
  readonly objectId: string;
}

export interface AgreementSignature extends ShownDocument {
  readonly certificateSerial: string;
  readonly signingSessionId: string;
  /** Base64 DER of the signed attributes, and the ECDSA signature over them (IEEE P1363). */
  readonly toBeSigned: string;
  readonly signature: string;
  /** What was known of the certificate when the signature came (F29). */
  readonly certificateState: 'good';
  /** The authority's word for it, as of the signing: OCSPResponse, DER in base64. Absent before version 2. */
  readonly ocsp?: string;
  readonly signedAt: Instant;
}

export type ProfileChangeRequestEvent<H extends Held = 'opened'> =
  | Fact<
      'ProfileChangeRequestOpened',
      {
        readonly customerId: string;
        readonly companyCode: string;
        /** Clear before version 3. */
        readonly customerNumber: Personal<string, H>;
        readonly kind: ChangeKind;
        readonly name: Personal<string, H>;
        /** As it was when `current` was taken; absent before version 2. */
        readonly idAddress?: Personal<string, H>;
        readonly idNumber: Personal<string, H>;
        readonly current: Personal<CurrentValues, H>;
        /** Version of the profile's group that `current` was taken from. */
        readonly basis: number;
        readonly photosOnFile: { readonly [K in PhotoKind]?: StoredPhoto };
        readonly openedAt: Instant;
        readonly expiresAt: Instant;
      }
    >
  | Fact<
      'ProfileChangeRequestRefreshed',
      {
        readonly current: Personal<CurrentValues, H>;
        /** Absent before version 2: what stood before remains. */
        readonly name?: Personal<string, H>;
        readonly idAddress?: Personal<string, H>;
        readonly basis: number;
        readonly refreshedAt: Instant;
      }
    >
  | Fact<'PhotoUploaded', StoredPhoto & { readonly kind: PhotoKind; readonly uploadedAt: Instant }>
  | Fact<'PhotoKept', StoredPhoto & { readonly kind: PhotoKind }>
  | Fact<
      'ResponsibilityLetterAgreed',
      {
        readonly documentId: string;
        readonly version: string;
        readonly sha256: string;
        readonly scope: 'general';
        readonly agreedAt: Instant;
      }
    >
  | ProposalFact<H>
  | Fact<'AgreementShown', ShownDocument & { readonly shownAt: Instant }>
  | Fact<'AgreementSigned', AgreementSignature>
  /** The certificate was given up as lost before the request was submitted: whose signatures they are is open (F29). */
  | Fact<'SignaturesVoided', { readonly certificateSerial: string; readonly voidedAt: Instant }>
  | Fact<
      'AgreementsConsented',
      {
        readonly documentId: string;
        readonly version: string;
        readonly sha256: string;
        readonly scope: 'general';
        readonly consentedAt: Instant;
      }
    >
  | Fact<'ProfileChangeRequestSubmitted', { readonly submittedAt: Instant }>
  | Fact<
      'ProfileChangeRequestApproved',
      {
        /** `companyReview`, the company's own system, came with version 2. */
        readonly by: 'policy' | 'reviewer' | 'companyReview';
        readonly decidedAt: Instant;
      }
    >
  | Fact<'ProfileChangeRequestRejected', { readonly reason: Personal<string, H>; readonly decidedAt: Instant }>
  | Fact<'ProfileChangeRequestApplied', { readonly appliedAt: Instant }>
  /** The profile's group changed between submission and application: back to the customer (F19). */
  | Fact<'ProfileChangeRequestReopened', { readonly reason: 'stale'; readonly reopenedAt: Instant }>
  | Fact<'ProfileChangeRequestCancelled', { readonly cancelledAt: Instant }>
  | Fact<'ProfileChangeRequestExpired', { readonly expiredAt: Instant }>
  | Fact<'ProfileChangeRequestAbandoned', { readonly at: Instant }>;

export const profileChangeRequestSchema = {
  ProfileChangeRequestOpened: {
    version: 3,
    personal: { customerNumber: text, name: text, idAddress: text, idNumber: text, current: currentValues },
    upcasts: [asItIs, asItIs],
  },
  ProfileChangeRequestRefreshed: {
    version: 2,
    personal: { current: currentValues, name: text, idAddress: text },
    upcasts: [asItIs],
  },
  PhotoUploaded: { version: 1, personal: {} },
  PhotoKept: { version: 1, personal: {} },
  ResponsibilityLetterAgreed: { version: 1, personal: {} },
  ...proposalSchema,
  AgreementShown: { version: 1, personal: {} },
  AgreementSigned: { version: 2, personal: {}, upcasts: [asItIs] },
  SignaturesVoided: { version: 1, personal: {} },
  AgreementsConsented: { version: 1, personal: {} },
  ProfileChangeRequestSubmitted: { version: 1, personal: {} },
  ProfileChangeRequestApproved: { version: 2, personal: {}, upcasts: [asItIs] },
  ProfileChangeRequestRejected: { version: 1, personal: { reason: text } },
  ProfileChangeRequestApplied: { version: 1, personal: {} },
  ProfileChangeRequestReopened: { version: 1, personal: {} },
  ProfileChangeRequestCancelled: { version: 1, personal: {} },
  ProfileChangeRequestExpired: { version: 1, personal: {} },
  ProfileChangeRequestAbandoned: { version: 1, personal: {} },
} as const satisfies EventSchema<ProfileChangeRequestEvent<'sealed'>>;
