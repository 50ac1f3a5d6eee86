import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../../application/ports/log.js';
import { instance } from './instance.js';
import { framesOf, redact, shown } from './redaction.js';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A request that was answered, or broken off. The route is its template: values of the address stay out (P4). */
export interface LoggedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly correlationId: string;
  readonly actor: string;
  /** Which member of staff it was. */
  readonly staff?: string;
  /** The first response to the same `Idempotency-Key` again. */
  readonly replayed?: boolean;
}

/** The service's structured log: one JSON object a line. */
export interface ServiceLog {
  readonly log: Log;
  request(request: LoggedRequest): void;
  /** Takes what Nest and the classes that use its Logger say. */
  readonly nest: LoggerService;
}

/** @param to standard error unless given */
export const createLog = (
  level: LogLevel,
  to: DestinationStream = destination({ dest: 2, sync: true }),
): ServiceLog => {
  const logger = pino(
    {
      level,
      base: instance,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
  return {
    log: (each, message, details = {}) => logger[each](shown(details), redact(message)),
    request: (request) => logger[levelOf(request)](shown(request), 'request'),
    nest: nestLogger(logger),
  };
};

/** Probes come every few seconds: they are there when they fail, or when asked for. */
const levelOf = ({ status, route }: LoggedRequest): 'debug' | 'info' | 'warn' => {
  if (status >= 500) return 'warn';
  return route.startsWith('/health/') ? 'debug' : 'info';
};

/** Nest gives a message, for an error perhaps its stack, and last the name of the class that speaks; its `log` is the tale of its start. */
const nestLogger = (logger: Logger): LoggerService => {
  const at = (level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace') => {
    return (message: unknown, ...more: unknown[]): void => {
      const texts = more.filter((each) => typeof each === 'string');
      const stack = texts.find(isStack);
      const context = texts.findLast((each) => !isStack(each));
      const said = {
        ...(context !== undefined && { context: redact(context) }),
        ...(stack !== undefined && { at: framesOf(stack) }),
        ...(typeof message !== 'string' && { details: shown(message) }),
      };
      logger[level](said, typeof message === 'string' ? redact(message) : 'see details');
    };
  };
  return {
    fatal: at('fatal'),
    error: at('error'),
    warn: at('warn'),
    log: at('debug'),
    debug: at('debug'),
    verbose: at('trace'),
  };
};

const isStack = (text: string): boolean => /\n\s+at /.test(text);
