import { Injectable } from '@nestjs/common';
import { systemContext } from '../core/command-context.js';
import { ownerId } from '../core/ids.js';
import { LostCertificates } from '../futures/certificate/lost-certificates.js';
import { SigningCertificates } from '../futures/certificate/signing-certificates.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { Process } from './process.js';

/** F29, should the service have died between a revocation and what it takes along. Sessions of later are not its business. */
@Injectable()
export class SettleLostCertificates implements Process {
  readonly name = 'settle-lost-certificates';
  readonly types = ['CertificateRevoked'];
  readonly beginsAt = 'now';

  constructor(
    private readonly certificates: SigningCertificates,
    private readonly lost: LostCertificates,
  ) {}

  async handle(event: StoredEvent): Promise<void> {
    const { at, correlationId, device } = event.metadata;
    const certificate = await this.certificates.issued(ownerId(event.stream), event.revision);
    const context = systemContext(this.name, at, { id: event.id, correlationId });
    if (certificate) await this.lost.settle(certificate, device, context);
  }
}
