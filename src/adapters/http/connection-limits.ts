import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { second } from '../../domain/shared/instant.js';
import { isPhotoRoute, photoLimit } from './body-parsers.js';
import type { ConnectionLimits } from './connection-defaults.js';
import { addEarlyAnswers } from './early-answers.js';

/** A staff token of 8 KB, and as much again. */
const maxHeaderSize = 16 * 1024;
const requestsPerConnection = 10_000;

/** What the server itself watches over. */
export const serverLimits = ({ headersMs, keepAliveMs, photoPace }: ConnectionLimits) => ({
  requestTimeout: headersMs + photoPace.ms * Math.ceil(photoLimit / photoPace.bytes + 1),
  keepAliveTimeout: keepAliveMs,
  maxRequestsPerSocket: requestsPerConnection,
  http: { headersTimeout: headersMs, maxHeaderSize, connectionsCheckingInterval: Math.min(second, headersMs / 4) },
});

/** The server knows one time for every request, that of the largest photo (F13); the others have less. */
export const addConnectionLimits = (fastify: FastifyInstance, limits: ConnectionLimits): void => {
  const { requestMs, photoPace, connections } = limits;
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  const arrived = (request: FastifyRequest) => clearTimeout(timers.get(request));
  const server = fastify.server as Server;
  server.maxConnections = connections;
  const late = ({ raw, socket }: FastifyRequest): void => {
    const error = Object.assign(new Error('request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    if (!raw.complete) server.emit('clientError', error, socket);
  };
  const watchPace = (request: FastifyRequest): NodeJS.Timeout => {
    let seen = request.socket.bytesRead;
    return setInterval(() => {
      if (request.socket.bytesRead - seen < photoPace.bytes) late(request);
      seen = request.socket.bytesRead;
    }, photoPace.ms);
  };
  fastify.addHook('onRequest', async (request) => {
    if (request.raw.complete) return;
    const timer = isPhotoRoute(request) ? watchPace(request) : setTimeout(late, requestMs, request);
    timers.set(request, timer.unref());
  });
  addEarlyAnswers(fastify, limits);
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
