import type { FastifyInstance } from 'fastify';
import { ReadOnlyService } from '../../application/ports/unavailable.js';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A read-only service refuses every call that could write, before anything is asked of it. */
export const addReadOnly = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', async ({ method }) => {
    if (!reads.has(method)) throw new ReadOnlyService();
  });
};
