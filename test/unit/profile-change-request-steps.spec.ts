import { describe, expect, it } from '@jest/globals';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import { stageOf, stepOf } from '../../src/domain/profile-change-request/progress.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import {
  allShown,
  allSigned,
  consented,
  documents,
  formDone,
  kept,
  letterAgreed,
  opened,
  openedAs,
  photosDone,
  readyToSubmit,
  submitted,
  uploaded,
} from './histories.js';

const stateOf = (...facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

describe('the step pointer', () => {
  const documentIds = Object.keys(documents);
  const step = (facts: readonly ProfileChangeRequestEvent[], certificateUsable = true) =>
    stepOf(stateOf(...facts), { documentIds, certificateUsable });
  const fresh = [openedAs('identityValidity'), uploaded('idFront'), uploaded('idBack'), uploaded('signature')];

  it.each([
    ['photos', [opened]],
    ['photos', [opened, kept('idFront'), kept('idBack'), kept('signature')]],
    ['photos', [openedAs('identityValidity'), kept('idFront'), kept('idBack'), kept('signature'), letterAgreed]],
    ['form', [...fresh, letterAgreed]],
    ['form', photosDone],
    ['agreements', formDone],
    ['agreements', allShown],
    ['agreements', allSigned],
    ['submission', readyToSubmit],
    ['done', submitted],
  ] as const)('F19 stands at %s: the first step that is not finished', (expected, facts) =>
    expect(step(facts)).toBe(expected));
  it('F23 without a usable certificate a request waits before signing; once signed none is needed', () => {
    expect(step(formDone, false)).toBe('certificate');
    expect(step([...formDone, consented], false)).toBe('certificate');
    expect(step(photosDone, false)).toBe('form');
    expect(step(readyToSubmit, false)).toBe('submission');
  });
  it('F30 the stage: photos and form 1; certificate, agreements and submission 2; done the last', () => {
    expect(
      (['photos', 'form', 'certificate', 'agreements', 'submission', 'done'] as const).map((each) => stageOf(each, 3)),
    ).toEqual([1, 1, 2, 2, 2, 3]);
  });
});
