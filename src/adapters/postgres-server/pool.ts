import pg from 'pg';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** Milliseconds after which a statement, or the wait for a connection, is given up. */
export const postgresDeadline = 5_000;

/**
 * A pool whose every wait has an end: connecting, waiting for a free connection and statements take at most
 * `postgresDeadline`, on the server and on the client. `settings` are PostgreSQL's, for every connection of the pool. A connection that breaks while idle is dropped silently.
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

const connectionErrors = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOENT'],
]);
/** SQLSTATE: connection exceptions, no resources, shut down, cancelled by a timeout, lock not available, read-only after a failover. */
const unavailableStates = /^(08...|53...|57P0.|57014|55P03|25006|25P0[34])$/;
/** `pg` raises these without any code. */
const driverMessages =
  /connection terminated|timeout exceeded|read timeout|not queryable|after calling end|client was closed/i;

/** Whether an error says that the server is down, unreachable, overloaded or too slow, rather than that the statement is wrong. */
export const isUnavailable = (error: unknown): boolean => {
  if (error instanceof DependencyUnavailable) return true;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') return driverMessages.test(String(message));
  return connectionErrors.has(code) || unavailableStates.test(code);
};

/**
 * Runs `work` and turns every error that means "no server" into DependencyUnavailable; others pass as they are.
 * @throws DependencyUnavailable
 */
export const orUnavailable = async <T>(work: () => Promise<T>, dependency = 'postgres'): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DependencyUnavailable || !isUnavailable(error)) throw error;
    throw new DependencyUnavailable(dependency, { cause: error });
  }
};

const isBroken = (error: unknown): boolean => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    /^(ECONNRESET|EPIPE|08...|57P0[123])$/.test(String(code ?? '')) || /connection terminated/i.test(String(message))
  );
};

/** Runs `work` once more when its connection broke, as after a restart of the server: only for what may be repeated. */
export const againWhenBroken = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!isBroken(error)) throw error;
    return work();
  }
};

/** Runs `work` in one transaction (READ COMMITTED) and rolls back when it throws. @throws DependencyUnavailable */
export const inTransaction = <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  orUnavailable(async () => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin isolation level read committed');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  });
