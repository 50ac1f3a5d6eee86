import { describe, expect, it } from '@jest/globals';
import {
  appliedFields,
  changeRows,
  changesOf,
  currentFields,
  formOf,
  proposedFields,
} from '../../src/application/futures/change-request/kinds/kinds.js';
import { Dictionaries } from '../../src/application/shared/dictionaries.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import type { RegisteredAccount } from '../../src/domain/customer-account/state.js';
import { appliedChange } from '../../src/domain/profile-change-request/applied-change.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import {
  type ChangeKind,
  changeKinds,
  currentOf,
  type Form,
  kindOf,
  type ProposalFact,
} from '../../src/domain/profile-change-request/kinds.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { photoKinds } from '../../src/domain/shared/profile.js';
import { given } from '../support/decider-spec.js';
import {
  customer,
  documentSeed,
  group,
  later,
  letterAgreed,
  mobile,
  openedAs,
  registered,
  requestId,
  uploaded,
} from './histories.js';

/** A form of each kind that says otherwise than the account on file. */
const forms: { readonly [K in ChangeKind]: Form<K> } = {
  identityValidity: { kind: 'identityValidity', validity: { start: '2025-12-01', end: '2045-12-01' } },
  contactPhone: { kind: 'contactPhone', phone: mobile, verifiedBy: 'smsCode' },
  otherInformation: { kind: 'otherInformation', other: { ...customer.other, postcode: '200120' } },
};

const account = registered.reduce(customerAccount.evolve, customerAccount.initialState) as RegisteredAccount;

describe.each(changeKinds)('a change request of kind %s', (kind) => {
  const form = forms[kind];
  const now = { ...group, current: currentOf(kind, account) };
  const opened = { ...openedAs(kind), data: { ...openedAs(kind).data, current: now.current } } as typeof letterAgreed;
  const ready = [opened, ...photoKinds.map((photo) => uploaded(photo)), letterAgreed];
  const fact = kindOf(kind).fact(form, later(3));
  const proposed = { ...fact, data: { ...fact.data, documentSeed } } as ProposalFact;
  const request = [...ready, proposed].reduce(
    profileChangeRequest.evolve,
    profileChangeRequest.initialState,
  ) as OpenedRequest;

  it('F15 takes its own form, once', () => {
    const propose = { type: 'ProposeChange', documentSeed, form, group: now, at: later(3) } as const;
    given(profileChangeRequest, ...ready)
      .when(propose)
      .then(proposed);
    given(profileChangeRequest, ...ready, proposed)
      .when(propose)
      .thenNothing();
    expect(request.proposed).toMatchObject({ kind });
  });

  it.each(changeKinds.filter((each) => each !== kind))('F15 takes no form of kind %s', (other) =>
    given(profileChangeRequest, ...ready)
      .when({ type: 'ProposeChange', documentSeed, form: forms[other], group: now, at: later(3) })
      .thenRefused('change-request.not-found'));

  it('F20 F22 customer, reviewer and company see what was proposed', () => {
    const fields = Object.keys(formOf(kind).inputs);
    expect(Object.keys(proposedFields(request.proposed)!)).toEqual(fields);
    expect(Object.keys(currentFields(request.current))).toEqual(fields);
    expect(changesOf(request).length).toBeGreaterThan(0);
    expect(changeRows(request.current, request.proposed!, new Dictionaries()).length).toBeGreaterThan(0);
  });

  it('F22 applied, it changes its group of the account, and the feed says how', () => {
    const change = appliedChange(request, false);
    const events = customerAccount.decide(
      { type: 'ApplyChange', changeRequestId: requestId, ...change, at: later(10) },
      account,
    );
    const after = events.reduce(customerAccount.evolve, account) as RegisteredAccount;
    expect(after).toMatchObject(change.values);
    expect(account).not.toMatchObject(change.values);
    expect(after.versions).toEqual({ ...account.versions, [kindOf(kind).group]: 2 });
    expect(after.appliedRequests).toEqual([requestId]);
    expect(Object.keys(appliedFields(kind, change.values))).toEqual(Object.keys(change.values));
    expect(currentOf(kind, after)).not.toEqual(request.current);
  });

  it('F22 an import says the same of it, and nothing once it is so', () => {
    const { values } = appliedChange(request, false);
    const importing = { type: 'ImportCustomer', customer: { ...customer, ...values }, asOf: later(10) } as const;
    const events = customerAccount.decide(importing, account);
    expect(events.length).toBeGreaterThan(0);
    given(customerAccount, ...registered, ...events)
      .when(importing)
      .thenNothing();
  });
});
