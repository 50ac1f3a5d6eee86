import type { OpenedRequest } from '../../domain/profile-change-request/state.js';
import { nationalPhone } from '../../domain/shared/phone-number.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { Company } from '../companies.js';
import { sha256 } from '../ids.js';
import { renderAgreement } from './agreement-documents.js';

export interface AgreementDocument {
  readonly documentId: string;
  readonly title: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/**
 * The documents of a request (F20): a pure function of the request and the company's texts, so that the same bytes come
 * again until one of them changes. None before the form.
 */
export const agreementsOf = (company: Company, requestId: string, request: OpenedRequest): AgreementDocument[] => {
  const { proposed, proposedAt } = request;
  if (!proposed || !proposedAt || typeof request.current !== 'object') return [];
  return company.documents.agreements.map((document) => {
    const bytes = renderAgreement(document, {
      companyName: company.name,
      requestId,
      customer: { name: request.name, idNumber: request.idNumber, customerNumber: request.customerNumber },
      rows: rowsOf(request),
      photos: Object.entries(request.photos).flatMap(([kind, slot]) =>
        slot.state === 'missing' ? [] : [{ kind, sha256: slot.sha256 }],
      ),
      date: shanghaiDate(proposedAt),
    });
    const { documentId, title, version } = document;
    return { documentId, title, version, bytes, sha256: sha256(bytes) };
  });
};

export interface ListedAgreement {
  readonly documentId: string;
  readonly title: string;
  readonly version: string;
  readonly sha256: string;
  readonly signed: boolean;
}

/** How the documents stand: as they are now while the request is open, as they were signed afterwards. */
export const listedAgreements = (company: Company, requestId: string, request: OpenedRequest): ListedAgreement[] =>
  agreementsOf(company, requestId, request).map(({ documentId, title, version, sha256: digest }) => {
    const signature = request.signed[documentId];
    if (signature && request.status !== 'open')
      return { documentId, title, version: signature.version, sha256: signature.sha256, signed: true };
    return { documentId, title, version, sha256: digest, signed: signature?.sha256 === digest };
  });

/** Item, old value, new value. */
const rowsOf = ({ current, proposed }: OpenedRequest) => {
  const old = current.kind === 'contactPhone' && current.contactPhone ? nationalPhone(current.contactPhone) : '';
  return [{ item: '联系电话', oldValue: old, newValue: proposed ? nationalPhone(proposed.phone) : '' }];
};
