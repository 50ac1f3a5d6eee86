import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from './request-state.js';

/** The client went away before there was an answer: no status of HTTP's own. */
const brokenOff = 499;

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
  /** Which member of staff it was. */
  readonly staff?: string;
  /** It was an event stream: it lasted as long as it was listened to. */
  readonly streamed: boolean;
  /** The answer is the kept one of an earlier attempt. */
  readonly replayed: boolean;
}

/** What one observer keeps of one request. */
export interface RequestScope {
  /** Runs the rest of the request in a context of its own. */
  within(work: () => void): void;
  end(request: ServedRequest): void;
}

export interface RequestObserver {
  /** Undefined where nothing is kept of it. */
  begin?(request: SeenRequest): RequestScope | undefined;
  served?(request: ServedRequest): void;
}

/** Tells `observers` of every request that has a call. */
export const addObservers = (fastify: FastifyInstance, observers: readonly RequestObserver[]): void => {
  for (const observer of observers) if (observer.begin) addScopes(fastify, observer.begin.bind(observer));
  fastify.addHook('onResponse', async (request, reply) => {
    const served = servedOf(request, reply);
    for (const observer of observers) observer.served?.(served);
  });
};

const addScopes = (fastify: FastifyInstance, begin: (request: SeenRequest) => RequestScope | undefined): void => {
  const scopes = new WeakMap<FastifyRequest, RequestScope>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const scope = begin({ ...seen(request), traceparent: request.headers.traceparent?.toString() });
    if (!scope) return done();
    scopes.set(request, scope);
    scope.within(done);
  });
  // Reading a body loses the context: it is entered again after that.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const scope = scopes.get(request);
    if (scope) scope.within(done);
    else done();
  });
  fastify.addHook('onResponse', async (request, reply) => scopes.get(request)?.end(servedOf(request, reply)));
};

const servedOf = (request: FastifyRequest, reply: FastifyReply): ServedRequest => ({
  ...seen(request),
  status: reply.raw.headersSent ? reply.raw.statusCode : brokenOff,
  ms: Math.round(reply.elapsedTime * 10) / 10,
  actor: request.state ? actorOf(request.state).kind : 'anonymous',
  ...(request.state?.staff && { staff: request.state.staff.id }),
  streamed: /^(?:text\/event-stream|application\/x-ndjson)/.test(String(reply.raw.getHeader('content-type'))),
  replayed: request.state?.replayed === true,
});

const seen = (request: FastifyRequest): Omit<SeenRequest, 'traceparent'> => ({
  method: request.method,
  route: request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown'),
  correlationId: request.state?.correlationId ?? '-',
});
