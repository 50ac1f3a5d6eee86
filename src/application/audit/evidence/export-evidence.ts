import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { auditTrail } from '../../../domain/audit-trail/audit-trail.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import type { CommandContext } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { EventCodec } from '../../core/event-codec.js';
import { sha256 } from '../../core/ids.js';
import { type Issued, SigningCertificates } from '../../futures/certificate/signing-certificates.js';
import { EventStore, type StoredEvent } from '../../ports/event-store.js';
import type { Staff } from '../../ports/staff-tokens.js';
import { DependencyUnavailable } from '../../ports/unavailable.js';
import { Companies } from '../../shared/companies.js';
import { CustomerScopes } from '../../shared/customer-scopes.js';
import { mustActFor } from '../../shared/own-scopes.js';
import { StaffActs } from '../../shared/staff-acts.js';
import { type EvidenceFile, manifestOf, textFile } from './archive.js';
import { CertificateFiles, standingOf } from './certificate-files.js';
import { certificatePage, type PassedVerification } from './certificate-page.js';
import { Disclosures, disclosuresFile } from './disclosures.js';
import { eventsFile, filesOfEvent, pathOfEvent, RequestEvents, streamsFile } from './event-files.js';
import { LogProofs } from './log-proofs.js';
import { readmeOf } from './readme.js';
import { SignedDocuments } from './signed-documents.js';
import { OfflineVerifiers } from './verifiers.js';

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
 * F29: everything that a third party needs to verify a request, offline and for good. The manifest names every file by its
 * digest, the fact of the export names the manifest's, and the transparency log has that fact.
 * @throws DomainError `change-request.not-found`, also for another scope's; DependencyUnavailable while the transparency log
 * is not over the facts; NotInTree where the log was altered
 */
@CommandHandler(ExportEvidence)
export class ExportEvidenceHandler implements ICommandHandler<ExportEvidence> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly certificates: SigningCertificates,
    private readonly signedDocuments: SignedDocuments,
    private readonly certificateFiles: CertificateFiles,
    private readonly requestEvents: RequestEvents,
    private readonly disclosures: Disclosures,
    private readonly logProofs: LogProofs,
    private readonly customers: CustomerScopes,
    private readonly companies: Companies,
    private readonly verifiers: OfflineVerifiers,
    private readonly acts: StaffActs,
  ) {}

  async execute({ changeRequestId, reason, staff, context }: ExportEvidence): Promise<readonly EvidenceFile[]> {
    const { state: request } = await this.runner.load(profileChangeRequest, changeRequestId);
    if (request.is !== 'opened') throw notFound('change-request.not-found');
    const scope = await this.customers.of(request.customerId);
    mustActFor(staff, scope, 'change-request.not-found');

    const exportedAt = context.at;
    const certificates = await this.issued(Object.values(request.signed).map((each) => each.certificateSerial));
    const { documents, files: signed } = await this.signedDocuments.of(request, certificates);
    const standings = certificates.map((each) => standingOf(each, exportedAt, documents));
    const parts = await this.requestEvents.of(
      changeRequestId,
      request.customerId,
      certificates,
      Object.values(request.signed),
    );
    const events = this.requestEvents.inOrder(parts);
    const { files: proofs, stamp } = await this.logProofs.ofEvents(events);
    const hasDocuments = documents.some(({ bytes }) => bytes === 'kept');
    const shown = await this.disclosures.of(events, request.customerId, hasDocuments);
    const files = [
      certificatePage({
        changeRequestId,
        exportedAt,
        companyName: this.companyName(request.companyCode),
        request,
        documents,
        certificates,
        standings,
        verifications: await this.passed(events),
        shown,
        events,
        stampedAt: stamp?.at,
      }),
      ...signed,
      ...(await this.certificateFiles.of(certificates, standings, exportedAt)),
      ...events.flatMap((event, n) => filesOfEvent(pathOfEvent(n), event)),
      ...proofs,
      eventsFile(events),
      disclosuresFile(shown),
      streamsFile(parts),
      ...this.verifiers.files,
    ];
    const hasAnswers = this.certificateFiles.issuersAreValid(certificates, exportedAt);
    const content = { changeRequestId, exportedAt, documents, certificates: standings, hasAnswers, stamp, files };
    const readme = textFile('README.md', readmeOf(content));
    const manifest = manifestOf(changeRequestId, exportedAt, [readme, ...files]);
    const act = { changeRequestId, reason, manifestSha256: sha256(manifest.bytes) };
    const revision = await this.acts.record({ type: 'EvidenceExported', data: act }, scope, staff, context);
    const fact = await this.fact(`${auditTrail.category}-${staff.id}`, revision);
    return [readme, manifest, ...filesOfEvent('manifest.event', fact), await this.logProofs.ofFact(fact), ...files];
  }

  /** A company whose file is gone still has its code. */
  private companyName(companyCode: string): string {
    return this.companies.all().find(({ code }) => code === companyCode)?.name ?? companyCode;
  }

  private async issued(serials: readonly string[]): Promise<readonly Issued[]> {
    const found = await Promise.all([...new Set(serials)].map((serial) => this.certificates.bySerial(serial)));
    return found.filter((each) => each !== undefined);
  }

  private async passed(events: readonly StoredEvent[]): Promise<readonly PassedVerification[]> {
    const passes = events.filter(({ type }) => type === 'VideoVerificationPassed');
    return Promise.all(
      passes.map(async (event) => {
        const { data } = (await this.codec.decode(event)) as {
          data: Omit<PassedVerification, 'verificationId' | 'path'>;
        };
        const verificationId = event.stream.slice(event.stream.indexOf('-') + 1);
        return { ...data, verificationId, path: pathOfEvent(events.indexOf(event)) };
      }),
    );
  }

  private async fact(stream: string, revision: bigint): Promise<StoredEvent> {
    for await (const event of this.store.read(stream, { from: revision, limit: 1 })) return event;
    throw new DependencyUnavailable('event store');
  }
}
