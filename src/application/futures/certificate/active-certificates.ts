import { Injectable } from '@nestjs/common';
import { digitalCertificate } from '../../../domain/digital-certificate/decider.js';
import { Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { uuidOf } from '../../core/ids.js';
import { type Issued, SigningCertificates } from './signing-certificates.js';

/** One active certificate per customer and company (F28). */
@Injectable()
export class ActiveCertificates {
  constructor(
    private readonly claims: Claims,
    private readonly certificates: SigningCertificates,
    private readonly runner: CommandRunner,
  ) {}

  /** The newest one stays, whatever the order in which this is called; the other is revoked. Safe to repeat. */
  async supersede(certificate: Issued, context: CommandContext): Promise<void> {
    const current = await this.certificates.current(certificate.customerId);
    if (current?.serial === certificate.serial) return;
    if (current && isNewer(current, certificate)) return this.revoke(certificate, context);
    const owner = `${digitalCertificate.category}-${uuidOf(certificate.serial)}`;
    await this.claims.transfer(['activeCertificate', certificate.customerId], owner, context);
    if (current) await this.revoke(current, context);
  }

  private async revoke({ serial }: Issued, context: CommandContext): Promise<void> {
    const command = { type: 'RevokeCertificate', reason: 'superseded', at: context.at } as const;
    await this.runner.run(digitalCertificate, uuidOf(serial), command, partOf(context, 'supersede', serial));
  }
}

const isNewer = (one: Issued, other: Issued): boolean => {
  if (one.supersedes === other.serial) return true;
  return other.supersedes !== one.serial && one.issuedAt > other.issuedAt;
};
