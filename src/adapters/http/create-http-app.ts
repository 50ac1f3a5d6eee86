import type { LoggerService, LogLevel, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Keyring } from '../../application/core/keyring.js';
import { ReadYourWrites } from '../../application/core/read-your-writes.js';
import type { Clock } from '../../application/ports/clock.js';
import type { IdempotencyRecords } from '../../application/ports/idempotency-records.js';
import { addAccess, addLastAccess } from './access.js';
import { Authentication } from './authentication.js';
import { addBodyParsers } from './body-parsers.js';
import { addCompression } from './compression.js';
import { type ConnectionLimits, defaultConnectionLimits } from './connection-defaults.js';
import { addConnectionLimits, serverLimits } from './connection-limits.js';
import { addConsistency, ConsistencyTokens, type TokenLog } from './consistency.js';
import { corsOptions } from './cors.js';
import { Idempotency, type IdempotencyOptions } from './idempotency.js';
import { refuseUnreadable } from './malformed-http.js';
import { addObservers, type RequestObserver } from './observed-requests.js';
import { addOneHost } from './one-host.js';
import { addOpenApi } from './openapi/document.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';
import { addRateLimits, addSmsLimit, type RateLimits } from './rate-limits.js';
import { addReadOnly } from './read-only.js';
import { addRequestContext, correlationIdOf, standingHeaders } from './request-context.js';
import { addSandboxDoor } from './sandbox/sandbox-door.js';
import { addScreens, type Screens } from './screens.js';
import { warnOfUnnamedProxy } from './unnamed-proxy.js';
import { Validation } from './validation.js';

/** What the conventions of every call stand on. */
export interface ConventionParts {
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly records: IdempotencyRecords;
}

export interface HttpOptions {
  /** The log whose positions Consistency-Tokens carry. */
  readonly log: TokenLog;
  /** Origins that may call from a browser, e.g. `https://app.example.com`. */
  readonly corsOrigins?: readonly string[];
  /** Any localhost may call from a browser; `/sandbox` is open to other machines too if it says `everywhere`. */
  readonly sandbox?: boolean | 'everywhere';
  /** Every call that could write is refused. */
  readonly readOnly?: boolean;
  /** The screens are served; not unless given. */
  readonly screens?: Screens | undefined;
  /** `/docs` and `/openapi.json` are served. @default true */
  readonly docs?: boolean;
  readonly idempotency?: IdempotencyOptions;
  readonly logger?: LoggerService | LogLevel[] | false;
  readonly observers?: readonly RequestObserver[];
  readonly connections?: ConnectionLimits;
  /** Bytes of photos that may be at hand at a time; any number unless given. */
  readonly photoBytes?: number;
  /** None unless given. */
  readonly rateLimits?: RateLimits | undefined;
  /** Messages that one address may ask for on a day; any number unless given. */
  readonly smsPerAddress?: number | undefined;
  /** Addresses or networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
}

const maxParamLength = 256;

/**
 * The controllers of `rootModule` behind the conventions of every call (api.md §1). The module provides ReadYourWrites
 * and Authentication. Neither initialised nor listening yet.
 */
export const createHttpApp = async (
  rootModule: Type,
  parts: ConventionParts,
  options: HttpOptions,
): Promise<NestFastifyApplication> => {
  let refuse: ((error: Error, request: FastifyRequest, reply: FastifyReply) => void) | undefined;
  const adapter = new FastifyAdapter({
    exposeHeadRoutes: false,
    return503OnClosing: false,
    ...serverLimits(options.connections ?? defaultConnectionLimits),
    ...(options.trustedProxies?.length && { trustProxy: [...options.trustedProxies] }),
    routerOptions: { maxParamLength },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => refuse?.(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, adapter, {
    bodyParser: false,
    abortOnError: false,
    ...(options.logger !== undefined && { logger: options.logger }),
  });
  const { clock } = parts;
  const filter = new ProblemDetailsFilter(clock);
  refuse = (error, request, reply) => {
    reply.headers(standingHeaders(correlationIdOf(request), clock.now()));
    filter.answer(error, request, reply);
  };
  app.useGlobalFilters(filter).useGlobalPipes(new Validation()).enableCors(corsOptions(options));
  addConventions(app, parts, options);
  if (options.docs ?? true) addOpenApi(app);
  return app;
};

const addConventions = (
  app: NestFastifyApplication,
  { clock, keyring, records }: ConventionParts,
  options: HttpOptions,
): void => {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const authentication = app.get(Authentication);

  addRequestContext(fastify, clock);
  addOneHost(fastify);
  addSandboxDoor(fastify, options.sandbox === 'everywhere');
  addObservers(fastify, options.observers ?? []);
  if (options.readOnly) addReadOnly(fastify);
  addConnectionLimits(fastify, options.connections ?? defaultConnectionLimits);
  if (!options.trustedProxies?.length) warnOfUnnamedProxy(fastify);
  if (options.rateLimits) addRateLimits(fastify, options.rateLimits, clock);
  if (options.smsPerAddress) addSmsLimit(fastify, options.smsPerAddress, clock);
  addAccess(fastify, authentication);
  const checkOf = <T>(type: abstract new (...args: never[]) => T): T => app.get(type, { strict: false });
  addBodyParsers(fastify, { photoBytes: options.photoBytes ?? Number.POSITIVE_INFINITY, checkOf });
  addCompression(fastify);
  addConsistency(fastify, new ConsistencyTokens(keyring, options.log), app.get(ReadYourWrites));
  new Idempotency(records, authentication, keyring, clock, options.idempotency).addTo(fastify);
  addLastAccess(fastify);
  if (options.screens) addScreens(fastify, options.screens, Boolean(options.sandbox));
};
