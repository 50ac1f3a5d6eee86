import { describe, expect, it } from '@jest/globals';
import { type CustomerAccountCommand, customerAccount, keptGroups } from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent, CustomerRecord } from '../../src/domain/customer-account/events.js';
import type { CustomerAccount } from '../../src/domain/customer-account/state.js';
import { given } from '../support/decider-spec.js';
import {
  customer,
  filed,
  imported,
  landline,
  later,
  mobile,
  phoneApplied,
  photo,
  registered,
  requestId,
  t0,
} from './histories.js';

const account = (...facts: readonly CustomerAccountEvent[]) => given(customerAccount, ...facts);
const stateAfter = (...facts: readonly CustomerAccountEvent[]): CustomerAccount =>
  facts.reduce(customerAccount.evolve, customerAccount.initialState);
const importOf = (change: Partial<CustomerRecord>, asOf = later(20)): CustomerAccountCommand => ({
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

  it.each<[string, Partial<CustomerRecord>, CustomerAccountEvent[]]>([
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

  it('F10 an e-mail may be empty, and become so', () => {
    const withMail = { ...customer.other, email: 'zhang@example.com' };
    account({ type: 'CustomerImported', data: { ...customer, other: withMail, asOf: t0 } })
      .when(importOf({}))
      .then({ type: 'OtherInformationChanged', data: { other: customer.other, ...byImport } });
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
    {
      type: 'ApplyChange',
      changeRequestId: requestId,
      kind: 'contactPhone',
      group: 'phones',
      basis: 1,
      values: { contactPhone: mobile },
      photos: [],
      at: t0,
    },
  ])('F15 an owner that was only slow loses: $type', (command) =>
    account(abandoned).when(command).thenRefused('revision.conflict', { kind: 'conflict' }));
});
