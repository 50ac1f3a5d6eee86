import { describe, expect, it } from '@jest/globals';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import { basisOf } from '../../src/domain/profile-change-request/form.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { given } from '../support/decider-spec.js';
import { approved, approvedFact, group, inThirtyDays, later, opened, submitted } from './histories.js';

const request = (...facts: readonly ProfileChangeRequestEvent[]) => given(profileChangeRequest, ...facts);
const stateOf = (...facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

describe('review', () => {
  const approve = (now = group, by: 'reviewer' | 'companyReview' = 'reviewer') =>
    ({ type: 'ApproveRequest', by, group: now, at: later(8) }) as const;
  const reject = { type: 'RejectRequest', reason: '照片不清', at: later(8) } as const;
  const approvedBy = { type: 'ProfileChangeRequestApproved', data: { by: 'reviewer', decidedAt: later(8) } } as const;
  const rejected = { type: 'ProfileChangeRequestRejected', data: { reason: '照片不清', decidedAt: later(8) } } as const;

  it('F22 a reviewer approves a submitted request, once', () => {
    request(...submitted)
      .when(approve())
      .then(approvedBy);
    request(...approved)
      .when(approve())
      .thenNothing();
  });
  it('F22 or rejects it with a reason, once', () => {
    request(...submitted)
      .when(reject)
      .then(rejected);
    request(...submitted, rejected)
      .when(reject)
      .thenNothing();
    expect(stateOf(...submitted, rejected)).toMatchObject({ status: 'rejected', rejectionReason: '照片不清' });
  });
  it('F22 what is decided stays decided', () => {
    request(...submitted, approvedFact)
      .when(reject)
      .thenRefused('change-request.closed', { kind: 'conflict' });
    request(...submitted, rejected)
      .when(approve())
      .thenRefused('change-request.closed', { requestStatus: 'rejected' });
  });
  it('F22 one that was not submitted is nothing to decide', () => {
    for (const command of [approve(), reject])
      request(opened).when(command).thenRefused('change-request.closed', { kind: 'conflict', requestStatus: 'open' });
  });
  it('F19 approval looks at the profile’s group again', () =>
    request(...submitted)
      .when(approve({ ...group, version: 2 }))
      .thenRefused('change-request.stale', { kind: 'conflict' }));
  it('F22 the company’s own system approves, once; F19 what is stale goes back to the customer', () => {
    request(...submitted)
      .when(approve(group, 'companyReview'))
      .then({ type: 'ProfileChangeRequestApproved', data: { by: 'companyReview', decidedAt: later(8) } });
    request(...approved)
      .when(approve(group, 'companyReview'))
      .thenNothing();
    request(...submitted)
      .when(approve({ ...group, version: 2 }, 'companyReview'))
      .then({ type: 'ProfileChangeRequestReopened', data: { reason: 'stale', reopenedAt: later(8) } });
  });
  it('F19 a submitted request that is stale may be taken up again, one that is not waits for its decision', () => {
    const current = { kind: 'contactPhone', contactPhone: null, contactMobile: null } as const;
    const refresh = (now = group, at = later(9)) => ({ type: 'RefreshRequest', group: now, at }) as const;
    const changed = { ...group, version: 2, current };
    const reopened = {
      type: 'ProfileChangeRequestReopened',
      data: { reason: 'stale', reopenedAt: later(9) },
    } as const;
    const refreshed = {
      type: 'ProfileChangeRequestRefreshed',
      data: { ...basisOf(changed), refreshedAt: later(9) },
    } as const;
    request(...submitted)
      .when(refresh(changed))
      .then(reopened, refreshed);
    expect(stateOf(...submitted, reopened, refreshed)).toMatchObject({
      status: 'open',
      submittedAt: null,
      proposed: null,
      signed: {},
      consented: false,
    });
    request(...submitted, reopened, refreshed)
      .when(refresh(changed))
      .thenNothing();
    request(...submitted)
      .when(refresh())
      .thenRefused('change-request.closed', { requestStatus: 'submitted' });
    request(...submitted, approvedFact)
      .when(refresh(changed))
      .thenRefused('change-request.closed', { requestStatus: 'submitted' });
    request(...submitted)
      .when(refresh(changed, inThirtyDays))
      .thenRefused('change-request.closed', { requestStatus: 'submitted' });
  });
});
