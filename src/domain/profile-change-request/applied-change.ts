import { photoKinds } from '../shared/profile.js';
import { kindOf } from './kinds.js';
import type { OpenedRequest } from './state.js';

/** What an approved request changes in the account (F22). @param movesMobile the company's choice of F9 */
export const appliedChange = (request: OpenedRequest, movesMobile: boolean) => {
  const { kind, basis, proposed } = request;
  const { group, applied } = kindOf(proposed!.kind);
  return { kind, group, basis, values: applied(proposed!, movesMobile), photos: photosForFile(request) };
};

/** Of the photos that were uploaded for the request, those that the account keeps. */
const photosForFile = ({ kind, photos }: OpenedRequest) =>
  photoKinds.flatMap((photo) => {
    const slot = photos[photo];
    if (slot.state !== 'uploaded' || !kindOf(kind).replacedPhotos.includes(photo)) return [];
    const { photoId, sha256, mediaType } = slot;
    return [{ kind: photo, photoId, sha256, mediaType }];
  });
