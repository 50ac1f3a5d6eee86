import { Injectable } from '@nestjs/common';
import { systemContext } from '../core/command-context.js';
import { ownerId } from '../core/ids.js';
import { ActiveCertificates } from '../futures/certificate/active-certificates.js';
import { SigningCertificates } from '../futures/certificate/signing-certificates.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { Process } from './process.js';

/** F28, should the service have died between issuing a certificate and revoking the one before it. */
@Injectable()
export class SupersedeCertificates implements Process {
  readonly name = 'supersede-certificates';
  readonly types = ['CertificateIssued'];
  readonly beginsAt = 'first';

  constructor(
    private readonly certificates: SigningCertificates,
    private readonly active: ActiveCertificates,
  ) {}

  async handle(event: StoredEvent): Promise<void> {
    const { at, correlationId } = event.metadata;
    const certificate = await this.certificates.issued(ownerId(event.stream), event.revision);
    if (certificate)
      await this.active.supersede(certificate, systemContext(this.name, at, { id: event.id, correlationId }));
  }
}
