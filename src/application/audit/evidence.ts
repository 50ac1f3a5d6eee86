import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { certificateStateAt, digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import type { AgreementSignature } from '../../domain/profile-change-request/events.js';
import { notFound } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import type { CommandContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { uuidOf } from '../core/ids.js';
import { customerSubject } from '../futures/account/customers.js';
import { Revocation } from '../futures/certificate/revocation.js';
import { RevocationList } from '../futures/certificate/revocation-list.js';
import { type Issued, SigningCertificates } from '../futures/certificate/signing-certificates.js';
import { CertificateAuthority, SignatureFormat } from '../ports/certificate-authority.js';
import { EventStore } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { mustActFor } from '../shared/own-scopes.js';
import { isKept, SealedObjects } from '../shared/sealed-objects.js';
import { StaffActs } from '../shared/staff-acts.js';
import { auditItem } from './audited.js';
import { type CertificateStanding, evidenceReadme, type SignedDocument } from './evidence-readme.js';

export interface EvidenceFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A command, since the export is a fact itself. */
export class ExportEvidence extends Command<readonly EvidenceFile[]> {
  constructor(
    readonly changeRequestId: string,
    readonly reason: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * F29: everything that a third party needs to verify the signatures of a request, offline and for good.
 * @throws DomainError `change-request.not-found`, also for another scope's
 */
@CommandHandler(ExportEvidence)
export class ExportEvidenceHandler implements ICommandHandler<ExportEvidence> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly objects: SealedObjects,
    private readonly certificates: SigningCertificates,
    private readonly authority: CertificateAuthority,
    private readonly format: SignatureFormat,
    private readonly revocation: Revocation,
    private readonly revocationList: RevocationList,
    private readonly customers: CustomerScopes,
    private readonly acts: StaffActs,
  ) {}

  async execute({ changeRequestId, reason, staff, context }: ExportEvidence): Promise<readonly EvidenceFile[]> {
    const { state: request } = await this.runner.load(profileChangeRequest, changeRequestId);
    if (request.is !== 'opened') throw notFound('change-request.not-found');
    const scope = await this.customers.of(request.customerId);
    mustActFor(staff, scope, 'change-request.not-found');
    await this.acts.record({ type: 'EvidenceExported', data: { changeRequestId, reason } }, scope, staff, context);

    const isErased = (await this.runner.load(customerAccount, request.customerId)).state.is === 'erased';
    const signatures = Object.values(request.signed);
    const issued = await this.issued(signatures);
    const files: EvidenceFile[] = [];
    const documents: SignedDocument[] = [];
    for (const signature of signatures) {
      const bytes = await this.objects.get(
        customerSubject(request.companyCode, request.customerId),
        signature.objectId,
      );
      const { documentId, version, sha256, certificateSerial, signedAt } = signature;
      const state = isKept(bytes) ? 'kept' : isErased ? 'erased' : 'missing';
      documents.push({ documentId, version, sha256, certificateSerial, signedAt, bytes: state });
      if (isKept(bytes)) files.push({ path: `documents/${documentId}.html`, bytes });
      files.push({ path: `signatures/${documentId}.p7s`, bytes: this.cms(signature, issued) });
    }
    const standings = issued.map((certificate) => standingOf(certificate, context.at));
    const readme = evidenceReadme(changeRequestId, context.at, documents, standings);
    return [
      { path: 'README.md', bytes: Buffer.from(readme) },
      ...files,
      ...(await this.certificateFiles(issued)),
      json('revocation.json', { asOf: context.at, certificates: standings }),
      json('events.json', await this.events(changeRequestId, issued)),
    ];
  }

  private async issued(signatures: readonly AgreementSignature[]): Promise<readonly Issued[]> {
    const serials = new Set(signatures.map(({ certificateSerial }) => certificateSerial));
    const found = await Promise.all([...serials].map((serial) => this.certificates.bySerial(serial)));
    return found.filter((each) => each !== undefined);
  }

  private cms({ toBeSigned, signature, certificateSerial }: AgreementSignature, issued: readonly Issued[]): Uint8Array {
    const { certificate } = issued.find(({ serial }) => serial === certificateSerial)!;
    const bytes = (base64: string) => Buffer.from(base64, 'base64');
    return this.format.assemble({ toBeSigned: bytes(toBeSigned), signature: bytes(signature), certificate });
  }

  private async certificateFiles(issued: readonly Issued[]): Promise<EvidenceFile[]> {
    const files = [
      { path: 'ca.pem', bytes: Buffer.from(this.authority.caPem) },
      { path: 'chain.pem', bytes: Buffer.from(this.authority.chainPem) },
      { path: 'crl.pem', bytes: Buffer.from(pem('X509 CRL', await this.revocationList.current())) },
    ];
    for (const { serial, certificate } of issued) {
      const { response } = await this.revocation.ocsp(this.authority.ocspRequest(serial));
      files.push({ path: `certificates/${serial}.pem`, bytes: Buffer.from(certificate) });
      files.push({ path: `ocsp/${serial}.der`, bytes: Buffer.from(response) });
    }
    return files;
  }

  /** Of the request, the certificates, and the video verifications that led to them; personal fields masked. */
  private async events(changeRequestId: string, issued: readonly Issued[]): Promise<readonly object[]> {
    const streams = new Set([
      ...issued.map(({ verificationId }) => `${videoVerification.category}-${verificationId}`),
      ...issued.map(({ serial }) => `${digitalCertificate.category}-${uuidOf(serial)}`),
      `${profileChangeRequest.category}-${changeRequestId}`,
    ]);
    const items: object[] = [];
    for (const stream of streams) for await (const event of this.store.read(stream)) items.push(auditItem(event));
    return items;
  }
}

const standingOf = (certificate: Issued, at: Instant): CertificateStanding => ({
  serial: certificate.serial,
  state: certificateStateAt(certificate, at),
  notAfter: certificate.notAfter,
  revokedAt: certificate.revoked?.at ?? null,
  reason: certificate.revoked?.reason ?? null,
});

const json = (path: string, value: unknown): EvidenceFile => ({
  path,
  bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
});

/** RFC 7468. */
const pem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};
