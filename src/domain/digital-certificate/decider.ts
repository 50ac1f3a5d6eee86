import type { Decider } from '../shared/decider.js';
import { notFound } from '../shared/domain-error.js';
import type { Instant } from '../shared/instant.js';
import type { DigitalCertificateEvent, IssuedCertificate, RevocationReason } from './events.js';

export type DigitalCertificateCommand =
  | { readonly type: 'IssueCertificate'; readonly certificate: IssuedCertificate }
  | { readonly type: 'RevokeCertificate'; readonly reason: RevocationReason; readonly at: Instant };

export type DigitalCertificate =
  | { readonly is: 'none' }
  | (IssuedCertificate & {
      readonly is: 'issued';
      readonly revoked: { readonly reason: RevocationReason; readonly at: Instant } | null;
    });

export const digitalCertificate: Decider<DigitalCertificateCommand, DigitalCertificateEvent, DigitalCertificate> = {
  category: 'DigitalCertificate',
  initialState: { is: 'none' },
  decide(command, state) {
    if (command.type === 'IssueCertificate')
      return state.is === 'issued' ? [] : [{ type: 'CertificateIssued', data: command.certificate }];
    if (state.is === 'none') throw notFound('certificate.not-found');
    if (state.revoked) return [];
    const { reason, at } = command;
    return [{ type: 'CertificateRevoked', data: { serial: state.serial, reason, revokedAt: at } }];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'CertificateIssued':
        return { is: 'issued', ...event.data, revoked: null };
      case 'CertificateRevoked': {
        const { reason, revokedAt } = event.data;
        return state.is === 'issued' && !state.revoked ? { ...state, revoked: { reason, at: revokedAt } } : state;
      }
    }
  },
};

export type CertificateState = 'active' | 'revoked' | 'superseded' | 'expired';

/** How a certificate stands at an instant (F28). */
export const certificateStateAt = (
  certificate: Extract<DigitalCertificate, { is: 'issued' }>,
  at: Instant,
): CertificateState => {
  if (certificate.revoked) return certificate.revoked.reason === 'superseded' ? 'superseded' : 'revoked';
  return at > certificate.notAfter ? 'expired' : 'active';
};
