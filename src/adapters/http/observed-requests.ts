import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf } from './call.js';

/** A request when it comes in. `route` is the template of its address, `unknown` where there is none. */
export interface SeenRequest {
  readonly method: string;
  readonly route: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/** A request that was answered, or broken off. Nothing in it comes from a body, a header or an address (P4). */
export interface ServedRequest extends Omit<SeenRequest, 'traceparent'> {
  readonly status: number;
  /** From its head to the last byte of the answer. */
  readonly ms: number;
  readonly actor: string;
  /** It was an event stream: it lasted as long as it was listened to. */
  readonly streamed: boolean;
  /** The answer is the kept one of an earlier attempt. */
  readonly replayed: boolean;
}

export interface RequestObserver {
  /** Answers how to run the request in a context of its own. */
  begin?(request: SeenRequest): (work: () => void) => void;
  served(request: ServedRequest): void;
}

/** Tells `observers` of every request that has a call. */
export const addObservers = (fastify: FastifyInstance, observers: readonly RequestObserver[]): void => {
  const contexts = new WeakMap<FastifyRequest, (work: () => void) => void>();
  for (const observer of observers) {
    if (!observer.begin) continue;
    fastify.addHook('onRequest', async (request) => {
      const traceparent = request.headers.traceparent?.toString();
      contexts.set(request, observer.begin!({ ...seen(request), traceparent }));
    });
    // Reading a body loses the context: it is entered after that.
    fastify.addHook('preValidation', (request, _reply, done) => {
      const within = contexts.get(request);
      if (within) within(done);
      else done();
    });
  }
  fastify.addHook('onResponse', async (request, reply) => {
    const served: ServedRequest = {
      ...seen(request),
      status: reply.raw.headersSent ? reply.raw.statusCode : 499,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      actor: request.call ? actorOf(request.call).kind : 'anonymous',
      streamed: String(reply.raw.getHeader('content-type')).startsWith('text/event-stream'),
      replayed: request.call?.replayed === true,
    };
    for (const observer of observers) observer.served(served);
  });
};

const seen = (request: FastifyRequest): Omit<SeenRequest, 'traceparent'> => ({
  method: request.method,
  route: request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown'),
  correlationId: request.call?.correlationId ?? '-',
});
