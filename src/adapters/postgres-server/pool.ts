import pg from 'pg';
import { Client, clientOptions, dropUseless, type Settings } from './client.js';

interface PoolOptions {
  readonly max?: number;
  /** `application_name` of its connections. */
  readonly name?: string;
  /** PostgreSQL's, for every connection. */
  readonly settings?: Settings;
}

/**
 * A pool whose every wait has an end: connecting, waiting for a free connection and statements take at most
 * `postgresDeadline`, on the server and on the client. A connection that breaks while idle is dropped silently.
 */
export const createPool = (url: string, { max = 10, name = 'realname', settings }: PoolOptions = {}): pg.Pool => {
  const pool = new pg.Pool({ ...clientOptions(url, name, settings), max, Client: Client as never });
  pool.on('error', () => {});
  dropUseless(pool);
  return pool;
};
