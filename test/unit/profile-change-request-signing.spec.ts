import { describe, expect, it } from '@jest/globals';
import type { ProfileChangeRequestCommand } from '../../src/domain/profile-change-request/commands.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import { mustBeReadAndUnchanged } from '../../src/domain/profile-change-request/signing.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { given } from '../support/decider-spec.js';
import {
  allShown,
  allSigned,
  approved,
  approvedFact,
  consented,
  type DocumentId,
  documentOf,
  documents,
  formDone,
  group,
  inThirtyDays,
  later,
  opened,
  phone,
  photosDone,
  readyToSubmit,
  shown,
  signature,
  signed,
  submitted,
  submittedFact,
  uploaded,
} from './histories.js';

const request = (...facts: readonly ProfileChangeRequestEvent[]) => given(profileChangeRequest, ...facts);
const stateOf = (...facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

const show = (id: DocumentId, sha256: string = documents[id]): ProfileChangeRequestCommand => ({
  type: 'ShowAgreement',
  document: { ...documentOf(id), sha256 },
  at: later(4),
});
const sign = (id: DocumentId, sha256: string = documents[id]): ProfileChangeRequestCommand => ({
  type: 'SignAgreement',
  signature: signature(id),
  sha256,
  at: later(5),
});
const consent: ProfileChangeRequestCommand = {
  type: 'ConsentToAgreements',
  consent: { documentId: 'consent', version: '1', sha256: 'consent 1' },
  at: later(6),
};
type Submit = Extract<ProfileChangeRequestCommand, { type: 'SubmitRequest' }>;
const submit = (change: Partial<Submit> = {}): Submit => ({
  type: 'SubmitRequest',
  documents,
  approved: true,
  today: '2026-11-22',
  group,
  at: later(7),
  ...change,
});

describe('agreements', () => {
  it.each([
    show('changeApplication'),
    sign('changeApplication'),
    consent,
    submit(),
  ])('F19 $type comes after photos and form', (command) => {
    request(opened).when(command).thenRefused('change-request.step-not-reached', { kind: 'rule', step: 'photos' });
    request(...photosDone)
      .when(command)
      .thenRefused('change-request.step-not-reached', { step: 'form' });
  });
  it('F29 it is a fact that the bytes were fetched, once', () => {
    request(...formDone)
      .when(show('changeApplication'))
      .then(shown('changeApplication'));
    request(...formDone, shown('changeApplication'))
      .when(show('changeApplication'))
      .thenNothing();
  });
  it('F29 other bytes are shown anew', () =>
    request(...formDone, shown('changeApplication'))
      .when(show('changeApplication', 'other bytes'))
      .then({
        type: 'AgreementShown',
        data: { ...documentOf('changeApplication'), sha256: 'other bytes', shownAt: later(4) },
      }));
  it('F21 each document is signed', () =>
    request(...allShown)
      .when(sign('certificateLetter'))
      .then(signed('certificateLetter')));
  it('F29 one signing session signs once', () =>
    request(...allSigned)
      .when(sign('certificateLetter'))
      .thenNothing());
  it('F29 what was never shown cannot be signed', () => {
    request(...formDone, shown('certificateLetter'))
      .when(sign('changeApplication'))
      .thenRefused('agreement.not-read', { kind: 'rule' });
    expect(() =>
      mustBeReadAndUnchanged(stateOf(...formDone), 'changeApplication', documents.changeApplication),
    ).toThrow('agreement.not-read');
  });
  it('F29 what was shown must be what the request and the texts say now', () => {
    request(...allShown)
      .when(sign('changeApplication', 'other bytes'))
      .thenRefused('agreement.changed', { kind: 'rule' });
    const otherBytes = { ...documentOf('changeApplication'), sha256: 'other bytes', shownAt: later(4) };
    request(...allShown, { type: 'AgreementShown', data: otherBytes })
      .when(sign('changeApplication', 'other bytes'))
      .thenRefused('agreement.changed');
  });
  it('F29 a signature over bytes that were not shown is refused, though it is over today’s', () => {
    const today = { ...signature('changeApplication'), sha256: 'other bytes' };
    request(...allShown)
      .when({ type: 'SignAgreement', signature: today, sha256: 'other bytes', at: later(5) })
      .thenRefused('agreement.changed', { kind: 'rule' });
  });
  it('F21 P6 consent is given once, before or after the signatures', () => {
    for (const facts of [formDone, allShown, allSigned])
      request(...facts)
        .when(consent)
        .then(consented);
    request(...formDone, consented)
      .when(consent)
      .thenNothing();
    request(...allShown, consented)
      .when(sign('changeApplication'))
      .then(signed('changeApplication'));
  });
});

describe('submission', () => {
  it('F22 is two facts where approval is automatic', () =>
    request(...readyToSubmit)
      .when(submit())
      .then(submittedFact, approvedFact));
  it('F22 waits for a reviewer where the company says so', () => {
    request(...readyToSubmit)
      .when(submit({ approved: false }))
      .then(submittedFact);
    expect(stateOf(...submitted)).toMatchObject({ status: 'submitted', approved: false, submittedAt: later(7) });
  });
  it('F22 is made once', () =>
    request(...submitted)
      .when(submit())
      .thenRefused('change-request.closed', { kind: 'conflict', requestStatus: 'submitted' }));
  it('F21 all documents must be signed', () => {
    request(...allShown, consented)
      .when(submit())
      .thenRefused('agreement.not-signed', { kind: 'rule', documentIds: ['changeApplication', 'certificateLetter'] });
    request(...allShown, signed('changeApplication'), consented)
      .when(submit())
      .thenRefused('agreement.not-signed', { documentIds: ['certificateLetter'] });
  });
  it('F21 as they are now', () =>
    request(...readyToSubmit)
      .when(submit({ documents: { ...documents, certificateLetter: 'other bytes' } }))
      .thenRefused('agreement.changed', { kind: 'rule' }));
  it('F21 consent must have been given', () =>
    request(...allSigned)
      .when(submit())
      .thenRefused('agreement.not-consented', { kind: 'rule' }));
  it('F19 a new photo after signing means signing again', () =>
    request(...readyToSubmit, uploaded('idFront'))
      .when(submit())
      .thenRefused('agreement.not-signed'));
  it('F19 the profile’s group must be what it was', () =>
    request(...readyToSubmit)
      .when(
        submit({
          group: { ...group, version: 2, current: { kind: 'contactPhone', contactPhone: phone, contactMobile: null } },
        }),
      )
      .thenRefused('change-request.stale', { kind: 'conflict', fields: ['contactMobile'] }));
});

describe('after submission', () => {
  const confirm = { type: 'ConfirmApplication', at: later(8) } as const;
  const applied = { type: 'ProfileChangeRequestApplied', data: { appliedAt: later(8) } } as const;
  const reopen = (at = later(8)) => ({ type: 'ReopenRequest', at }) as const;
  const reopened = { type: 'ProfileChangeRequestReopened', data: { reason: 'stale', reopenedAt: later(8) } } as const;
  const rejected = { type: 'ProfileChangeRequestRejected', data: { reason: '照片不清', decidedAt: later(8) } } as const;

  it('F22 only an approved request is applied, once', () => {
    request(...approved)
      .when(confirm)
      .then(applied);
    for (const facts of [readyToSubmit, submitted, [...approved, applied]])
      request(...facts)
        .when(confirm)
        .thenNothing();
    expect(stateOf(...approved, applied)).toMatchObject({ status: 'applied', decidedAt: later(7) });
  });
  it('F19 goes back to the customer when the profile changed in between, once', () => {
    request(...approved)
      .when(reopen())
      .then(reopened);
    for (const facts of [submitted, [...approved, applied], [...approved, reopened]])
      request(...facts)
        .when(reopen())
        .thenNothing();
    expect(stateOf(...approved, reopened)).toMatchObject({
      status: 'open',
      approved: false,
      submittedAt: null,
      decidedAt: null,
    });
  });
  it('F19 and is over when its 30 days are', () => {
    const at = inThirtyDays;
    request(...approved)
      .when(reopen(at))
      .then(
        { ...reopened, data: { reason: 'stale', reopenedAt: at } },
        { type: 'ProfileChangeRequestExpired', data: { expiredAt: at } },
      );
  });
  it('F22 a rejection keeps its reason and changes nothing', () => {
    expect(stateOf(...submitted, rejected)).toMatchObject({
      status: 'rejected',
      rejectionReason: '照片不清',
      decidedAt: later(8),
    });
    request(...submitted, rejected)
      .when(confirm)
      .thenNothing();
  });
});
