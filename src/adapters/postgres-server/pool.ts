import pg from 'pg';
import { postgresDeadline } from './deadline.js';

/**
 * A pool whose every wait has an end: connecting, waiting for a free connection and statements take at most
 * `postgresDeadline`, on the server and on the client. `settings` are PostgreSQL's, for every connection of the pool. A
 * connection that breaks while idle is dropped silently.
 */
export const createPool = (
  url: string,
  { max = 10, settings = {} }: { max?: number; settings?: Readonly<Record<string, string>> } = {},
): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'realname',
    connectionTimeoutMillis: postgresDeadline,
    statement_timeout: postgresDeadline,
    query_timeout: postgresDeadline + 1_000,
    idle_in_transaction_session_timeout: 2 * postgresDeadline,
    keepAlive: true,
    options: startupOptions(settings),
  });
  pool.on('error', () => {});
  return pool;
};

const startupOptions = (settings: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ') || undefined;
