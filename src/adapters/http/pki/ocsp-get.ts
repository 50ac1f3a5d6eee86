import type { FastifyReply } from 'fastify';
import { sha256 } from '../../../application/core/ids.js';
import type { OcspAnswer } from '../../../application/ports/certificate-authority.js';
import { epochMs, type Instant, second } from '../../../domain/shared/instant.js';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The request in the path of an OCSP call by GET (RFC 6960 appendix A.1), percent-decoded already; no bytes where it is
 * not base64. Clients that add the slash themselves to an address that ends in one make two, proxies make a raw `+` a
 * space: base64 of a request begins in `M` and has no spaces, so both are undone.
 */
export const ocspRequestOf = (path: string): Buffer => {
  const text = path.replace(/^\/+/, '').replaceAll(' ', '+');
  return base64.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
};

/**
 * Lets caches keep an answer as long as it says itself that it holds (RFC 5019 §6.2); the others stay `no-store`.
 * Every answer is signed anew, so no `If-None-Match` of an older one can match.
 */
export const setOcspCaching = (reply: FastifyReply, { response, reusable }: OcspAnswer): void => {
  if (!reusable) return;
  const [from, until] = [wholeSeconds(reusable.thisUpdate), wholeSeconds(reusable.nextUpdate)];
  const maxAge = Math.floor(until - epochMs(reusable.thisUpdate) / second);
  reply.headers({
    etag: `"${sha256(response)}"`,
    'last-modified': httpDate(from),
    expires: httpDate(until),
    'cache-control': `max-age=${maxAge}, public, no-transform, must-revalidate`,
  });
};

/** As the answer has it: without fractions. */
const wholeSeconds = (instant: Instant): number => Math.floor(epochMs(instant) / second);
const httpDate = (seconds: number): string => new Date(seconds * second).toUTCString();
