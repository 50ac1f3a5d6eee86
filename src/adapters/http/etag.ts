import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../../application/core/ids.js';
import { headerOf } from './headers.js';

/** `ETag: "<revision>"`, which `If-Match` may send back. */
export const setETag = (reply: FastifyReply, revision: bigint): void => {
  reply.header('etag', `"${revision}"`);
};

/**
 * For what everybody may cache: a weak `ETag` from the content, whatever its encoding, and `max-age` (seconds). Answers the body, or nothing and 304
 * when `If-None-Match` names it already (RFC 9110 §13.1.2).
 */
export const cacheable = <T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  body: T,
  maxAge = 300,
): T | undefined => {
  const tag = `"${sha256(JSON.stringify(body)).slice(0, 32)}"`;
  reply.headers({ etag: `W/${tag}`, 'cache-control': `public, max-age=${maxAge}` });
  const known = (headerOf(request, 'if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!known.includes(tag) && !known.includes('*')) return body;
  reply.code(304);
  return undefined;
};
