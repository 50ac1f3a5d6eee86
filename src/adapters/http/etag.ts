import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../../application/core/ids.js';
import { isCompressed } from './compression.js';
import { headerOf } from './headers.js';

/** `ETag: "<revision>"`, which `If-Match` may send back. */
export const setETag = (reply: FastifyReply, revision: bigint): void => {
  reply.header('etag', `"${revision}"`);
};

/**
 * For what everybody may cache: `ETag` from the content and its encoding, and `max-age` (seconds). Answers the body, or nothing and 304
 * when `If-None-Match` names it already (RFC 9110 §13.1.2).
 */
export const cacheable = <T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  body: T,
  maxAge = 300,
): T | undefined => {
  const json = JSON.stringify(body);
  const encoding = isCompressed(request, json) ? '-gzip' : '';
  const etag = `"${sha256(json).slice(0, 32)}${encoding}"`;
  reply.headers({ etag, 'cache-control': `public, max-age=${maxAge}` });
  const known = (headerOf(request, 'if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!known.includes(etag) && !known.includes('*')) return body;
  reply.code(304);
  return undefined;
};
