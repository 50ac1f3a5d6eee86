import type { Instant } from '../shared/instant.js';
import type { Held } from '../shared/personal.js';
import type { CustomerAccountEvent, CustomerRecord, PhotoKind, PhotoOnFile, ProfileGroup } from './events.js';

export interface RegisteredAccount<H extends Held = 'opened'> extends CustomerRecord<H> {
  readonly is: 'registered';
  readonly photos: { readonly [K in PhotoKind]?: PhotoOnFile };
  /** How often each group changed: what a change request was opened upon. */
  readonly versions: { readonly [G in ProfileGroup]: number };
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
    const versions = { identity: 1, phones: 1, other: 1 };
    return { is: 'registered', ...imported, photos: {}, versions, appliedAt: {}, appliedRequests: [] };
  }
  if (event.type === 'CustomerAccountAbandoned') return { is: 'abandoned' };
  return state.is === 'registered' ? change(state, event) : state;
};

type Change<H extends Held> = Exclude<
  CustomerAccountEvent<H>,
  { type: 'CustomerImported' | 'CustomerAccountAbandoned' }
>;

const change = <H extends Held>(account: RegisteredAccount<H>, event: Change<H>): CustomerAccount<H> => {
  switch (event.type) {
    case 'IdentityDetailsChanged':
      return touch({ ...account, name: event.data.name, idAddress: event.data.idAddress }, 'identity');
    case 'CardValidityChanged':
      return touch({ ...account, validity: event.data.validity }, 'identity', event.data);
    case 'PhoneChanged':
      return touch({ ...account, [event.data.phone]: event.data.number }, 'phones', event.data);
    case 'OtherInformationChanged':
      return touch({ ...account, other: event.data.other }, 'other', event.data);
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

const touch = <H extends Held>(
  account: RegisteredAccount<H>,
  group: ProfileGroup,
  by?: { readonly cause: object; readonly changedAt: Instant },
): RegisteredAccount<H> => ({
  ...account,
  versions: { ...account.versions, [group]: account.versions[group] + 1 },
  appliedAt: by && 'changeRequestId' in by.cause ? { ...account.appliedAt, [group]: by.changedAt } : account.appliedAt,
});
