import { describe, expect, it } from '@jest/globals';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent } from '../../src/domain/customer-account/events.js';
import { given } from '../support/decider-spec.js';
import { customer, later, mobile, photo, registered, requestId } from './histories.js';

const erasureId = '0b6f5a0e-0000-4000-8000-0000000000e1';
const retainedUntil = '2046-11-22T08:00:00.000Z';
const restrict = { type: 'RestrictProcessing', erasureId, retainedUntil, at: later(10) } as const;
const restriction: CustomerAccountEvent = {
  type: 'ProcessingRestricted',
  data: { erasureId, retainedUntil, restrictedAt: later(10) },
};
const erase = { type: 'ErasePersonalData', at: retainedUntil } as const;
const erasure: CustomerAccountEvent = { type: 'PersonalDataErased', data: { erasureId, erasedAt: retainedUntil } };
const applyChange = {
  type: 'ApplyChange',
  changeRequestId: requestId,
  kind: 'contactPhone',
  group: 'phones',
  basis: 1,
  values: { contactPhone: mobile },
  photos: [],
  at: later(20),
} as const;
const importing = { type: 'ImportCustomer', customer, asOf: later(20) } as const;
const filing = { type: 'FilePhoto', photo: photo('idFront', 'new idFront') } as const;

const account = (...facts: readonly CustomerAccountEvent[]) => given(customerAccount, ...facts);
const restricted = account(...registered, restriction);
const erased = account(...registered, restriction, erasure);

describe('customer account: deletion (P2)', () => {
  it('P2 a request restricts processing; a repeat, whatever it says, changes nothing', () => {
    account(...registered)
      .when(restrict)
      .then(restriction);
    restricted.when({ ...restrict, erasureId: requestId, retainedUntil: later(99) }).thenNothing();
    erased.when(restrict).thenNothing();
  });

  it('P2 erases when the retention ends, once, and not before', () => {
    restricted.when(erase).then(erasure);
    restricted.when({ ...erase, at: '2046-11-22T07:59:59.999Z' }).thenRefused('customer.restricted');
    account(...registered)
      .when(erase)
      .thenRefused('customer.restricted');
    erased.when(erase).thenNothing();
  });

  it('P2 there must be somebody', () => {
    account().when(restrict).thenRefused('customer.not-found');
    account().when(erase).thenRefused('customer.not-found');
  });

  it('P2 a restricted account takes neither imports nor photos', () => {
    restricted.when(importing).thenRefused('customer.restricted', { kind: 'rule' });
    restricted.when(filing).thenRefused('customer.restricted', { kind: 'rule' });
  });

  it('F19, P2 an approved request comes too late, unless it was applied before', () => {
    restricted.when(applyChange).thenRefused('change-request.stale');
    erased.when(applyChange).thenRefused('change-request.stale');
    const applied = customerAccount.decide(applyChange, fold(registered));
    account(...registered, ...applied, restriction)
      .when(applyChange)
      .thenNothing();
  });

  it('P2 nothing personal is left in the state once it is erased', () => {
    expect(fold([...registered, restriction, erasure])).toEqual({ is: 'erased', companyCode: '0038', erasureId });
    erased.when(importing).thenRefused('revision.conflict');
  });
});

const fold = (facts: readonly CustomerAccountEvent[]) =>
  facts.reduce(customerAccount.evolve, customerAccount.initialState);
