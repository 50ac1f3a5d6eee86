import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acceptedOf } from './accepted.js';
import { headerOf } from './headers.js';
import { notesOf } from './route-notes.js';

const compressed = promisify(gzip);
/** Bytes of an answer from which it pays. */
const worthIt = 1024;

/** Whether `Accept-Encoding` (RFC 9110 §12.5.3) allows gzip. */
export const takesGzip = (accepted?: string): boolean => {
  const weights = new Map(acceptedOf(accepted));
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
};

/** Whether an answer that is alike for all goes compressed to whoever asks. */
export const isCompressed = (request: FastifyRequest, json: string): boolean =>
  Buffer.byteLength(json) >= worthIt && takesGzip(headerOf(request, 'accept-encoding'));

/** Compresses what everybody is answered alike, and nothing else: the length of an answer tells of a secret in it (BREACH). */
export const addCompression = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (!notesOf(request).alikeForAll) return payload;
    reply.header('vary', [reply.getHeader('vary') ?? [], 'Accept-Encoding'].flat().join(', '));
    if (typeof payload !== 'string' || reply.statusCode !== 200 || !isCompressed(request, payload)) return payload;
    reply.removeHeader('content-length').header('content-encoding', 'gzip');
    return compressed(payload);
  });
};
