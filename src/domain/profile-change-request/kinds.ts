import { isOver } from '../shared/card-validity.js';
import { asItIs, type EventSchema, type Fact } from '../shared/decider.js';
import { rule } from '../shared/domain-error.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, type Shape, text } from '../shared/personal.js';
import { isMobile } from '../shared/phone-number.js';
import {
  type OtherInformation,
  otherInformation,
  type PhotoKind,
  type ProfileGroup,
  type ProfileValues,
  photoKinds,
  type Validity,
  validity,
} from '../shared/profile.js';

/**
 * What a customer may ask for: one kind per request (F15). A kind is its name here, its types, its fact and its row below,
 * and its row among the forms of the application.
 */
export const changeKinds = ['identityValidity', 'contactPhone', 'otherInformation'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** The types of each kind. `current` and `proposed` are stored: fields are added, never renamed or reused. */
interface Types<H extends Held = 'opened'> {
  identityValidity: {
    value: Validity;
    current: Validity;
    form: { readonly validity: Personal<Validity, H> };
    proposed: { readonly validity: Personal<Validity, H> };
  };
  contactPhone: {
    value: string;
    current: { readonly contactPhone: string | null; readonly contactMobile: string | null };
    form: { readonly phone: Personal<string, H>; readonly verifiedBy: 'smsCode' | 'landline' };
    proposed: { readonly phone: Personal<string, H> };
  };
  otherInformation: {
    value: OtherInformation;
    current: OtherInformation;
    form: { readonly other: Personal<OtherInformation, H> };
    proposed: { readonly other: Personal<OtherInformation, H> };
  };
}

type Of<K extends ChangeKind, T extends keyof Types[ChangeKind], H extends Held = 'opened'> = {
  [Each in K]: { readonly kind: Each } & Types<H>[Each][T];
}[K];

/** What a request of the kind is about. */
export type ValueOf<K extends ChangeKind = ChangeKind> = Types[K]['value'];
/** The group's values when the request was opened or refreshed. */
export type CurrentValues<K extends ChangeKind = ChangeKind> = Of<K, 'current'>;
/** A form that was filled in, and how it was verified. */
export type Form<K extends ChangeKind = ChangeKind> = Of<K, 'form'>;
/** What the last form proposes. */
export type Proposal<K extends ChangeKind = ChangeKind, H extends Held = 'opened'> = Of<K, 'proposed', H>;

interface Proposing<H extends Held> {
  readonly proposedAt: Instant;
  /** 128 random bits in hexadecimal, in which the documents of two forms differ whatever they say; absent before version 2. */
  readonly documentSeed?: Personal<string, H>;
}

export type ProposalFact<H extends Held = 'opened'> =
  | Fact<'CardValidityProposed', Types<H>['identityValidity']['form'] & Proposing<H>>
  | Fact<'ContactPhoneProposed', Types<H>['contactPhone']['form'] & Proposing<H>>
  | Fact<'OtherInformationProposed', Types<H>['otherInformation']['form'] & Proposing<H>>;

export const proposalSchema = {
  CardValidityProposed: { version: 2, personal: { validity, documentSeed: text }, upcasts: [asItIs] },
  ContactPhoneProposed: { version: 2, personal: { phone: text, documentSeed: text }, upcasts: [asItIs] },
  OtherInformationProposed: {
    version: 2,
    personal: { other: otherInformation, documentSeed: text },
    upcasts: [asItIs],
  },
} as const satisfies EventSchema<ProposalFact<'sealed'>>;

export const isProposal = <H extends Held>(fact: Fact): fact is ProposalFact<H> => fact.type in proposalSchema;

export interface Kind<K extends ChangeKind> {
  /** The profile's group that it changes (F8): what another changed there meanwhile makes the request stale (F19). */
  readonly group: ProfileGroup;
  /** No photo on file will do: all are uploaded after the request was opened (F12). */
  readonly freshPhotos: boolean;
  /** Photos on file that give way to the request's own when it is applied (F22). */
  readonly replacedPhotos: readonly PhotoKind[];
  /** Of the profile, what a request keeps when it is opened or refreshed; and the shape it has today. */
  readonly current: (profile: ProfileValues) => Types[K]['current'];
  readonly shape: Shape<Types[K]['current']>;
  readonly onFile: (current: CurrentValues<K>) => ValueOf<K> | null;
  readonly fact: (form: Form<K>, proposedAt: Instant) => ProposalFact;
  readonly proposed: (proposal: Proposal<K>) => ValueOf<K>;
  /** What must hold at submission, since midnight may have passed. @param today in Shanghai */
  readonly mustHold?: (proposal: Proposal<K>, today: string) => void;
  /** What the account holds once the request is applied (F22). @param movesMobile the company's choice of F9 */
  readonly applied: (proposal: Proposal<K>, movesMobile: boolean) => Partial<ProfileValues>;
}

const kinds: { readonly [K in ChangeKind]: Kind<K> } = {
  identityValidity: {
    group: 'identity',
    freshPhotos: true,
    replacedPhotos: photoKinds,
    current: (profile) => profile.validity,
    shape: validity,
    onFile: ({ kind: _, ...onFile }) => onFile,
    fact: (form, proposedAt) => ({ type: 'CardValidityProposed', data: { validity: form.validity, proposedAt } }),
    proposed: (proposal) => proposal.validity,
    mustHold: (proposal, today) => {
      if (isOver(proposal.validity, today)) throw rule('validity.expired');
    },
    applied: (proposal) => ({ validity: proposal.validity }),
  },
  contactPhone: {
    group: 'phones',
    freshPhotos: false,
    replacedPhotos: ['signature'],
    current: ({ contactPhone, contactMobile }) => ({ contactPhone, contactMobile }),
    shape: (stored) => stored,
    onFile: ({ contactPhone }) => contactPhone,
    fact: ({ phone, verifiedBy }, proposedAt) => {
      return { type: 'ContactPhoneProposed', data: { phone, verifiedBy, proposedAt } };
    },
    proposed: ({ phone }) => phone,
    applied: ({ phone }, movesMobile) => {
      return movesMobile && isMobile(phone) ? { contactPhone: phone, contactMobile: phone } : { contactPhone: phone };
    },
  },
  otherInformation: {
    group: 'other',
    freshPhotos: false,
    replacedPhotos: ['signature'],
    current: (profile) => profile.other,
    shape: otherInformation,
    onFile: ({ kind: _, ...onFile }) => onFile,
    fact: ({ other }, proposedAt) => ({ type: 'OtherInformationProposed', data: { other, proposedAt } }),
    proposed: ({ other }) => other,
    applied: ({ other }) => ({ other }),
  },
};

/** The row of a kind. Of a kind that is known at run time alone, it takes what belongs to that kind. */
export const kindOf = <K extends ChangeKind>(kind: K): Kind<K> => kinds[kind];

export const currentOf = (kind: ChangeKind, profile: ProfileValues): CurrentValues =>
  ({ kind, ...kindOf(kind).current(profile) }) as CurrentValues;

export const proposalIn = <H extends Held>(fact: ProposalFact<H>): Proposal<ChangeKind, H> => {
  switch (fact.type) {
    case 'CardValidityProposed':
      return { kind: 'identityValidity', validity: fact.data.validity };
    case 'ContactPhoneProposed':
      return { kind: 'contactPhone', phone: fact.data.phone };
    case 'OtherInformationProposed':
      return { kind: 'otherInformation', other: fact.data.other };
  }
};
