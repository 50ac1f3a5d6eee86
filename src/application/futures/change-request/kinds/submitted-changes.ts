import type { OpenedRequest } from '../../../../domain/profile-change-request/state.js';
import { equal } from '../../../../domain/shared/equal.js';
import { nationalPhone } from '../../../../domain/shared/phone-number.js';
import { forEachPhoto, type PhotoKind } from '../../../../domain/shared/profile.js';
import type { FieldChange, Submission } from '../../../ports/approval.js';
import { currentFields, proposedFields } from './request-fields.js';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of the form that differ from what is on file, clear on both sides. */
export const changesOf = ({ current, proposed }: OpenedRequest): readonly FieldChange[] => {
  const masked = current.kind === 'contactPhone';
  const phone = masked && current.contactPhone ? nationalPhone(current.contactPhone) : null;
  const before = (masked ? { phone } : currentFields(current)) as Fields;
  const after = (proposedFields(proposed) ?? {}) as Fields;
  return Object.keys(after)
    .filter((field) => !equal(before[field], after[field]))
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] }));
};

/** A submitted request as whoever decides about it gets it. @param revision of the request's stream at its submission */
export const submissionOf = (changeRequestId: string, revision: string, request: OpenedRequest): Submission => {
  const digest = (kind: PhotoKind) => {
    const slot = request.photos[kind];
    return slot.state === 'uploaded' || slot.state === 'kept' ? slot.sha256 : null;
  };
  const { companyCode, customerNumber, kind, submittedAt, signed } = request;
  return {
    ...{ companyCode, changeRequestId, revision, customerNumber, kind, submittedAt: submittedAt! },
    changes: changesOf(request),
    photos: forEachPhoto(digest),
    agreements: Object.values(signed).map(({ documentId, version, sha256, certificateSerial, signedAt }) => {
      return { documentId, version, sha256, certificateSerial, signedAt };
    }),
  };
};
