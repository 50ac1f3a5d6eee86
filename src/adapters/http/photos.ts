import type { FastifyReply } from 'fastify';
import { photoKinds } from '../../domain/shared/profile.js';
import { Bytes } from './openapi/decorators.js';
import { WordParam } from './params.js';

export const isPhotoKind = (word: string): boolean => (photoKinds as readonly string[]).includes(word);

/** A kind of photo in the path. */
export const PhotoKindParam = () => WordParam('kind', photoKinds, 'photo.not-found');

/** A photo's bytes with its media type. */
export const sendPhoto = (
  reply: FastifyReply,
  { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
): Buffer => {
  reply.header('content-type', mediaType);
  return Buffer.from(bytes);
};

/** The call answers a photo. */
export const AnswersPhoto = () => Bytes('the photo', 'image/jpeg', 'image/png');
