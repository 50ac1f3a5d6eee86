// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import type { OtherInformation, PhotoKind, ProfileGroup, Validity } from '../shared/profile.js';

export type AccountStatus = 'active' | 'dormant' | 'frozen' | 'closed';
export type { OtherInformation, PhotoKind, ProfileGroup, Validity };

export interface PhotoOnFile {
  readonly kind: PhotoKind;
  readonly photoId: string;
  readonly sha256: string;
  readonly mediaType: string;
}

/** What the company's system knows of a customer (F8). */
export interface CustomerRecord {
  readonly companyCode: string;
  readonly customerNumber: string;
  readonly name: string;
  readonly idNumber: string;
  readonly idAddress: string;
  readonly validity: Validity;
  readonly contactMobile: string | null;
  readonly contactPhone: string | null;
  readonly branchCode: string | null;
  readonly other: OtherInformation;
  readonly accountTypes: readonly string[];
  readonly status: AccountStatus;
}

/** What changed the account: the company's import, or an approved change request. */
export type ChangeCause = { readonly import: true } | { readonly changeRequestId: string };

export type CustomerAccountEvent =
  | Fact<'CustomerImported', CustomerRecord & { readonly asOf: Instant }>
  | Fact<'IdentityDetailsChanged', { readonly name: string; readonly idAddress: string; readonly cause: ChangeCause }>
  | Fact<
      'CardValidityChanged',
      { readonly validity: Validity; readonly cause: ChangeCause; readonly changedAt: Instant }
    >
  | Fact<
      'PhoneChanged',
      {
        readonly phone: 'contactPhone' | 'contactMobile';
        readonly number: string | null;
        readonly cause: ChangeCause;
        readonly changedAt: Instant;
      }
    >
  | Fact<
      'OtherInformationChanged',
      { readonly other: OtherInformation; readonly cause: ChangeCause; readonly changedAt: Instant }
    >
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
        readonly customerNumber: string;
        readonly kind: string;
        /** What the company's own system must take over (F22). */
        readonly values: object;
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
    version: 1,
    personal: ['name', 'idNumber', 'idAddress', 'validity', 'contactMobile', 'contactPhone', 'other'],
  },
  IdentityDetailsChanged: { version: 1, personal: ['name', 'idAddress'] },
  CardValidityChanged: { version: 1, personal: ['validity'] },
  PhoneChanged: { version: 1, personal: ['number'] },
  OtherInformationChanged: { version: 1, personal: ['other'] },
  AccountTermsChanged: { version: 1, personal: [] },
  PhotoFiled: { version: 1, personal: [] },
  ChangeRequestApplied: { version: 1, personal: ['values'] },
  ProcessingRestricted: { version: 1, personal: [] },
  PersonalDataErased: { version: 1, personal: [] },
  CustomerAccountAbandoned: { version: 1, personal: [] },
} as const satisfies EventSchema<CustomerAccountEvent>;
