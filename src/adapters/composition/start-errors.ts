import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Config } from './config.js';

/** A server that was away at the start: the variable that leads to it, and its URL. */
type Led = readonly [variable: string, url: string | undefined];

/** Where each server is that a start needs, by the name that its adapters call it. */
const servers = (config: Config): Readonly<Record<string, Led>> => ({
  postgres: ['DATABASE_URL', config.databaseUrl],
  'event store': config.eventStoreUrl ? ['EVENTSTORE_URL', config.eventStoreUrl] : ['DATABASE_URL', config.databaseUrl],
  redis: ['REDIS_URL', config.redisUrl],
  'object store': ['S3_ENDPOINT', config.s3?.endpoint],
});

/** An SQLSTATE: what PostgreSQL says when it is there and refuses, such as a wrong password or no such database. */
const sqlState = /^[0-9A-Z]{5}$/;

/** What a start that failed tells the operator: variable, host and cause. Never what else stands in a URL. */
export const startErrorText = (error: unknown, config: Config | undefined): string => {
  const { message, code } = Object(error) as { message?: unknown; code?: unknown };
  if (!config) return String(message);
  if (error instanceof DependencyUnavailable) {
    const led = servers(config)[error.dependency];
    const cause = error.causeCode ?? 'no answer in time';
    return led?.[1] === undefined ? error.told : `${led[0]}: ${error.message} at ${hostOf(led[1])} (${cause})`;
  }
  const refused = typeof code === 'string' && sqlState.test(code) && config.databaseUrl;
  return refused ? `DATABASE_URL: ${hostOf(refused)}: ${String(message)} (${code})` : String(message);
};

/** Where a URL leads to, without what is secret in it. */
export const hostOf = (url: string): string =>
  /^[\w+.-]+:\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(url)?.[1] || 'the local socket';
