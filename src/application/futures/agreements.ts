import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formDone } from '../../domain/profile-change-request/signing.js';
import type { OpenedRequest } from '../../domain/profile-change-request/state.js';
import { notFound } from '../../domain/shared/domain-error.js';
import type { CommandContext } from '../command-context.js';
import { Companies } from '../companies.js';
import { derivedId, sha256 } from '../ids.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { SealedObjects } from '../sealed-objects.js';
import { type AgreementDocument, agreementsOf } from './agreement-set.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';
import { customerSubject, type FuturesSession } from './customers.js';

export interface AgreementList {
  readonly items: readonly object[];
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
export class ShowAgreement extends Command<AgreementDocument> {
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
  ) {}

  async execute({ id, session }: ListAgreements): Promise<AgreementList> {
    const request = await this.writer.own(id, session);
    const company = this.companies.get(request.companyCode);
    const items = agreementsOf(company, id, request).map(({ documentId, title, version, sha256: digest }) => {
      const signed = request.signed[documentId] !== undefined;
      return { documentId, title, version, sha256: digest, mediaType: agreementMediaType, signed };
    });
    return { items, consentText: company.documents.consent.text, consented: request.consented };
  }
}

@CommandHandler(ShowAgreement)
export class ShowAgreementHandler implements ICommandHandler<ShowAgreement> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly companies: Companies,
    private readonly objects: SealedObjects,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ id, documentId, session, context }: ShowAgreement): Promise<AgreementDocument> {
    const request = await this.writer.own(id, session);
    const document = agreementOf(this.companies, id, request, documentId);
    const shown = request.shown[documentId];
    if (request.status !== 'open' || shown?.sha256 === document.sha256) return document;

    const { bytes, title: _, ...digest } = document;
    const objectId = derivedId(id, document.documentId, document.sha256);
    await this.objects.put(customerSubject(session.companyCode, session.subject), objectId, bytes);
    const command = { type: 'ShowAgreement', document: { ...digest, objectId }, at: context.at } as const;
    await this.writer.append(id, command, session, context);
    await this.readYourWrites.settle(context);
    return document;
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

/** @throws DomainError `agreement.not-found`, or `change-request.step-not-reached` before the form */
export const agreementOf = (
  companies: Companies,
  requestId: string,
  request: OpenedRequest,
  documentId: string,
): AgreementDocument => {
  const company = companies.get(request.companyCode);
  if (!company.documents.agreements.some((document) => document.documentId === documentId))
    throw notFound('agreement.not-found');
  formDone(request);
  return agreementsOf(company, requestId, request).find((document) => document.documentId === documentId)!;
};
