import type { FastifyInstance } from 'fastify';
import { malformedHeader } from './headers.js';

/** RFC 9112 §3.2: one `Host`, and that of an address in absolute form. 400 for anything else. */
export const addOneHost = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', async ({ raw }) => {
    const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
    if (hosts > 1) throw malformedHeader('Host');
    const target = /^https?:\/\/([^/?#]*)/i.exec(raw.url ?? '')?.[1];
    if (target !== undefined && target.toLowerCase() !== raw.headers.host?.toLowerCase()) throw malformedHeader('Host');
  });
};
