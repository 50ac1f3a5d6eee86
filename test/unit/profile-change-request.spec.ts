import { describe, expect, it } from '@jest/globals';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import { basisOf } from '../../src/domain/profile-change-request/form.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { given } from '../support/decider-spec.js';
import {
  agree,
  currentPhones,
  documentSeed,
  formDone,
  group,
  inThirtyDays,
  keep,
  kept,
  landline,
  later,
  mobile,
  oldMobile,
  open,
  opened,
  openedAs,
  phone,
  photosDone,
  proposed,
  readyToSubmit,
  submitted,
  upload,
  uploaded,
} from './histories.js';

const request = (...facts: readonly ProfileChangeRequestEvent[]) => given(profileChangeRequest, ...facts);
const stateOf = (...facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

const propose = (phone = mobile, now = group, verifiedBy: 'smsCode' | 'landline' = 'smsCode') =>
  ({
    type: 'ProposeChange',
    documentSeed,
    form: { kind: 'contactPhone', phone, verifiedBy },
    group: now,
    at: later(3),
  }) as const;
const changedMeanwhile = { ...group, version: 2, current: { ...currentPhones, contactPhone: landline } };

describe('change request: opening', () => {
  it('F15 is opened with what the profile says now', () => {
    request().when(open()).then(opened);
    expect(stateOf(opened)).toMatchObject({ status: 'open', basis: 1, current: currentPhones, proposed: null });
  });
  it('F15 is opened once', () => request(opened).when(open()).thenNothing());
  it('F15 its claim given up, it cannot be opened any more', () => {
    const abandoned = { type: 'ProfileChangeRequestAbandoned', data: { at: later(1) } } as const;
    const abandon = { type: 'AbandonRequest', at: later(1) } as const;
    request().when(abandon).then(abandoned);
    request(abandoned).when(abandon).thenNothing();
    request(opened).when(abandon).thenNothing();
    request(abandoned).when(open()).thenRefused('revision.conflict', { kind: 'conflict' });
    request(abandoned).when(keep('idFront')).thenRefused('change-request.not-found');
  });
  it('F15 nothing can be done to one that was never opened', () =>
    request().when(keep('idFront')).thenRefused('change-request.not-found', { kind: 'not-found' }));
});

describe('change request: contact phone', () => {
  it('F17 is proposed with how possession was shown, once', () => {
    request(...photosDone)
      .when(propose())
      .then(proposed);
    request(...formDone)
      .when(propose())
      .thenNothing();
    request(...formDone)
      .when(propose(landline, group, 'landline'))
      .then({
        type: 'ContactPhoneProposed',
        data: { phone: landline, verifiedBy: 'landline', documentSeed, proposedAt: later(3) },
      });
  });
  it('F17 must be another than the one on file', () => {
    request(...photosDone)
      .when(propose(phone))
      .thenRefused('change-request.no-change', { kind: 'rule' });
    request(...photosDone)
      .when(propose(oldMobile))
      .then({
        type: 'ContactPhoneProposed',
        data: { phone: oldMobile, verifiedBy: 'smsCode', documentSeed, proposedAt: later(3) },
      });
  });
  it.each(['identityValidity', 'otherInformation'] as const)('F15 a request of kind %s has no such form', (kind) =>
    request(openedAs(kind)).when(propose()).thenRefused('change-request.not-found', { kind: 'not-found' }));
  it('F19 is refused as stale when the group changed meanwhile, with the fields', () =>
    request(...photosDone)
      .when(propose(mobile, changedMeanwhile))
      .thenRefused('change-request.stale', { kind: 'conflict', fields: ['contactPhone'] }));
});

describe('change request: resuming', () => {
  it('F19 refresh takes today’s profile; photos and letter stay, form and signatures go', () => {
    const command = { type: 'RefreshRequest', group: changedMeanwhile, at: later(8) } as const;
    const refreshed: ProfileChangeRequestEvent = {
      type: 'ProfileChangeRequestRefreshed',
      data: { ...basisOf(changedMeanwhile), refreshedAt: later(8) },
    };
    request(...readyToSubmit)
      .when(command)
      .then(refreshed);
    request(...readyToSubmit, refreshed)
      .when(command)
      .thenNothing();
    request(...readyToSubmit)
      .when({ ...command, group })
      .thenNothing();
    const before = stateOf(...readyToSubmit);
    expect(stateOf(...readyToSubmit, refreshed)).toEqual({
      ...before,
      current: changedMeanwhile.current,
      basis: 2,
      proposed: null,
      proposedAt: null,
      shown: {},
      signed: {},
      consented: false,
    });
  });

  const voiding = [
    uploaded('signature', 'another signature'),
    kept('signature'),
    { ...proposed, data: { ...proposed.data, phone: landline } } as ProfileChangeRequestEvent,
  ];
  it.each(voiding)('F19 after signing, $type voids the signatures and what was consented to', (fact) => {
    const { shown, signed, consented } = stateOf(...readyToSubmit, fact);
    expect({ shown, signed, consented }).toEqual({ shown: {}, signed: {}, consented: false });
  });
  it('F19 going back keeps the form', () =>
    expect(stateOf(...readyToSubmit, uploaded('idFront')).proposed).toEqual({ kind: 'contactPhone', phone: mobile }));
});

describe('change request: its end', () => {
  const cancel = { type: 'CancelRequest', at: later(8) } as const;
  const cancelled = { type: 'ProfileChangeRequestCancelled', data: { cancelledAt: later(8) } } as const;
  const expire = (at: string) => ({ type: 'ExpireRequest', at }) as const;
  const expired = { type: 'ProfileChangeRequestExpired', data: { expiredAt: inThirtyDays } } as const;

  it('F19 is cancelled while open, once', () => {
    request(opened).when(cancel).then(cancelled);
    request(opened, cancelled).when(cancel).thenNothing();
    request(...submitted)
      .when(cancel)
      .thenRefused('change-request.closed', { kind: 'conflict', requestStatus: 'submitted' });
  });
  it('F19 expires after 30 days, not before, once', () => {
    request(opened)
      .when(expire(later(60)))
      .thenNothing();
    request(opened).when(expire(inThirtyDays)).then(expired);
    for (const facts of [[opened, expired], [opened, cancelled], submitted])
      request(...facts)
        .when(expire(inThirtyDays))
        .thenNothing();
  });
  it('F19 from that instant it takes no changes, even before the timer said so', () => {
    const late = { kind: 'conflict', requestStatus: 'expired' };
    request(opened)
      .when({ ...cancel, at: inThirtyDays })
      .thenRefused('change-request.closed', late);
    request(...photosDone)
      .when({ ...propose(), at: inThirtyDays })
      .thenRefused('change-request.closed', late);
  });
  it.each<[string, ProfileChangeRequestEvent[]]>([
    ['cancelled', [opened, cancelled]],
    ['expired', [opened, expired]],
    ['submitted', [...submitted]],
  ])('F19 one that is %s takes no changes and says so, also after 30 days', (requestStatus, facts) => {
    for (const at of [later(9), inThirtyDays])
      for (const command of [
        upload('idFront'),
        keep('idBack'),
        agree(),
        propose(),
        { type: 'RefreshRequest', group } as const,
      ])
        request(...facts)
          .when({ ...command, at })
          .thenRefused('change-request.closed', { requestStatus });
  });
});
