import type { FastifyReply } from 'fastify';
import { photoKinds } from '../../domain/shared/profile.js';
import { ThingParam } from './params.js';

/** A kind of photo in the path. */
export const PhotoKindParam = () =>
  ThingParam('kind', (kind) => photoKinds.some((each) => each === kind), 'photo.not-found');

/** A photo's bytes with its media type. */
export const sendPhoto = (
  reply: FastifyReply,
  { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
): Buffer => {
  reply.header('content-type', mediaType);
  return Buffer.from(bytes);
};
