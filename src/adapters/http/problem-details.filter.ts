import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../application/ports/clock.js';
import { DataKeyDestroyed } from '../../application/ports/data-keys.js';
import { AppendTooLarge, RevisionConflict } from '../../application/ports/event-store.js';
import { DependencyUnavailable, ReadOnlyService } from '../../application/ports/unavailable.js';
import { DomainError, notFound, refusal } from '../../domain/shared/domain-error.js';
import { isPhotoRoute } from './body-parsers.js';
import { isLabel } from './headers.js';
import { type Problem, problemOf, retryAfter } from './problem.js';
import { languageOf } from './problem-texts.js';

/** The one place where what went wrong becomes `application/problem+json`. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly clock: Clock) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent || reply.raw.headersSent) {
      if (error instanceof DependencyUnavailable) this.warn(error, request);
      else this.log(error, request);
      reply.raw.destroy();
      return;
    }
    const language = languageOf(request.headers['accept-language']);
    const refused = refusalOf(error, request);
    if (!refused) this.log(error, request);
    else if (error instanceof DependencyUnavailable) this.warn(error, request);
    const instance = instanceOf(request);
    const problem = problemOf(refused ?? refusal('internal'), instance, language);
    if (refused && (problem.status === 429 || problem.status === 503))
      reply.header('retry-after', String(retryAfter(refused, this.clock.now())));
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    this.send(reply, problem, language);
  }

  private send(reply: FastifyReply, problem: Problem, language: string): void {
    reply
      .code(problem.status)
      .headers({
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': language,
        'cache-control': 'no-store',
      })
      .send(JSON.stringify(problem));
  }

  /** Where it happened, never what was said: a message may quote what a person typed (P4). */
  private warn({ told }: DependencyUnavailable, request: FastifyRequest): void {
    this.logger.warn(`${told}, correlation id ${request.state?.correlationId ?? '-'}`);
  }

  private log(error: unknown, request: FastifyRequest): void {
    const correlationId = request.state?.correlationId ?? '-';
    const route = `${request.method} ${request.routeOptions?.url ?? 'unknown route'}`;
    this.logger.error(`${route} failed, correlation id ${correlationId}: ${traceOf(error)}`);
  }
}

/** The refusal an error stands for; undefined for what nobody expected. */
const refusalOf = (error: unknown, request: FastifyRequest): DomainError | undefined => {
  if (error instanceof DomainError) return error;
  if (error instanceof RevisionConflict)
    return refusal(request.headers['if-match'] ? 'revision.mismatch' : 'revision.conflict');
  if (error instanceof ReadOnlyService) return refusal('dependency.unavailable', { rule: 'read-only' });
  if (error instanceof DependencyUnavailable) return refusal('dependency.unavailable');
  if (error instanceof AppendTooLarge) return refusal('request.too-large');
  if (error instanceof DataKeyDestroyed) return notFound('subject.not-found');
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode;
  return status === undefined ? undefined : refusalOfStatus(status, request);
};

/** What the framework refuses by itself: bodies it cannot read, addresses it does not know. */
const refusalOfStatus = (status: number, request: FastifyRequest): DomainError | undefined => {
  if (status >= 500) return undefined;
  if (status === 401) return refusal('session.required');
  if (status === 403) return refusal('access.forbidden');
  if (status === 404 || status === 405 || status === 414) return notFound('route.not-found');
  if (status === 413) return refusal(isPhotoRoute(request) ? 'photo.too-large' : 'request.too-large');
  if (status === 415) return refusal('request.media-type');
  return refusal('request.invalid');
};

const ticket = /^[A-Za-z0-9_-]{43}$/;
const maxLabel = 64;
/** The path without query; a ticket, and whatever may be personal, gives way to its parameter's name. */
export const instanceOf = (request: FastifyRequest): string => {
  const params = Object.entries((request.params ?? {}) as Record<string, string>);
  const segments = request.url.split('?', 1)[0]!.split('/');
  return segments
    .map((segment) => {
      const name = params.find(([, value]) => value === segment || encodeURIComponent(value) === segment)?.[0];
      if (name === 'ticket' || ticket.test(segment)) return `{${name ?? 'ticket'}}`;
      return segment === '' || isLabel(segment, maxLabel)
        ? segment
        : `{${name === undefined || name === '*' ? '…' : name}}`;
    })
    .join('/');
};

const traceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? `\ncaused by ${traceOf(error.cause)}` : '';
  return `${error.name}${code}\n${frames.join('\n')}${cause}`;
};
