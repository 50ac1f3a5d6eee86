import type { OpenedRequest } from '../../../../domain/profile-change-request/state.js';
import { forEachPhoto, type PhotoKind } from '../../../../domain/shared/profile.js';
import type { Submission } from '../../../ports/approval.js';
import { changesOf } from './kinds.js';

/** A submitted request as whoever decides about it gets it. @param revision of the request's stream at its submission */
export const submissionOf = (changeRequestId: string, revision: string, request: OpenedRequest): Submission => {
  const digest = (kind: PhotoKind) => {
    const slot = request.photos[kind];
    return slot.state === 'uploaded' || slot.state === 'kept' ? slot.sha256 : null;
  };
  const { companyCode, customerNumber, kind, submittedAt, signed } = request;
  return {
    companyCode,
    changeRequestId,
    revision,
    customerNumber,
    kind,
    submittedAt: submittedAt!,
    changes: changesOf(request),
    photos: forEachPhoto(digest),
    agreements: Object.values(signed).map(({ documentId, version, sha256, certificateSerial, signedAt }) => {
      return { documentId, version, sha256, certificateSerial, signedAt };
    }),
  };
};
