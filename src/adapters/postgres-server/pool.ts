import pg from 'pg';
import { postgresDeadline } from './deadline.js';

interface PoolOptions {
  readonly max?: number;
  /** `application_name` of its connections. */
  readonly name?: string;
  /** PostgreSQL's, for every connection. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * A pool whose every wait has an end: connecting, waiting for a free connection and statements take at most
 * `postgresDeadline`, on the server and on the client. A connection that breaks while idle is dropped silently.
 */
export const createPool = (url: string, { max = 10, name = 'realname', settings = {} }: PoolOptions = {}): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
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
