import { describe, expect, it } from '@jest/globals';
import {
  type AccountChange,
  ChangeIsStale,
  type CustomerAccountCommand,
  customerAccount,
  groupOf,
} from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent } from '../../src/domain/customer-account/events.js';
import { given } from '../support/decider-spec.js';
import {
  customer,
  later,
  mobile,
  numbers,
  oldMobile,
  phoneApplied,
  photo,
  registered,
  requestId,
} from './histories.js';

const account = (...facts: readonly CustomerAccountEvent[]) => given(customerAccount, ...facts);
const newOther = { ...customer.other, intermediary: '王五' };
const newValidity = { start: '2025-12-01', end: '2099-12-31' };

type Apply = Extract<CustomerAccountCommand, { type: 'ApplyChange' }>;
const apply = (change: Apply['change'], more: Partial<Apply> = {}): Apply => ({
  type: 'ApplyChange',
  changeRequestId: requestId,
  change,
  photos: [],
  basis: 1,
  at: later(10),
  ...more,
});
const toMobile = { kind: 'contactPhone', contactPhone: mobile } as const;
const newPhotos = (['idFront', 'idBack', 'signature'] as const).map((kind) => photo(kind, `new ${kind}`));
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
      .when(apply({ kind: 'identityValidity', validity: newValidity }, { photos: newPhotos }))
      .then(
        { type: 'CardValidityChanged', data: { validity: newValidity, ...byRequest } },
        ...filedNew,
        done({ kind: 'identityValidity', validity: newValidity }),
      ));
  it('F22 the other kinds replace the signature photo only', () => {
    account(...registered)
      .when(apply({ kind: 'otherInformation', other: newOther }, { photos: newPhotos }))
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
    expect((['identityValidity', 'contactPhone', 'otherInformation'] as const).map(groupOf)).toEqual([
      'identity',
      'phones',
      'other',
    ]));
  it('F22 an unknown customer has nothing to change', () =>
    account().when(apply(toMobile)).thenRefused('customer.not-found'));
});
