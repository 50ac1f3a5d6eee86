import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notFound } from '../../../domain/shared/domain-error.js';

/** What proxies add; whoever calls from this machine sends none. */
const ofProxies = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
];
const loopbackPeer = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const loopbackHost = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

export const isLoopback = (host: string): boolean => host === 'localhost' || loopbackPeer.test(host);

/**
 * `/sandbox` and its console at `/` are for this machine: from elsewhere, under another name (DNS rebinding) or behind a proxy they do not exist.
 * @param everywhere `SANDBOX=on`: other machines and names may come, proxies may not
 */
export const addSandboxDoor = (fastify: FastifyInstance, everywhere: boolean): void => {
  fastify.addHook('onRequest', async (request) => {
    if (/^\/(?:sandbox(?:\/|$)|$)/.test(request.routeOptions.url ?? '') && !mayEnter(request, everywhere))
      throw notFound('route.not-found');
  });
};

const mayEnter = ({ headers, raw }: FastifyRequest, everywhere: boolean): boolean => {
  const isForwarded = Object.keys(headers).some((name) => ofProxies.includes(name) || name.startsWith('x-forwarded-'));
  if (isForwarded) return false;
  return everywhere || (isLoopback(raw.socket.remoteAddress ?? '') && loopbackHost.test(headers.host ?? ''));
};
