/** What a profile is made of, in the words of account and change request alike (F8). */
export type PhotoKind = 'idFront' | 'idBack' | 'signature';

/** The three groups of the profile; a change request touches one of them. */
export type ProfileGroup = 'identity' | 'phones' | 'other';

/** `end` is 2099-12-31 for a long-term card (V2.1). */
export interface Validity {
  readonly start: string;
  readonly end: string;
}

export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

/** 其他信息 (F18). Education and occupation are codes of the dictionaries. */
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
