import { Injectable } from '@nestjs/common';
import {
  type CertificateState,
  certificateStateAt,
  type DigitalCertificate,
  digitalCertificate,
} from '../../../domain/digital-certificate/decider.js';
import { rule } from '../../../domain/shared/domain-error.js';
import type { Instant } from '../../../domain/shared/instant.js';
import type { CodeOf } from '../../../domain/shared/problem-codes.js';
import { Claims } from '../../core/claims.js';
import { CommandRunner } from '../../core/command-runner.js';
import { uuidOf } from '../../core/ids.js';
import type { FuturesSession } from '../account/customers.js';

export type Issued = Extract<DigitalCertificate, { is: 'issued' }>;

/** Which certificate may sign (F23, F28, F29), judged upon the log itself. A serial is its stream's id without dashes. */
@Injectable()
export class SigningCertificates {
  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
  ) {}

  /** The customer's newest certificate, whatever its state. */
  async current(customerId: string): Promise<Issued | undefined> {
    const id = await this.currentId(customerId);
    return id ? this.byId(id) : undefined;
  }

  async bySerial(serial: string): Promise<Issued | undefined> {
    return /^[0-9a-f]{32}$/.test(serial) ? this.byId(uuidOf(serial)) : undefined;
  }

  /** @throws DomainError that says why this certificate may not sign here and now */
  async mustBeUsable(serial: string, session: FuturesSession, at: Instant): Promise<Issued> {
    const certificate = await this.bySerial(serial);
    if (!certificate) throw rule('certificate.required');
    if (certificate.customerId !== session.subject) throw rule('certificate.not-yours');
    const state = certificateStateAt(certificate, at);
    if (state !== 'active') throw rule(refusals[state]);
    if (certificate.device !== session.device) throw rule('certificate.other-device');
    if ((await this.currentId(session.subject)) !== uuidOf(serial)) throw rule('certificate.revoked');
    return certificate;
  }

  /** The certificate that an event is about. @throws DependencyUnavailable when the log does not show the event yet */
  async issued(id: string, revisionOfEvent: bigint): Promise<Issued | undefined> {
    const { state } = await this.runner.loadWith(digitalCertificate, id, revisionOfEvent);
    return state.is === 'issued' ? state : undefined;
  }

  private currentId(customerId: string): Promise<string | undefined> {
    return this.claims.holder(['activeCertificate', customerId]);
  }

  private async byId(id: string): Promise<Issued | undefined> {
    const { state } = await this.runner.load(digitalCertificate, id);
    return state.is === 'issued' ? state : undefined;
  }
}

const refusals: { readonly [S in Exclude<CertificateState, 'active'>]: CodeOf<'rule'> } = {
  revoked: 'certificate.revoked',
  superseded: 'certificate.revoked',
  expired: 'certificate.expired',
};
