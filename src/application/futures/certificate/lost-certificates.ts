import { Injectable } from '@nestjs/common';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import { changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { Sessions } from '../../shared/sessions.js';
import { customerSubject } from '../account/customers.js';
import type { Issued } from './signing-certificates.js';

/**
 * What goes with a certificate that its owner gave up as lost (F28, F29): somebody else may hold the device. One that is
 * locked or superseded takes nothing along: its signatures were made with the right password, by who still has the device.
 */
@Injectable()
export class LostCertificates {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
    private readonly sessions: Sessions,
  ) {}

  /** Voids its signatures in requests that were not submitted, and ends the sessions of its device unless the owner called from it. Safe to repeat. */
  async settle(certificate: Issued, calledFrom: string | null, context: CommandContext): Promise<void> {
    if (certificate.revoked?.reason !== 'lost') return;
    const { customerId, companyCode, serial: certificateSerial, device } = certificate;
    for (const kind of changeKinds) {
      const id = await this.claims.holder(['openRequest', customerId, kind]);
      if (!id) continue;
      const { state } = await this.runner.load(profileChangeRequest, id);
      if (state.is !== 'opened') continue;
      const command = { type: 'VoidSignatures', certificateSerial, at: context.at } as const;
      const subject = customerSubject(companyCode, customerId);
      await this.runner.run(profileChangeRequest, id, command, partOf(context, 'void', id), subject);
    }
    if (device !== calledFrom) await this.sessions.endOn(device, customerId);
  }
}
