import type { FastifyRequest } from 'fastify';
import { refusal } from '../../domain/shared/domain-error.js';
import { notesOf } from './route-notes.js';

/**
 * A body's bytes. What is refused is left unread: the connection lives on for the answer.
 * @param limit bytes
 * @param taken is told of each piece as it comes, and may refuse it
 * @throws DomainError `photo.too-large`, `request.too-large`; `request.invalid` for one that breaks off
 */
export const readBody = async (
  request: FastifyRequest,
  limit: number,
  taken: (bytes: number) => void,
): Promise<Buffer> => {
  const tooLarge = () => refusal(notesOf(request).photo ? 'photo.too-large' : 'request.too-large');
  if (Number(request.raw.headers['content-length']) > limit) throw tooLarge();
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of whole(request)) {
    length += piece.length;
    if (length > limit) throw tooLarge();
    taken(piece.length);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
};

async function* whole({ raw }: FastifyRequest): AsyncGenerator<Buffer> {
  const pieces = raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const brokenOff = () => refusal('request.invalid');
  try {
    yield* pieces;
  } catch {
    throw brokenOff();
  }
  if (!raw.complete) throw brokenOff();
}
