import { describe, expect, it } from '@jest/globals';
import {
  ChangeIsStale,
  type CustomerAccountCommand,
  type CustomerImport,
  customerAccount,
  groupOf,
  keptGroups,
} from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent } from '../../src/domain/customer-account/events.js';
import type { CustomerAccount } from '../../src/domain/customer-account/state.js';
import { given } from '../support/decider-spec.js';
import {
  customer,
  filed,
  imported,
  landline,
  later,
  mobile,
  oldMobile,
  phoneApplied,
  photo,
  registered,
  requestId,
  t0,
} from './histories.js';

const account = (...facts: readonly CustomerAccountEvent[]) => given(customerAccount, ...facts);
const stateAfter = (...facts: readonly CustomerAccountEvent[]): CustomerAccount =>
  facts.reduce(customerAccount.evolve, customerAccount.initialState);
const importOf = (change: Partial<CustomerImport>, asOf = later(20)): CustomerAccountCommand => ({
  type: 'ImportCustomer',
  customer: { ...customer, ...change },
  asOf,
});
const byImport = { cause: { import: true }, changedAt: later(20) } as const;
const newOther = { ...customer.other, intermediary: '王五' };
const newValidity = { start: '2025-12-01', end: '2099-12-31' };

describe('customer account: import', () => {
  it('F8 the first import registers the customer', () => account().when(importOf({}, t0)).then(imported));
  it('F22 the same import again changes nothing, whenever it comes', () => {
    account(...registered)
      .when(importOf({}, t0))
      .thenNothing();
    account(...registered)
      .when(importOf({}))
      .thenNothing();
  });

  it.each<[string, Partial<CustomerImport>, CustomerAccountEvent[]]>([
    [
      'name',
      { name: '测试' },
      [
        {
          type: 'IdentityDetailsChanged',
          data: { name: '测试', idAddress: customer.idAddress, cause: byImport.cause },
        },
      ],
    ],
    [
      'validity',
      { validity: newValidity },
      [{ type: 'CardValidityChanged', data: { validity: newValidity, ...byImport } }],
    ],
    [
      'contact phone',
      { contactPhone: landline },
      [{ type: 'PhoneChanged', data: { phone: 'contactPhone', number: landline, ...byImport } }],
    ],
    [
      'login mobile',
      { contactMobile: null },
      [{ type: 'PhoneChanged', data: { phone: 'contactMobile', number: null, ...byImport } }],
    ],
    [
      'other information',
      { other: newOther },
      [{ type: 'OtherInformationChanged', data: { other: newOther, ...byImport } }],
    ],
    [
      'status',
      { status: 'frozen' },
      [
        {
          type: 'AccountTermsChanged',
          data: { status: 'frozen', branchCode: '001', accountTypes: ['futuresBrokerage'] },
        },
      ],
    ],
  ])('F8 an import with another %s says just that', (_what, change, events) => {
    account(...registered)
      .when(importOf(change))
      .then(...events);
    account(...registered, ...events)
      .when(importOf(change))
      .thenNothing();
  });

  it('F22 an import that is older than an applied change does not undo it, and says which group it kept', () => {
    const stale = importOf({}, later(9));
    account(...registered, ...phoneApplied)
      .when(stale)
      .thenNothing();
    const state = stateAfter(...registered, ...phoneApplied);
    if (state.is !== 'registered') throw new Error('not registered');
    expect(keptGroups(state, customer, later(9))).toEqual(['phones']);
    expect(keptGroups(state, { ...customer, contactPhone: mobile }, later(9))).toEqual([]);
  });
  it('F22 the groups that nobody changed since are taken from an older import all the same', () =>
    account(...registered, ...phoneApplied)
      .when(importOf({ other: newOther }, later(9)))
      .then({ type: 'OtherInformationChanged', data: { other: newOther, ...byImport, changedAt: later(9) } }));
  it('F22 an import that is as new as the applied change stands', () => {
    const number = customer.contactPhone;
    account(...registered, ...phoneApplied)
      .when(importOf({}, later(10)))
      .then({ type: 'PhoneChanged', data: { phone: 'contactPhone', number, ...byImport, changedAt: later(10) } });
  });

  it('F15 a customer number does not pass to another person', () =>
    account(...registered)
      .when(importOf({ idNumber: '110101199003072113' }))
      .thenRefused('customer.already-exists', { kind: 'conflict' }));
});

