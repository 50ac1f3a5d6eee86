import { describe, expect, it } from '@jest/globals';
import { certificateStateAt, digitalCertificate } from '../../src/domain/digital-certificate/decider.js';
import type { DigitalCertificateEvent, RevocationReason } from '../../src/domain/digital-certificate/events.js';
import { plus } from '../../src/domain/shared/instant.js';
import { given } from '../support/decider-spec.js';
import { certificate, issued, later } from './histories.js';

const revoked = (reason: RevocationReason): DigitalCertificateEvent => ({
  type: 'CertificateRevoked',
  data: { serial: certificate.serial, reason, revokedAt: later(60) },
});
const revoke = (reason: RevocationReason) => ({ type: 'RevokeCertificate', reason, at: later(60) }) as const;
const issue = { type: 'IssueCertificate', certificate } as const;
const reasons = ['lost', 'locked', 'superseded'] as const;

describe('digital certificate', () => {
  it('F27 is issued once', () => {
    given(digitalCertificate).when(issue).then(issued);
    given(digitalCertificate, issued).when(issue).thenNothing();
    given(digitalCertificate, issued, revoked('lost')).when(issue).thenNothing();
  });
  it.each(reasons)('F28 is revoked as %s, once; the first reason stands', (reason) => {
    given(digitalCertificate, issued).when(revoke(reason)).then(revoked(reason));
    for (const other of reasons) given(digitalCertificate, issued, revoked(reason)).when(revoke(other)).thenNothing();
    const twice = [issued, revoked(reason), revoked('locked')].reduce(digitalCertificate.evolve, { is: 'none' });
    expect(twice).toMatchObject({ revoked: { reason, at: later(60) } });
  });
  it('F28 one that was never issued cannot be revoked', () =>
    given(digitalCertificate).when(revoke('lost')).thenRefused('certificate.not-found', { kind: 'not-found' }));
});

describe('how a certificate stands', () => {
  const at = (instant: string, ...facts: DigitalCertificateEvent[]) => {
    const state = [issued, ...facts].reduce(digitalCertificate.evolve, digitalCertificate.initialState);
    if (state.is !== 'issued') throw new Error('not issued');
    return certificateStateAt(state, instant);
  };
  it('F28 is valid until the last instant, then expired', () => {
    expect(at(certificate.notAfter)).toBe('active');
    expect(at(plus(certificate.notAfter, 1))).toBe('expired');
  });
  it.each([
    ['lost', 'revoked'],
    ['locked', 'revoked'],
    ['superseded', 'superseded'],
  ] as const)('F28 revoked as %s it reads %s, also after its time', (reason, state) => {
    expect(at(later(61), revoked(reason))).toBe(state);
    expect(at(plus(certificate.notAfter, 1), revoked(reason))).toBe(state);
  });
});
