import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Tells once that a proxy stands in front and is not named: then all customers are one address, for limits and locks alike. */
export const warnOfUnnamedProxy = (fastify: FastifyInstance, logger = new Logger('http')): void => {
  let told = false;
  fastify.addHook('onRequest', async ({ headers }) => {
    if (told || !('x-forwarded-for' in headers || 'forwarded' in headers || 'x-real-ip' in headers)) return;
    told = true;
    logger.warn('a proxy forwards requests, and TRUSTED_PROXIES is empty: all its customers count as one address');
  });
};
