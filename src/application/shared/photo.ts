import { notFound } from '../../domain/shared/domain-error.js';
import { isKept, type SealedObjects } from './sealed-objects.js';

export interface Photo {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** @param subject whose photo it is; @throws DomainError `photo.not-found` where there is none, and where it was erased (P2) */
export const openPhoto = async (
  objects: SealedObjects,
  subject: string,
  photo: { readonly photoId: string; readonly mediaType: string } | undefined,
): Promise<Photo> => {
  const bytes = photo && (await objects.get(subject, photo.photoId));
  if (!photo || !isKept(bytes)) throw notFound('photo.not-found');
  return { mediaType: photo.mediaType, bytes };
};
