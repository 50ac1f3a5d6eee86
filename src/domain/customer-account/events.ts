// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, type Shape, text } from '../shared/personal.js';
import {
  type OtherInformation,
  otherInformation,
  type PhotoKind,
  type ProfileGroup,
  type Validity,
  validity,
} from '../shared/profile.js';

export type AccountStatus = 'active' | 'dormant' | 'frozen' | 'closed';
export type { OtherInformation, PhotoKind, ProfileGroup, Validity };

export interface PhotoOnFile {
  readonly kind: PhotoKind;
  readonly photoId: string;
  readonly sha256: string;
  readonly mediaType: string;
}

/** What the company's system knows of a customer (F8). */
export interface CustomerRecord<H extends Held = 'opened'> {
  readonly companyCode: string;
  readonly customerNumber: string;
  readonly name: Personal<string, H>;
  readonly idNumber: Personal<string, H>;
  readonly idAddress: Personal<string, H>;
  readonly validity: Personal<Validity, H>;
  readonly contactMobile: Personal<string, H> | null;
  readonly contactPhone: Personal<string, H> | null;
  readonly branchCode: string | null;
  readonly other: Personal<OtherInformation, H>;
  readonly accountTypes: readonly string[];
  readonly status: AccountStatus;
}

/** What an applied request changed: the values of its kind. */
export type AppliedValues =
  | { readonly contactPhone: string; readonly contactMobile?: string }
  | { readonly validity: Validity }
  | { readonly other: OtherInformation };

const appliedValues: Shape<AppliedValues> = (stored) => {
  if ('other' in stored) return { other: otherInformation(stored.other) };
  if ('validity' in stored) return { validity: validity(stored.validity) };
  return stored;
};

/** What changed the account: the company's import, or an approved change request. */
export type ChangeCause = { readonly import: true } | { readonly changeRequestId: string };

export type CustomerAccountEvent<H extends Held = 'opened'> =
  | Fact<'CustomerImported', CustomerRecord<H> & { readonly asOf: Instant }>
  | Fact<
      'IdentityDetailsChanged',
      { readonly name: Personal<string, H>; readonly idAddress: Personal<string, H>; readonly cause: ChangeCause }
    >
  | Fact<
      'CardValidityChanged',
      { readonly validity: Personal<Validity, H>; readonly cause: ChangeCause; readonly changedAt: Instant }
    >
  | Fact<
      'PhoneChanged',
      {
        readonly phone: 'contactPhone' | 'contactMobile';
        readonly number: Personal<string, H> | null;
        readonly cause: ChangeCause;
        readonly changedAt: Instant;
      }
    >
  | Fact<
      'OtherInformationChanged',
      { readonly other: Personal<OtherInformation, H>; readonly cause: ChangeCause; readonly changedAt: Instant }
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
        readonly values: Personal<AppliedValues, H>;
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
    personal: {
      name: text,
      idNumber: text,
      idAddress: text,
      validity,
      contactMobile: text,
      contactPhone: text,
      other: otherInformation,
    },
  },
  IdentityDetailsChanged: { version: 1, personal: { name: text, idAddress: text } },
  CardValidityChanged: { version: 1, personal: { validity } },
  PhoneChanged: { version: 1, personal: { number: text } },
  OtherInformationChanged: { version: 1, personal: { other: otherInformation } },
  AccountTermsChanged: { version: 1, personal: {} },
  PhotoFiled: { version: 1, personal: {} },
  ChangeRequestApplied: { version: 1, personal: { values: appliedValues } },
  ProcessingRestricted: { version: 1, personal: {} },
  PersonalDataErased: { version: 1, personal: {} },
  CustomerAccountAbandoned: { version: 1, personal: {} },
} as const satisfies EventSchema<CustomerAccountEvent<'sealed'>>;
