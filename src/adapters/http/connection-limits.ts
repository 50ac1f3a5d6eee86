import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { minute, second } from '../../domain/shared/instant.js';
import { isPhotoRoute } from './body-parsers.js';

export interface ConnectionLimits {
  /** How long a client may take to send the head of a request. */
  readonly headersMs: number;
  /** How long a client may take to send a request; photos have `photoMs`. */
  readonly requestMs: number;
  /** How long an idle connection is kept: longer than a proxy in front keeps its own. */
  readonly keepAliveMs: number;
  /** Connections at a time; more are closed unanswered. */
  readonly connections: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  headersMs: 10 * second,
  requestMs: 30 * second,
  keepAliveMs: 72 * second,
  connections: 10_000,
};

/** Long enough for a photo over a slow line (F13). */
const photoMs = 5 * minute;
/** A staff token of 8 KB, and as much again. */
const maxHeaderSize = 16 * 1024;
const requestsPerConnection = 10_000;

/** What the server itself watches over. */
export const serverLimits = ({ headersMs, keepAliveMs }: ConnectionLimits) => ({
  requestTimeout: photoMs,
  keepAliveTimeout: keepAliveMs,
  maxRequestsPerSocket: requestsPerConnection,
  http: { headersTimeout: headersMs, maxHeaderSize, connectionsCheckingInterval: Math.min(second, headersMs / 4) },
});

/** The server knows one time for every request; those that carry no photo have less. */
export const addConnectionLimits = (fastify: FastifyInstance, { requestMs, connections }: ConnectionLimits): void => {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  const arrived = (request: FastifyRequest) => clearTimeout(timers.get(request));
  const server = fastify.server as Server;
  server.maxConnections = connections;
  fastify.addHook('onRequest', async (request) => {
    if (isPhotoRoute(request) || request.raw.complete) return;
    const { socket } = request;
    const timer = setTimeout(() => {
      const late = Object.assign(new Error('request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      if (!request.raw.complete) server.emit('clientError', late, socket);
    }, requestMs).unref();
    timers.set(request, timer);
  });
  // Else a client that was being answered when the service began to stop would keep its connection, and the service.
  let closing = false;
  const silent = silentConnections(server);
  fastify.addHook('preClose', async () => {
    closing = true;
    for (const socket of silent) socket.destroy();
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  fastify.addHook('preValidation', async (request) => arrived(request));
  fastify.addHook('onResponse', async (request) => arrived(request));
};

/** Connections that have brought no request yet: a server that closes would wait for them, as it does for calls. */
const silentConnections = (server: Server): ReadonlySet<Socket> => {
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return silent;
};
