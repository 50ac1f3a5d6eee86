import { describe, expect, it } from '@jest/globals';
import {
  ChangeIsStale,
  type CustomerAccountCommand,
  customerAccount,
} from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent } from '../../src/domain/customer-account/events.js';
import { appliedChange } from '../../src/domain/profile-change-request/applied-change.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import { type ChangeKind, changeKinds, type Form, kindOf } from '../../src/domain/profile-change-request/kinds.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { type ProfileValues, photoKinds } from '../../src/domain/shared/profile.js';
import { given } from '../support/decider-spec.js';
import {
  customer,
  later,
  mobile,
  numbers,
  oldMobile,
  openedAs,
  phoneApplied,
  photo,
  registered,
  requestId,
  uploaded,
} from './histories.js';

const account = (...facts: readonly CustomerAccountEvent[]) => given(customerAccount, ...facts);
const newOther = { ...customer.other, intermediary: '王五' };
const newValidity = { start: '2025-12-01', end: '2099-12-31' };

type Apply = Extract<CustomerAccountCommand, { type: 'ApplyChange' }>;
type AccountChange = { readonly kind: ChangeKind } & Partial<ProfileValues>;
const apply = ({ kind, ...values }: AccountChange, more: Partial<Apply> = {}): Apply => ({
  type: 'ApplyChange',
  changeRequestId: requestId,
  kind,
  group: kindOf(kind).group,
  basis: 1,
  values,
  photos: [],
  at: later(10),
  ...more,
});
const toMobile = { kind: 'contactPhone', contactPhone: mobile } as const;
const newPhotos = photoKinds.map((kind) => photo(kind, `new ${kind}`));
/** What a request whose photos are all new changes. */
const applyWithPhotos = (form: Form): Apply => {
  const facts = [
    openedAs(form.kind),
    ...photoKinds.map((kind) => uploaded(kind)),
    kindOf(form.kind).fact(form, later(3)),
  ];
  const request = facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;
  return { type: 'ApplyChange', changeRequestId: requestId, ...appliedChange(request, false), at: later(10) };
};
const filedNew = newPhotos.map(
  (each) => ({ type: 'PhotoFiled', data: { ...each, cause: { changeRequestId: requestId } } }) as const,
);
const byRequest = { cause: { changeRequestId: requestId }, changedAt: later(10) };
const done = ({ kind, ...values }: AccountChange, changeRequestId = requestId): CustomerAccountEvent => ({
  type: 'ChangeRequestApplied',
  data: { changeRequestId, ...numbers, kind, values, appliedAt: later(10) },
});

describe('customer account: an approved request', () => {
  it('F9 a new contact phone leaves the login mobile alone', () => {
    account(...registered)
      .when(apply(toMobile))
      .then(...phoneApplied);
    expect([...registered, ...phoneApplied].reduce(customerAccount.evolve, customerAccount.initialState)).toMatchObject(
      {
        contactPhone: mobile,
        contactMobile: oldMobile,
      },
    );
  });
  it('F9 it moves the login mobile where the company says so, if that is another', () => {
    const moved = { type: 'PhoneChanged', data: { phone: 'contactMobile', number: mobile, ...byRequest } } as const;
    const [changed] = phoneApplied as [CustomerAccountEvent, CustomerAccountEvent];
    const both = { ...toMobile, contactMobile: mobile };
    account(...registered)
      .when(apply(both))
      .then(changed, moved, done(both));
    const same = { kind: 'contactPhone', contactPhone: oldMobile, contactMobile: oldMobile } as const;
    account(...registered)
      .when(apply(same))
      .then({ type: 'PhoneChanged', data: { phone: 'contactPhone', number: oldMobile, ...byRequest } }, done(same));
  });
  it('F22 an ID-validity request replaces the ID photos on file', () =>
    account(...registered)
      .when(applyWithPhotos({ kind: 'identityValidity', validity: newValidity }))
      .then(
        { type: 'CardValidityChanged', data: { validity: newValidity, ...byRequest } },
        ...filedNew,
        done({ kind: 'identityValidity', validity: newValidity }),
      ));
  it('F22 the other kinds replace the signature photo only', () => {
    account(...registered)
      .when(applyWithPhotos({ kind: 'otherInformation', other: newOther }))
      .then(
        { type: 'OtherInformationChanged', data: { other: newOther, ...byRequest } },
        filedNew[2]!,
        done({ kind: 'otherInformation', other: newOther }),
      );
    account(...registered)
      .when(apply(toMobile, { photos: [photo('signature')] }))
      .then(...phoneApplied);
  });
  it('F22 is applied once', () =>
    account(...registered, ...phoneApplied)
      .when(apply(toMobile))
      .thenNothing());

  it('F19 F22 is stale when another request changed its group meanwhile', () => {
    account(...registered, ...phoneApplied)
      .when(apply(toMobile, { changeRequestId: 'another' }))
      .thenRefused('change-request.stale', { kind: 'conflict' });
    expect(new ChangeIsStale()).toBeInstanceOf(Error);
  });
  it('F19 a change in another group does not make it stale', () =>
    account(...registered, ...phoneApplied)
      .when(apply({ kind: 'identityValidity', validity: newValidity }, { changeRequestId: 'another' }))
      .then(
        {
          type: 'CardValidityChanged',
          data: { validity: newValidity, cause: { changeRequestId: 'another' }, changedAt: later(10) },
        },
        done({ kind: 'identityValidity', validity: newValidity }, 'another'),
      ));
  it('F15 each kind touches one group', () =>
    expect(changeKinds.map((kind) => kindOf(kind).group)).toEqual(['identity', 'phones', 'other']));
  it('F22 an unknown customer has nothing to change', () =>
    account().when(apply(toMobile)).thenRefused('customer.not-found'));
});
