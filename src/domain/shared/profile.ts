import { optional, record, text } from './personal.js';

/** What a profile is made of, in the words of account and change request alike (F8). */
export type PhotoKind = 'idFront' | 'idBack' | 'signature';

/** The three groups of the profile; a change request touches one of them. */
export type ProfileGroup = 'identity' | 'phones' | 'other';

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
