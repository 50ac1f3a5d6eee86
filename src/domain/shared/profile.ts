// What a profile is made of, in the words of account and change request alike (F8).
import { type Held, optional, type Personal, partial, record, type Shape, text } from './personal.js';

export const photoKinds = ['idFront', 'idBack', 'signature'] as const;
export type PhotoKind = (typeof photoKinds)[number];

/** One value for each photo. */
export const forEachPhoto = <T>(of: (kind: PhotoKind) => T): { readonly [K in PhotoKind]: T } => {
  return Object.fromEntries(photoKinds.map((kind) => [kind, of(kind)])) as { readonly [K in PhotoKind]: T };
};

/** The groups of the profile; a change request touches one of them. */
export const profileGroups = ['identity', 'phones', 'other'] as const;
export type ProfileGroup = (typeof profileGroups)[number];

/** `end` is 2099-12-31 for a long-term card (V2.1). */
export interface Validity {
  readonly start: string;
  readonly end: string;
}

export const validity = record<Validity>({ start: text, end: text });

export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

const codeAndName = record<CodeAndName>({ code: text, name: text });

/**
 * 其他信息 (F18). Education and occupation are codes of the dictionaries.
 *
 * To add a field: declare it here as `… | null` and give it a row `optional(…)` in the shape below. It then reads as null
 * wherever it was stored before it existed, in the log as in read models, and equals an import that leaves it out. A
 * change of a field's meaning is a new field.
 */
export interface OtherInformation {
  readonly province: CodeAndName;
  readonly city: CodeAndName;
  readonly address: string;
  readonly postcode: string;
  readonly email: string | null;
  readonly education: string;
  readonly occupation: string;
  readonly clientManager: string | null;
  readonly intermediary: string | null;
}

export const otherInformation = record<OtherInformation>({
  province: codeAndName,
  city: codeAndName,
  address: text,
  postcode: text,
  email: optional(text),
  education: text,
  occupation: text,
  clientManager: optional(text),
  intermediary: optional(text),
});

/** What of a profile a request may change, under the account's names for it. */
export interface ProfileValues<H extends Held = 'opened'> {
  readonly validity: Personal<Validity, H>;
  readonly contactPhone: Personal<string, H> | null;
  readonly contactMobile: Personal<string, H> | null;
  readonly other: Personal<OtherInformation, H>;
}

export const profileShapes = { validity, contactPhone: text, contactMobile: text, other: otherInformation } satisfies {
  readonly [Field in keyof ProfileValues]-?: Shape<NonNullable<ProfileValues[Field]>>;
};

/** Some of them. */
export const profileValues = partial<ProfileValues>(profileShapes);