describe('customer account: photos on file', () => {
  it('F11 an import files a photo, once', () => {
    account(imported)
      .when({ type: 'FilePhoto', photo: photo('idFront') })
      .then(filed('idFront'));
    account(imported, filed('idFront'))
      .when({ type: 'FilePhoto', photo: photo('idFront') })
      .thenNothing();
  });
  it('F11 an unknown customer has no photos', () =>
    account()
      .when({ type: 'FilePhoto', photo: photo('idFront') })
      .thenRefused('customer.not-found', { kind: 'not-found' }));
});

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
const done = (kind: string): CustomerAccountEvent => ({
  type: 'ChangeRequestApplied',
  data: { changeRequestId: requestId, kind, appliedAt: later(10) },
});

describe('customer account: an approved request', () => {
  it('F9 a new contact phone leaves the login mobile alone', () => {
    account(...registered)
      .when(apply(toMobile))
      .then(...phoneApplied);
    expect(stateAfter(...registered, ...phoneApplied)).toMatchObject({
      contactPhone: mobile,
      contactMobile: oldMobile,
    });
  });
  it('F9 it moves the login mobile where the company says so, if that is another', () => {
    const moved = { type: 'PhoneChanged', data: { phone: 'contactMobile', number: mobile, ...byRequest } } as const;
    const [changed, applied] = phoneApplied as [CustomerAccountEvent, CustomerAccountEvent];
    account(...registered)
      .when(apply({ ...toMobile, contactMobile: mobile }))
      .then(changed, moved, applied);
    const same = apply({ kind: 'contactPhone', contactPhone: oldMobile, contactMobile: oldMobile });
    account(...registered)
      .when(same)
      .then(
        { type: 'PhoneChanged', data: { phone: 'contactPhone', number: oldMobile, ...byRequest } },
        done('contactPhone'),
      );
  });
  it('F22 an ID-validity request replaces the ID photos on file', () =>
    account(...registered)
      .when(apply({ kind: 'identityValidity', validity: newValidity }, { photos: newPhotos }))
      .then(
        { type: 'CardValidityChanged', data: { validity: newValidity, ...byRequest } },
        ...filedNew,
        done('identityValidity'),
      ));
  it('F22 the other kinds replace the signature photo only', () => {
    account(...registered)
      .when(apply({ kind: 'otherInformation', other: newOther }, { photos: newPhotos }))
      .then(
        { type: 'OtherInformationChanged', data: { other: newOther, ...byRequest } },
        filedNew[2]!,
        done('otherInformation'),
      );
    account(...registered)
      .when(apply(toMobile, { photos: [photo('signature')] }))
      .then(...phoneApplied);
  });
  it('F22 is applied once', () =>
    account(...registered, ...phoneApplied)
      .when(apply(toMobile))
      .thenNothing());

  it('F19 is stale when its group changed meanwhile', () => {
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
        {
          type: 'ChangeRequestApplied',
          data: { changeRequestId: 'another', kind: 'identityValidity', appliedAt: later(10) },
        },
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

describe('customer account: a claim without its owner', () => {
  const abandon = { type: 'AbandonCustomerAccount', at: t0 } as const;
  const abandoned = { type: 'CustomerAccountAbandoned', data: { at: t0 } } as const;
  it('F15 bars the stream of an account that never came to be, once', () => {
    account().when(abandon).then(abandoned);
    account(abandoned).when(abandon).thenNothing();
  });
  it('F15 does nothing to one that did', () => account(imported).when(abandon).thenNothing());
  it.each<CustomerAccountCommand>([
    importOf({}),
    { type: 'FilePhoto', photo: photo('idFront') },
    apply(toMobile),
  ])('F15 an owner that was only slow loses: $type', (command) =>
    account(abandoned).when(command).thenRefused('revision.conflict', { kind: 'conflict' }));
});
