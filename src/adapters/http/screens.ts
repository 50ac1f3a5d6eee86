import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

export interface Screens {
  /** Where `npm run web` has built them. */
  readonly folder: string;
  /** Origins beside the service's own that the pages call, such as the token endpoint of staff's issuer. */
  readonly callees: readonly string[];
}

const policy = (callees: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    ["connect-src 'self'", ...callees].join(' '),
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** Whether there is anything to serve. */
export const hasScreens = (folder: string): boolean => existsSync(join(folder, 'assets'));

/**
 * Serves each `index.html` at the address of its folder, and what they load below `/assets`. The page at `/` is the console of
 * the sandbox (`addSandboxDoor`). Names below `/assets` carry a digest: they are kept for good, pages never.
 */
export const addScreens = (fastify: FastifyInstance, { folder, callees }: Screens, sandbox: boolean): void => {
  const root = resolve(folder);
  const security = policy(callees);
  fastify.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply) {
      reply.header('vary', 'Accept-Encoding');
      if (reply.request.routeOptions.url === '/assets/*')
        reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  const pageOf = (file: string) => async (_request: unknown, reply: FastifyReply) =>
    reply
      .header('content-security-policy', security)
      .header('x-frame-options', 'SAMEORIGIN')
      .header('permissions-policy', 'camera=(self), microphone=(self), geolocation=()')
      .sendFile(file, root);
  const page = { exposeHeadRoute: true };
  for (const file of pagesBelow(root)) {
    const address = dirname(`/${file}`);
    if (address !== '/') for (const path of [address, `${address}/`]) fastify.get(path, page, pageOf(file));
    else if (sandbox) fastify.get('/', page, pageOf(file));
  }
};

const pagesBelow = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /(?:^|\/)index\.html$/.test(path));
