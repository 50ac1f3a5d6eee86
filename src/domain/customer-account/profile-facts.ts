// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, text } from '../shared/personal.js';
import {
  type OtherInformation,
  otherInformation,
  type ProfileGroup,
  type ProfileValues,
  type Validity,
  validity,
} from '../shared/profile.js';

/** What changed the account: the company's import, or an approved change request. */
export type ChangeCause = { readonly import: true } | { readonly changeRequestId: string };

interface CustomerDetails<H extends Held> {
  readonly name: Personal<string, H>;
  readonly idAddress: Personal<string, H>;
}

interface By {
  readonly cause: ChangeCause;
  readonly changedAt: Instant;
}

/** Something of the profile changed (F8). */
export type ProfileFact<H extends Held = 'opened'> =
  | Fact<'IdentityDetailsChanged', CustomerDetails<H> & { readonly cause: ChangeCause }>
  | Fact<'CardValidityChanged', { readonly validity: Personal<Validity, H> } & By>
  | Fact<
      'PhoneChanged',
      { readonly phone: 'contactPhone' | 'contactMobile'; readonly number: Personal<string, H> | null } & By
    >
  | Fact<'OtherInformationChanged', { readonly other: Personal<OtherInformation, H> } & By>;

export const profileSchema = {
  IdentityDetailsChanged: { version: 1, personal: { name: text, idAddress: text } },
  CardValidityChanged: { version: 1, personal: { validity } },
  PhoneChanged: { version: 1, personal: { number: text } },
  OtherInformationChanged: { version: 1, personal: { other: otherInformation } },
} as const satisfies EventSchema<ProfileFact<'sealed'>>;

export const isProfileFact = <H extends Held>(fact: Fact): fact is ProfileFact<H> => fact.type in profileSchema;

export type ProfileField = keyof ProfileValues;
type ValueOf<Field extends ProfileField> = Exclude<ProfileValues[Field], undefined>;

interface Row<Field extends ProfileField> {
  readonly group: ProfileGroup;
  readonly changed: (value: ValueOf<Field>, by: By) => ProfileFact;
}

/** What of the account changes by import and by request alike: its group, and the fact that says so. */
const rows: { readonly [Field in ProfileField]: Row<Field> } = {
  validity: {
    group: 'identity',
    changed: (validity, by) => ({ type: 'CardValidityChanged', data: { validity, ...by } }),
  },
  contactPhone: {
    group: 'phones',
    changed: (number, by) => ({ type: 'PhoneChanged', data: { phone: 'contactPhone', number, ...by } }),
  },
  contactMobile: {
    group: 'phones',
    changed: (number, by) => ({ type: 'PhoneChanged', data: { phone: 'contactMobile', number, ...by } }),
  },
  other: {
    group: 'other',
    changed: (other, by) => ({ type: 'OtherInformationChanged', data: { other, ...by } }),
  },
};

export const profileFields = Object.keys(rows) as readonly ProfileField[];
export const groupOf = (field: ProfileField): ProfileGroup => rows[field].group;

export const changed = <Field extends ProfileField>(field: Field, value: ValueOf<Field>, by: By): ProfileFact =>
  rows[field].changed(value, by);

/** The group that a fact changes, and what the account holds after it. */
export const changeIn = <H extends Held>(
  fact: ProfileFact<H>,
): { readonly group: ProfileGroup; readonly values: Partial<CustomerDetails<H> & ProfileValues<H>> } => {
  switch (fact.type) {
    case 'IdentityDetailsChanged':
      return { group: 'identity', values: { name: fact.data.name, idAddress: fact.data.idAddress } };
    case 'CardValidityChanged':
      return { group: 'identity', values: { validity: fact.data.validity } };
    case 'PhoneChanged':
      return { group: 'phones', values: { [fact.data.phone]: fact.data.number } };
    case 'OtherInformationChanged':
      return { group: 'other', values: { other: fact.data.other } };
  }
};
