import type { Decider } from '../shared/decider.js';
import { conflict, DomainError, notFound, rule } from '../shared/domain-error.js';
import { equal } from '../shared/equal.js';
import type { Instant } from '../shared/instant.js';
import { type ProfileGroup, type ProfileValues, profileGroups } from '../shared/profile.js';
import { decideErasure, type ErasureCommand } from './erasure.js';
import type { CustomerAccountEvent, CustomerRecord, PhotoOnFile } from './events.js';
import { changed, groupOf, type ProfileField, profileFields } from './profile-facts.js';
import { type CustomerAccount, evolve, type RegisteredAccount, versionOf } from './state.js';

export type CustomerAccountCommand =
  | { readonly type: 'ImportCustomer'; readonly customer: CustomerRecord; readonly asOf: Instant }
  | { readonly type: 'FilePhoto'; readonly photo: PhotoOnFile }
  | {
      readonly type: 'ApplyChange';
      readonly changeRequestId: string;
      /** Of the request; the company's own system is told. */
      readonly kind: string;
      readonly group: ProfileGroup;
      /** Version of the group that the request was opened upon. */
      readonly basis: number;
      /** What the account holds then, all of that group. */
      readonly values: Partial<ProfileValues>;
      readonly photos: readonly PhotoOnFile[];
      readonly at: Instant;
    }
  | { readonly type: 'AbandonCustomerAccount'; readonly at: Instant }
  | ErasureCommand;

export const customerAccount: Decider<CustomerAccountCommand, CustomerAccountEvent, CustomerAccount> = {
  category: 'CustomerAccount',
  initialState: { is: 'unknown' },
  evolve,
  decide(command, state) {
    if (command.type === 'AbandonCustomerAccount') {
      return state.is === 'unknown' ? [{ type: 'CustomerAccountAbandoned', data: { at: command.at } }] : [];
    }
    if (command.type === 'RestrictProcessing' || command.type === 'ErasePersonalData')
      return decideErasure(command, state);
    if (command.type === 'ApplyChange' && state.is === 'erased') throw new ChangeIsStale();
    if (state.is === 'abandoned' || state.is === 'erased') throw conflict('revision.conflict');
    if (state.is === 'registered' && state.restriction && command.type !== 'ApplyChange')
      throw rule('customer.restricted');
    if (command.type === 'ImportCustomer') {
      if (state.is === 'registered') return update(state, command.customer, command.asOf);
      return [{ type: 'CustomerImported', data: { ...command.customer, asOf: command.asOf } }];
    }
    if (state.is === 'unknown') throw notFound('customer.not-found');
    if (command.type === 'FilePhoto') {
      const { photo } = command;
      if (state.photos[photo.kind]?.sha256 === photo.sha256) return [];
      return [{ type: 'PhotoFiled', data: { ...photo, cause: { import: true } } }];
    }
    return apply(state, command);
  },
};

/** Groups in which an import says something else than an applied change that is younger than it (F22). */
export const keptGroups = (account: RegisteredAccount, customer: CustomerRecord, asOf: Instant): ProfileGroup[] =>
  differingGroups(account, customer).filter((group) => (account.appliedAt[group] ?? '') > asOf);

const differingGroups = (account: RegisteredAccount, customer: CustomerRecord): ProfileGroup[] => {
  const groups = differingFields(account, customer).map(groupOf);
  if (!equal(details(account), details(customer))) groups.push('identity');
  return profileGroups.filter((group) => groups.includes(group));
};

/** What the values say otherwise than the account. A value that is absent says nothing. */
const differingFields = (account: RegisteredAccount, values: Partial<ProfileValues>): readonly ProfileField[] =>
  profileFields.filter((field) => values[field] !== undefined && !equal(account[field], values[field]));

/** Of the group of the card's validity, what no request changes (F15). */
const details = ({ name, idAddress }: CustomerRecord | RegisteredAccount) => ({ name, idAddress });

const update = (account: RegisteredAccount, customer: CustomerRecord, asOf: Instant): CustomerAccountEvent[] => {
  if (account.idNumber !== customer.idNumber) throw conflict('customer.already-exists');
  const kept = keptGroups(account, customer, asOf);
  const cause = { import: true } as const;
  const events: CustomerAccountEvent[] = [];
  if (!kept.includes('identity') && !equal(details(account), details(customer)))
    events.push({ type: 'IdentityDetailsChanged', data: { ...details(customer), cause } });
  for (const field of differingFields(account, customer)) {
    if (!kept.includes(groupOf(field))) events.push(changed(field, customer[field]!, { cause, changedAt: asOf }));
  }
  const terms = ({ status, branchCode, accountTypes }: CustomerRecord | RegisteredAccount) => ({
    status,
    branchCode,
    accountTypes,
  });
  if (!equal(terms(account), terms(customer))) events.push({ type: 'AccountTermsChanged', data: terms(customer) });
  return events;
};

type ApplyChange = Extract<CustomerAccountCommand, { type: 'ApplyChange' }>;

const apply = (account: RegisteredAccount, command: ApplyChange): CustomerAccountEvent[] => {
  const { changeRequestId, kind, group, basis, values, at } = command;
  if (account.appliedRequests.includes(changeRequestId)) return [];
  if (account.restriction || versionOf(account, group) !== basis) throw new ChangeIsStale();
  const cause = { changeRequestId };
  const changes = differingFields(account, values).map((field) => {
    return changed(field, values[field]!, { cause, changedAt: at });
  });
  const photos = command.photos.filter(({ kind, sha256 }) => account.photos[kind]?.sha256 !== sha256);
  const filed = photos.map((photo) => ({ type: 'PhotoFiled', data: { ...photo, cause } }) as const);
  const { companyCode, customerNumber } = account;
  const applied = { changeRequestId, companyCode, customerNumber, kind, values, appliedAt: at };
  return [...changes, ...filed, { type: 'ChangeRequestApplied', data: applied }];
};

/** The group was changed after the request was opened upon it (F19), or the account takes no changes any more (P2). */
export class ChangeIsStale extends DomainError {
  constructor() {
    super('change-request.stale');
  }
}
