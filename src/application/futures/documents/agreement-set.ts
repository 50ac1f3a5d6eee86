import { Injectable } from '@nestjs/common';
import { mustHaveForm } from '../../../domain/profile-change-request/signing.js';
import type { OpenedRequest } from '../../../domain/profile-change-request/state.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { isErased } from '../../../domain/shared/personal.js';
import { photoKinds } from '../../../domain/shared/profile.js';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import { sha256 } from '../../core/ids.js';
import { Companies } from '../../shared/companies.js';
import { Dictionaries } from '../../shared/dictionaries.js';
import { changeRows } from '../change-request/kinds/kinds.js';
import { renderAgreement } from './agreement-documents.js';
import { documentNumber } from './document-numbers.js';

export interface AgreementDocument {
  readonly documentId: string;
  readonly title: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export type ListedAgreement = Omit<AgreementDocument, 'bytes'> & { readonly signed: boolean };

/**
 * The documents of a request (F20): a pure function of the request and what is configured, so that the same bytes come
 * again until one of them changes. None before the form.
 */
@Injectable()
export class AgreementSet {
  constructor(
    private readonly companies: Companies,
    private readonly dictionaries: Dictionaries,
  ) {}

  of(requestId: string, request: OpenedRequest): AgreementDocument[] {
    const { current, proposed, proposedAt, documentSeed } = request;
    if (!proposed || !proposedAt || isErased(current)) return [];
    const company = this.companies.get(request.companyCode);
    return company.documents.agreements.map((document) => {
      const bytes = renderAgreement(document, {
        companyName: company.name,
        requestId,
        documentNumber: documentSeed && documentNumber(documentSeed, document.documentId),
        customer: { name: request.name, idNumber: request.idNumber, customerNumber: request.customerNumber },
        rows: changeRows(current, proposed, this.dictionaries),
        photos: photosOf(request),
        date: shanghaiDate(proposedAt),
      });
      const { documentId, title, version } = document;
      return { documentId, title, version, bytes, sha256: sha256(bytes) };
    });
  }

  /** How the documents stand: as they are now while the request is open, as they were signed afterwards. */
  listed(requestId: string, request: OpenedRequest): ListedAgreement[] {
    return this.of(requestId, request).map(({ documentId, title, version, sha256: digest }) => {
      const signature = request.signed[documentId];
      if (signature && request.status !== 'open')
        return { documentId, title, version: signature.version, sha256: signature.sha256, signed: true };
      return { documentId, title, version, sha256: digest, signed: signature?.sha256 === digest };
    });
  }

  /** @throws DomainError `agreement.not-found`, or `change-request.step-not-reached` before the form */
  one(requestId: string, request: OpenedRequest, documentId: string): AgreementDocument {
    const { agreements } = this.companies.get(request.companyCode).documents;
    if (!agreements.some((each) => each.documentId === documentId)) throw notFound('agreement.not-found');
    mustHaveForm(request);
    return this.of(requestId, request).find((each) => each.documentId === documentId)!;
  }
}

const photosOf = ({ photos }: OpenedRequest) =>
  photoKinds.flatMap((kind) => {
    const slot = photos[kind];
    return slot.state === 'missing' ? [] : [{ kind, sha256: slot.sha256 }];
  });
