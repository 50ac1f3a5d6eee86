import type { Decider } from '../shared/decider.js';
import { conflict, DomainError, notFound, rule } from '../shared/domain-error.js';
import { equal } from '../shared/equal.js';
import type { Instant } from '../shared/instant.js';
import { decideErasure, type ErasureCommand } from './erasure.js';
import type {
  CustomerAccountEvent,
  CustomerRecord,
  OtherInformation,
  PhotoOnFile,
  ProfileGroup,
  Validity,
} from './events.js';
import { type CustomerAccount, evolve, type RegisteredAccount } from './state.js';

/** What an approved request changes: one group, and the photos that go with it (F22). */
export type AccountChange =
  | { readonly kind: 'contactPhone'; readonly contactPhone: string; readonly contactMobile?: string }
  | { readonly kind: 'identityValidity'; readonly validity: Validity }
  | { readonly kind: 'otherInformation'; readonly other: OtherInformation };

export type CustomerAccountCommand =
  | { readonly type: 'ImportCustomer'; readonly customer: CustomerRecord; readonly asOf: Instant }
  | { readonly type: 'FilePhoto'; readonly photo: PhotoOnFile }
  | {
      readonly type: 'ApplyChange';
      readonly changeRequestId: string;
      readonly change: AccountChange;
      readonly photos: readonly PhotoOnFile[];
      /** Version of the group that the request was opened upon. */
      readonly basis: number;
      readonly at: Instant;
    }
  | { readonly type: 'AbandonCustomerAccount'; readonly at: Instant }
  | ErasureCommand;

export const groupOf = (kind: AccountChange['kind']): ProfileGroup =>
  (({ contactPhone: 'phones', identityValidity: 'identity', otherInformation: 'other' }) as const)[kind];

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
  const groups: ProfileGroup[] = [];
  const identity = ({ name, idAddress, validity }: CustomerRecord | RegisteredAccount) => ({
    name,
    idAddress,
    validity,
  });
  if (!equal(identity(account), identity(customer))) groups.push('identity');
  if (account.contactMobile !== customer.contactMobile || account.contactPhone !== customer.contactPhone)
    groups.push('phones');
  if (!equal(account.other, customer.other)) groups.push('other');
  return groups;
};

const update = (account: RegisteredAccount, customer: CustomerRecord, asOf: Instant): CustomerAccountEvent[] => {
  if (account.idNumber !== customer.idNumber) throw conflict('customer.already-exists');
  const kept = keptGroups(account, customer, asOf);
  const taken = differingGroups(account, customer).filter((group) => !kept.includes(group));
  const cause = { import: true } as const;
  const changed = { cause, changedAt: asOf };
  const events: CustomerAccountEvent[] = [];
  if (taken.includes('identity')) {
    const { name, idAddress, validity } = customer;
    if (name !== account.name || idAddress !== account.idAddress)
      events.push({ type: 'IdentityDetailsChanged', data: { name, idAddress, cause } });
    if (!equal(validity, account.validity))
      events.push({ type: 'CardValidityChanged', data: { validity, ...changed } });
  }
  if (taken.includes('phones')) {
    for (const phone of ['contactPhone', 'contactMobile'] as const) {
      const number = customer[phone];
      if (number !== account[phone]) events.push({ type: 'PhoneChanged', data: { phone, number, ...changed } });
    }
  }
  if (taken.includes('other'))
    events.push({ type: 'OtherInformationChanged', data: { other: customer.other, ...changed } });
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
  const { changeRequestId, change, at } = command;
  if (account.appliedRequests.includes(changeRequestId)) return [];
  if (account.restriction) throw new ChangeIsStale();
  if (account.versions[groupOf(change.kind)] !== command.basis) throw new ChangeIsStale();
  const cause = { changeRequestId };
  const changed = { cause, changedAt: at };
  const events: CustomerAccountEvent[] = [];
  switch (change.kind) {
    case 'identityValidity':
      events.push({ type: 'CardValidityChanged', data: { validity: change.validity, ...changed } });
      break;
    case 'contactPhone':
      events.push({ type: 'PhoneChanged', data: { phone: 'contactPhone', number: change.contactPhone, ...changed } });
      if (change.contactMobile && change.contactMobile !== account.contactMobile)
        events.push({
          type: 'PhoneChanged',
          data: { phone: 'contactMobile', number: change.contactMobile, ...changed },
        });
      break;
    case 'otherInformation':
      events.push({ type: 'OtherInformationChanged', data: { other: change.other, ...changed } });
  }
  for (const photo of command.photos) {
    if (photosReplacedBy(change.kind).includes(photo.kind) && account.photos[photo.kind]?.sha256 !== photo.sha256)
      events.push({ type: 'PhotoFiled', data: { ...photo, cause } });
  }
  const { kind, ...values } = change;
  const { companyCode, customerNumber } = account;
  events.push({
    type: 'ChangeRequestApplied',
    data: { changeRequestId, companyCode, customerNumber, kind, values, appliedAt: at },
  });
  return events;
};

/** Only an ID-validity request replaces the ID photos on file; the other kinds replace the signature photo (F22). */
const photosReplacedBy = (kind: AccountChange['kind']): readonly PhotoOnFile['kind'][] =>
  kind === 'identityValidity' ? ['idFront', 'idBack', 'signature'] : ['signature'];

/** The group was changed after the request was opened upon it (F19), or the account takes no changes any more (P2). */
export class ChangeIsStale extends DomainError {
  constructor() {
    super('change-request.stale');
  }
}
