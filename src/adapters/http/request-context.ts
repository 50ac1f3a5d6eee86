import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '../../application/core/ids.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Instant } from '../../domain/shared/instant.js';
import { headerOf, isLabel, requiredDevice, wellFormedDevice } from './headers.js';
import { contextOf } from './request-state.js';

const maxCorrelationId = 128;
const maxClientVersion = 64;

/** On every response, also where the router itself refuses. `Date` is that of the service's clock. */
export const standingHeaders = (correlationId: string, now: Instant) => ({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  date: httpDate(now),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-correlation-id': correlationId,
  'x-frame-options': 'DENY',
});

const httpDate = (instant: Instant): string => new Date(instant).toUTCString();

/** Gives every request its state (correlation id, device, instant, command id) and every response its standing headers. */
export const addRequestContext = (fastify: FastifyInstance, clock: Clock): void => {
  fastify.decorateRequest('state');
  fastify.addHook('onRequest', async (request, reply) => {
    const clientVersion = headerOf(request, 'x-client-version');
    request.state = {
      correlationId: correlationIdOf(request),
      clientVersion: clientVersion && isLabel(clientVersion, maxClientVersion) ? clientVersion : null,
      device: wellFormedDevice(request),
      at: clock.now(),
      commandId: newId(),
      written: {},
    };
    reply.headers(standingHeaders(request.state.correlationId, request.state.at));
  });
  fastify.addHook('onSend', async (_request, reply) => {
    reply.header('date', httpDate(clock.now()));
  });
};

/** The client's own, else the trace it takes part in (W3C Trace Context, `traceparent`), else a new one. */
export const correlationIdOf = (request: FastifyRequest): string => {
  const correlationId = headerOf(request, 'x-correlation-id');
  if (correlationId && isLabel(correlationId, maxCorrelationId)) return correlationId;
  const trace = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}/.exec(
    headerOf(request, 'traceparent') ?? '',
  );
  return trace?.[1] ?? newId();
};

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** The CommandContext of this request. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext) => contextOf(requestOf(context)));

/** `X-Device-Id` before sign-in; 400 `device.required`, `device.invalid`. */
export const DeviceId = createParamDecorator((_: unknown, context: ExecutionContext) =>
  requiredDevice(requestOf(context)),
);
