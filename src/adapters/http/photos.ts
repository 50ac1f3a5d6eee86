import type { FastifyReply } from 'fastify';
import { ThingParam } from './params.js';

const kinds = ['idFront', 'idBack', 'signature'];

/** `idFront`, `idBack` or `signature` in the path. */
export const PhotoKindParam = () => ThingParam('kind', (kind) => kinds.includes(kind), 'photo.not-found');

/** A photo's bytes with its media type. */
export const sendPhoto = (
  reply: FastifyReply,
  { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
): Buffer => {
  reply.header('content-type', mediaType);
  return Buffer.from(bytes);
};
