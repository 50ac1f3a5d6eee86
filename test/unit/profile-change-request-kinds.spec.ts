import { describe, expect, it } from '@jest/globals';
import type { ProfileChangeRequestCommand } from '../../src/domain/profile-change-request/commands.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import { basisOf } from '../../src/domain/profile-change-request/form.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { given } from '../support/decider-spec.js';
import {
  consented,
  customer,
  documentSeed,
  documents,
  group,
  kept,
  later,
  letterAgreed,
  openedAs,
  shown,
  signed,
  uploaded,
} from './histories.js';

const request = (...facts: readonly ProfileChangeRequestEvent[]) => given(profileChangeRequest, ...facts);
const stateOf = (...facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

const validity = { start: '2025-12-01', end: '2045-12-01' };
const proposeValidity = (now = group): ProfileChangeRequestCommand => ({
  type: 'ProposeChange',
  documentSeed,
  form: { kind: 'identityValidity', validity },
  group: now,
  at: later(3),
});
const validityProposed: ProfileChangeRequestEvent = {
  type: 'CardValidityProposed',
  data: { validity, documentSeed, proposedAt: later(3) },
};
const fresh = [
  openedAs('identityValidity'),
  uploaded('idFront'),
  uploaded('idBack'),
  uploaded('signature'),
  letterAgreed,
];

const other = { ...customer.other, intermediary: '王五' };
const proposeOther = (now = group): ProfileChangeRequestCommand => ({
  type: 'ProposeChange',
  documentSeed,
  form: { kind: 'otherInformation', other },
  group: now,
  at: later(3),
});
const otherProposed: ProfileChangeRequestEvent = {
  type: 'OtherInformationProposed',
  data: { other, documentSeed, proposedAt: later(3) },
};
const echoed = [openedAs('otherInformation'), kept('idFront'), kept('idBack'), kept('signature'), letterAgreed];

describe('change request: ID validity', () => {
  it('F16 is proposed, once', () => {
    request(...fresh)
      .when(proposeValidity())
      .then(validityProposed);
    request(...fresh, validityProposed)
      .when(proposeValidity())
      .thenNothing();
    expect(stateOf(...fresh, validityProposed).proposed).toEqual({ kind: 'identityValidity', validity });
  });
  it('F12 all three photos must be uploaded after it was opened', () =>
    request(openedAs('identityValidity'), uploaded('idFront'), letterAgreed)
      .when(proposeValidity())
      .thenRefused('photo.fresh-required', { kind: 'rule', kinds: ['idBack', 'signature'] }));
  it('F16 must differ from the one on file', () =>
    request(...fresh)
      .when(proposeValidity({ ...group, current: { kind: 'identityValidity', ...validity } }))
      .thenRefused('change-request.no-change', { kind: 'rule' }));
  it('F16 V2.2 is looked at again at submission, since midnight may have passed', () => {
    const ready = [...fresh, validityProposed, shown('changeApplication'), signed('changeApplication'), consented];
    const { changeApplication } = documents;
    const submit = (today: string) =>
      ({
        type: 'SubmitRequest',
        documents: { changeApplication },
        approved: false,
        group,
        today,
        at: later(7),
      }) as const;
    request(...ready)
      .when(submit('2045-11-30'))
      .then({ type: 'ProfileChangeRequestSubmitted', data: { submittedAt: later(7) } });
    request(...ready)
      .when(submit('2045-12-01'))
      .thenRefused('validity.expired', { kind: 'rule' });
  });
});

describe('change request: ID validity upon a changed card', () => {
  const onFile = { kind: 'identityValidity', start: '2015-01-01', end: '2025-12-31' } as const;
  const before = { ...group, current: onFile };
  const upon = (data: object): ProfileChangeRequestEvent[] => {
    const [opened, ...rest] = fresh;
    return [{ ...opened, data: { ...opened!.data, ...data } } as ProfileChangeRequestEvent, ...rest];
  };
  const changed = { ...before, version: 2, name: '测试0034', idAddress: '上海市测试路2号' };

  it.each([
    [{ name: '测试0034' }, ['name']],
    [{ idAddress: '上海市测试路2号' }, ['idAddress']],
    [{ name: '测试0034', current: { ...onFile, end: '2035-12-31' } }, ['name', 'end']],
  ])('F19 %j is what makes it stale', (change, fields) =>
    request(...upon(basisOf(before)))
      .when(proposeValidity({ ...before, version: 2, ...change }))
      .thenRefused('change-request.stale', { fields }));

  it('F19 F20 refresh takes the name of today, which the documents show', () => {
    const refreshed = {
      type: 'ProfileChangeRequestRefreshed',
      data: { ...basisOf(changed), refreshedAt: later(4) },
    } as const;
    request(...upon(basisOf(before)), validityProposed)
      .when({ type: 'RefreshRequest', group: changed, at: later(4) })
      .then(refreshed);
    expect(stateOf(...upon(basisOf(before)), validityProposed, refreshed)).toMatchObject({
      name: '测试0034',
      idAddress: '上海市测试路2号',
      basis: 2,
      proposed: null,
    });
  });

  it('F19 one opened before the ID address was recorded names it, since it may have changed', () =>
    request(...upon({ ...basisOf(before), idAddress: undefined }))
      .when(proposeValidity({ ...before, version: 2 }))
      .thenRefused('change-request.stale', { fields: ['idAddress'] }));
});

describe('change request: other information', () => {
  it('F18 the whole form is proposed, once', () => {
    request(...echoed)
      .when(proposeOther())
      .then(otherProposed);
    request(...echoed, otherProposed)
      .when(proposeOther())
      .thenNothing();
    expect(stateOf(...echoed, otherProposed).proposed).toEqual({ kind: 'otherInformation', other });
  });
  it('F18 all unchanged is no change', () =>
    request(...echoed)
      .when(proposeOther({ ...group, current: { kind: 'otherInformation', ...other } }))
      .thenRefused('change-request.no-change', { kind: 'rule' }));
});

describe('change request: the kinds', () => {
  const stale = { ...group, version: 2, current: { kind: 'otherInformation', ...other } } as const;
  it.each([
    ['identityValidity', fresh, proposeOther()],
    ['otherInformation', echoed, proposeValidity()],
  ] as const)('F15 %s has no form of another kind', (_kind, facts, command) =>
    request(...facts)
      .when(command)
      .thenRefused('change-request.not-found', { kind: 'not-found' }));
  it.each([
    ['identityValidity', fresh, proposeValidity(stale)],
    ['otherInformation', echoed, proposeOther(stale)],
  ] as const)('F19 %s is refused as stale when its group changed meanwhile', (_kind, facts, command) =>
    request(...facts)
      .when(command)
      .thenRefused('change-request.stale', { kind: 'conflict' }));
});
