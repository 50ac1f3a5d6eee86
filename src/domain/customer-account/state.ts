import type { Instant } from '../shared/instant.js';
import type { Held } from '../shared/personal.js';
import type { PhotoKind, ProfileGroup } from '../shared/profile.js';
import type { CustomerAccountEvent, CustomerRecord, PhotoOnFile } from './events.js';
import { changeIn, isProfileFact, type ProfileFact } from './profile-facts.js';

export interface RegisteredAccount<H extends Held = 'opened'> extends CustomerRecord<H> {
  readonly is: 'registered';
  readonly photos: { readonly [K in PhotoKind]?: PhotoOnFile };
  /** How often each group changed: what a change request was opened upon. Read it with `versionOf`. */
  readonly versions: { readonly [G in ProfileGroup]?: number };
  /** When an approved request last changed each group (F22: an older import does not undo it). */
  readonly appliedAt: { readonly [G in ProfileGroup]?: Instant };
  readonly appliedRequests: readonly string[];
  /** Nothing but audit reads the account (P2). */
  readonly restriction?: { readonly erasureId: string; readonly retainedUntil: Instant };
}

export type CustomerAccount<H extends Held = 'opened'> =
  | { readonly is: 'unknown' }
  | { readonly is: 'abandoned' }
  | { readonly is: 'erased'; readonly companyCode: string; readonly erasureId: string }
  | RegisteredAccount<H>;

export const evolve = <H extends Held>(
  state: CustomerAccount<H>,
  event: CustomerAccountEvent<H>,
): CustomerAccount<H> => {
  if (event.type === 'CustomerImported') {
    const { asOf: _, ...imported } = event.data;
    const nothingYet = { photos: {}, versions: firstVersions, appliedAt: {}, appliedRequests: [] };
    return { is: 'registered', ...imported, ...nothingYet };
  }
  if (event.type === 'CustomerAccountAbandoned') return { is: 'abandoned' };
  return state.is === 'registered' ? change(state, event) : state;
};

/** Stays as it is, since stored rows have it so: a group that came later is not named and starts at 1 all the same. */
const firstVersions = { identity: 1, phones: 1, other: 1 };

export const versionOf = ({ versions }: Pick<RegisteredAccount, 'versions'>, group: ProfileGroup): number =>
  versions[group] ?? 1;

type Change<H extends Held> = Exclude<
  CustomerAccountEvent<H>,
  { type: 'CustomerImported' | 'CustomerAccountAbandoned' }
>;

const change = <H extends Held>(account: RegisteredAccount<H>, event: Change<H>): CustomerAccount<H> => {
  if (isProfileFact<H>(event)) return touch(account, event);
  switch (event.type) {
    case 'AccountTermsChanged':
      return { ...account, ...event.data };
    case 'PhotoFiled': {
      const { cause: _, ...photo } = event.data;
      return { ...account, photos: { ...account.photos, [photo.kind]: photo } };
    }
    case 'ChangeRequestApplied':
      return { ...account, appliedRequests: [...account.appliedRequests, event.data.changeRequestId] };
    case 'ProcessingRestricted': {
      const { erasureId, retainedUntil } = event.data;
      return { ...account, restriction: { erasureId, retainedUntil } };
    }
    case 'PersonalDataErased':
      return { is: 'erased', companyCode: account.companyCode, erasureId: event.data.erasureId };
  }
};

/** A change by import leaves alone when a request last changed the group. */
const touch = <H extends Held>(account: RegisteredAccount<H>, fact: ProfileFact<H>): RegisteredAccount<H> => {
  const { group, values } = changeIn(fact);
  const byRequest = 'changedAt' in fact.data && 'changeRequestId' in fact.data.cause;
  return {
    ...account,
    ...values,
    versions: { ...account.versions, [group]: versionOf(account, group) + 1 },
    appliedAt: byRequest ? { ...account.appliedAt, [group]: fact.data.changedAt } : account.appliedAt,
  };
};
