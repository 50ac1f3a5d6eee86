// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import { asItIs, type EventSchema, type Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, text } from '../shared/personal.js';
import {
  type OtherInformation,
  type PhotoKind,
  type ProfileGroup,
  type ProfileValues,
  profileShapes,
  profileValues,
  type Validity,
} from '../shared/profile.js';
import { type ChangeCause, type ProfileFact, profileSchema } from './profile-facts.js';

export type AccountStatus = 'active' | 'dormant' | 'frozen' | 'closed';
export type { ChangeCause, OtherInformation, PhotoKind, ProfileGroup, Validity };

export interface PhotoOnFile {
  readonly kind: PhotoKind;
  readonly photoId: string;
  readonly sha256: string;
  readonly mediaType: string;
}

/** What the company's system knows of a customer (F8). */
export interface CustomerRecord<H extends Held = 'opened'> extends ProfileValues<H> {
  readonly companyCode: string;
  /** Clear in events of version 1. */
  readonly customerNumber: Personal<string, H>;
  readonly name: Personal<string, H>;
  readonly idNumber: Personal<string, H>;
  readonly idAddress: Personal<string, H>;
  readonly branchCode: string | null;
  readonly accountTypes: readonly string[];
  readonly status: AccountStatus;
}

export type CustomerAccountEvent<H extends Held = 'opened'> =
  | Fact<'CustomerImported', CustomerRecord<H> & { readonly asOf: Instant }>
  | ProfileFact<H>
  | Fact<
      'AccountTermsChanged',
      {
        readonly status: AccountStatus;
        readonly branchCode: string | null;
        readonly accountTypes: readonly string[];
      }
    >
  | Fact<'PhotoFiled', PhotoOnFile & { readonly cause: ChangeCause }>
  | Fact<
      'ChangeRequestApplied',
      {
        readonly changeRequestId: string;
        readonly companyCode: string;
        /** Clear before version 2. */
        readonly customerNumber: Personal<string, H>;
        readonly kind: string;
        /** What the company's own system must take over (F22). */
        readonly values: Personal<Partial<ProfileValues>, H>;
        readonly appliedAt: Instant;
      }
    >
  /** A request for deletion while the retention still runs: nothing but audit reads the account any more (P2). */
  | Fact<
      'ProcessingRestricted',
      { readonly erasureId: string; readonly retainedUntil: Instant; readonly restrictedAt: Instant }
    >
  /** The retention is over; the data key is destroyed right after (P2). */
  | Fact<'PersonalDataErased', { readonly erasureId: string; readonly erasedAt: Instant }>
  | Fact<'CustomerAccountAbandoned', { readonly at: Instant }>;

export const customerAccountSchema = {
  CustomerImported: {
    version: 2,
    personal: { customerNumber: text, name: text, idNumber: text, idAddress: text, ...profileShapes },
    upcasts: [asItIs],
  },
  ...profileSchema,
  AccountTermsChanged: { version: 1, personal: {} },
  PhotoFiled: { version: 1, personal: {} },
  ChangeRequestApplied: { version: 2, personal: { customerNumber: text, values: profileValues }, upcasts: [asItIs] },
  ProcessingRestricted: { version: 1, personal: {} },
  PersonalDataErased: { version: 1, personal: {} },
  CustomerAccountAbandoned: { version: 1, personal: {} },
} as const satisfies EventSchema<CustomerAccountEvent<'sealed'>>;
