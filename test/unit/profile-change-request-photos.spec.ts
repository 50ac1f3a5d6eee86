import { describe, expect, it } from '@jest/globals';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { given } from '../support/decider-spec.js';
import {
  agree,
  documentSeed,
  group,
  keep,
  kept,
  later,
  letter,
  letterAgreed,
  mobile,
  onFile,
  opened,
  openedAs,
  photosDone,
  upload,
  uploaded,
} from './histories.js';

const request = (...facts: readonly ProfileChangeRequestEvent[]) => given(profileChangeRequest, ...facts);
const stateOf = (...facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

const form = { kind: 'contactPhone', phone: mobile, verifiedBy: 'smsCode' } as const;
const propose = { type: 'ProposeChange', documentSeed, form, group, at: later(3) } as const;

describe('change request: photos', () => {
  it('F11 the photos on file are echoed, and an echo alone fills no slot', () => {
    const echo = { ...onFile.idFront, state: 'onFile' };
    expect(stateOf(openedAs('contactPhone', { idFront: onFile.idFront })).photos).toEqual({
      idFront: echo,
      idBack: { state: 'missing' },
      signature: { state: 'missing' },
    });
    request(opened, letterAgreed)
      .when(propose)
      .thenRefused('photo.missing', { kind: 'rule', kinds: ['idFront', 'idBack', 'signature'] });
  });
  it('F11 an echo is kept, once', () => {
    request(opened).when(keep('idFront')).then(kept('idFront'));
    request(opened, kept('idFront')).when(keep('idFront')).thenNothing();
  });
  it('F11 what is not on file cannot be kept', () => {
    const empty = openedAs('contactPhone', {});
    request(empty)
      .when(keep('idFront'))
      .thenRefused('photo.missing', { kind: 'rule', kinds: ['idFront'] });
    request(empty, uploaded('idFront')).when(keep('idFront')).thenRefused('photo.missing');
  });
  it('F11 an echo is replaced, and taken back', () => {
    request(opened).when(upload('idFront')).then(uploaded('idFront'));
    request(opened, kept('idFront')).when(upload('idFront')).then(uploaded('idFront'));
    request(opened, uploaded('idFront')).when(upload('idFront')).thenNothing();
    request(opened, uploaded('idFront')).when(keep('idFront')).then(kept('idFront'));
    expect(stateOf(opened, uploaded('idFront'), kept('idFront')).photos.idFront).toEqual({
      ...onFile.idFront,
      state: 'kept',
    });
  });
  it('F12 an ID-validity request keeps no echo', () =>
    request(openedAs('identityValidity'))
      .when(keep('signature'))
      .thenRefused('photo.fresh-required', { kind: 'rule', kinds: ['signature'] }));
  it('F12 its form needs all three uploaded after it was opened', () => {
    const two = [openedAs('identityValidity'), uploaded('idFront'), uploaded('idBack'), letterAgreed];
    request(...two)
      .when({
        type: 'ShowAgreement',
        document: { documentId: 'a', version: '1', sha256: 'a', objectId: 'a' },
        at: later(4),
      })
      .thenRefused('change-request.step-not-reached', { step: 'photos' });
    request(...two, uploaded('signature'))
      .when({
        type: 'ShowAgreement',
        document: { documentId: 'a', version: '1', sha256: 'a', objectId: 'a' },
        at: later(4),
      })
      .thenRefused('change-request.step-not-reached', { step: 'form' });
  });
  it('F13 one file may not serve two kinds, however it got there', () => {
    const twice = { kind: 'rule', kinds: ['idFront', 'idBack'] };
    request(opened, uploaded('idFront')).when(upload('idBack', 'new idFront')).thenRefused('photo.duplicate', twice);
    request(opened, kept('idFront')).when(upload('idBack', 'idFront on file')).thenRefused('photo.duplicate', twice);
    const front = { ...onFile, idBack: onFile.idFront };
    request(openedAs('contactPhone', front), kept('idFront'))
      .when(keep('idBack'))
      .thenRefused('photo.duplicate', twice);
    request(opened, uploaded('idFront', 'idBack on file')).when(keep('idBack')).thenRefused('photo.duplicate', twice);
  });
  it('F13 an echo that is not kept stands in nobody’s way', () =>
    request(opened).when(upload('idBack', 'idFront on file')).then(uploaded('idBack', 'idFront on file')));
});

describe('change request: responsibility letter', () => {
  it('F14 P6 what was read is agreed to, once', () => {
    request(opened).when(agree()).then(letterAgreed);
    request(opened, letterAgreed).when(agree()).thenNothing();
  });
  it('F14 a text that is no longer the company’s cannot be agreed to', () =>
    request(opened).when(agree('0')).thenRefused('responsibility-letter.outdated', { kind: 'rule' }));
  it('F14 a new version is agreed to anew', () => {
    const next = { ...letter, version: '2', sha256: 'letter 2' };
    request(opened, letterAgreed)
      .when(agree('2', next))
      .then({ type: 'ResponsibilityLetterAgreed', data: { ...next, scope: 'general', agreedAt: later(2) } });
  });
  it('F14 the form waits for the letter', () =>
    request(...photosDone.filter((fact) => fact !== letterAgreed))
      .when(propose)
      .thenRefused('change-request.step-not-reached', { step: 'photos' }));
});
