import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { OpenedRequest } from '../../../domain/profile-change-request/state.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import type { CommandContext } from '../../core/command-context.js';
import { derivedId, sha256 } from '../../core/ids.js';
import { ReadYourWrites } from '../../core/read-your-writes.js';
import { Companies } from '../../shared/companies.js';
import { isKept, SealedObjects } from '../../shared/sealed-objects.js';
import { customerSubject, type FuturesSession } from '../account/customers.js';
import type { ChangeRequestView } from '../change-request/change-request-view.js';
import { ChangeRequestWriter } from '../change-request/change-request-writer.js';
import { AgreementSet, type ListedAgreement } from '../documents/agreement-set.js';

export interface AgreementList {
  readonly items: readonly (ListedAgreement & { readonly mediaType: string })[];
  readonly consentText: string;
  readonly consented: boolean;
}

export class ListAgreements extends Query<AgreementList> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
  ) {
    super();
  }
}

/** Fetching the exact bytes is a fact: without it nothing may be signed (F29). */
export class ShowAgreement extends Command<Uint8Array> {
  constructor(
    readonly id: string,
    readonly documentId: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class ConsentToAgreements extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@QueryHandler(ListAgreements)
export class ListAgreementsHandler implements IQueryHandler<ListAgreements> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly companies: Companies,
    private readonly agreements: AgreementSet,
  ) {}

  async execute({ id, session }: ListAgreements): Promise<AgreementList> {
    const request = await this.writer.own(id, session);
    const company = this.companies.get(request.companyCode);
    const items = this.agreements.listed(id, request).map((each) => ({
      ...each,
      mediaType: agreementMediaType,
    }));
    return { items, consentText: company.documents.consent.text, consented: request.consented };
  }
}

@CommandHandler(ShowAgreement)
export class ShowAgreementHandler implements ICommandHandler<ShowAgreement> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly agreements: AgreementSet,
    private readonly objects: SealedObjects,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ id, documentId, session, context }: ShowAgreement): Promise<Uint8Array> {
    const request = await this.writer.own(id, session);
    if (request.status !== 'open') return this.kept(request, documentId);
    const document = this.agreements.one(id, request, documentId);
    if (request.shown[documentId]?.sha256 === document.sha256) return document.bytes;

    const { bytes, title: _, ...digest } = document;
    const objectId = derivedId(id, document.documentId, document.sha256);
    await this.objects.put(customerSubject(session.companyCode, session.subject), objectId, bytes);
    const command = { type: 'ShowAgreement', document: { ...digest, objectId }, at: context.at } as const;
    await this.writer.append(id, command, session, context);
    await this.readYourWrites.settle(context);
    return document.bytes;
  }

  /** What was signed, or shown last, byte for byte, whatever became of the company's texts. */
  private async kept(request: OpenedRequest, documentId: string): Promise<Uint8Array> {
    const document = request.signed[documentId] ?? request.shown[documentId];
    const subject = customerSubject(request.companyCode, request.customerId);
    const bytes = document && (await this.objects.get(subject, document.objectId));
    if (!isKept(bytes)) throw notFound('agreement.not-found');
    return bytes;
  }
}

@CommandHandler(ConsentToAgreements)
export class ConsentToAgreementsHandler implements ICommandHandler<ConsentToAgreements> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly companies: Companies,
  ) {}

  async execute({ id, session, context }: ConsentToAgreements): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    const { documentId, version, text } = this.companies.get(request.companyCode).documents.consent;
    const consent = { documentId, version, sha256: sha256(text) };
    return this.writer.run(id, { type: 'ConsentToAgreements', consent, at: context.at }, session, context);
  }
}

export const agreementMediaType = 'text/html; charset=utf-8';
