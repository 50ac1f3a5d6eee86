import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** SQLSTATE codes, or beginnings of them, of a server that cannot work now; the statement itself may be right. */
const unavailableStates = [
  // No connection; no disk, memory or connection left; shut down, starting, ended by it.
  '08',
  '53',
  '57P',
  // Ended by a time limit: statement, idle or long transaction, lock.
  '57014',
  '25P03',
  '25P04',
  '55P03',
  // Rolled back because of others.
  '40001',
  '40P01',
  // Read-only: a standby, or a primary that became one.
  '25006',
  // The database is not there: another one is about to take its place.
  '3D000',
];

const networkErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTCONN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENOENT',
  'EMFILE',
  'ENFILE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
]);

/** `pg` raises these without any code. */
const driverMessages =
  /connection terminated|timeout (exceeded|expired)|read timeout|not queryable|after calling end|SSL connection$/i;

/** One of several meanings of 55000: another database is about to take the place of this one. */
const closedDatabase = /is not currently accepting connections$/;

/** Whether an error says that the server is down, unreachable, overloaded or too slow, rather than that the statement is wrong. */
export const isUnavailable = (error: unknown): boolean => {
  if (error instanceof DependencyUnavailable) return true;
  const { code, message } = driverErrorOf(error);
  if (code === undefined) return driverMessages.test(message);
  if (code === '55000') return closedDatabase.test(message);
  return networkErrors.has(code) || unavailableStates.some((state) => code.startsWith(state));
};

/** Whether an error says that the connection broke under way, as at a restart of the server. */
export const isBroken = (error: unknown): boolean => {
  const { code = '', message } = driverErrorOf(error);
  return /^(ECONNRESET|EPIPE|08...|57P0[123])$/.test(code) || /connection terminated/i.test(message);
};

/** Whether an error says that a statement took longer than it may. */
export const isTooSlow = (error: unknown): boolean => {
  const { code, message } = driverErrorOf(error);
  return code === '57014' || message === 'Query read timeout';
};

/** Whether an error says that a session takes no writes: a standby's, a demoted primary's, a read-only database's. */
export const isReadOnly = (error: unknown): boolean => driverErrorOf(error).code === '25006';

/**
 * Whether an error says that nothing was done and a repeat is right: the server rolled everything back because of others,
 * or the session is read-only, which the next one need not be.
 */
export const isUndone = (error: unknown): boolean =>
  ['40001', '40P01'].includes(driverErrorOf(error).code ?? '') || isReadOnly(error);

/** An error as it is, or one that tells the operator what a connection pooler does not take and what to do. */
export const namedRefusal = (error: unknown): unknown => {
  const { code, message } = driverErrorOf(error);
  const [, parameter] = /unsupported startup parameter(?: in options)?: (\S+)/.exec(message) ?? [];
  if (code !== '08P01' || !parameter) return error;
  return new Error(
    `DATABASE_URL: the connection pooler refuses the startup parameter ${parameter}. Take it out of the URL, or add it to the pooler's ignore_startup_parameters.`,
    { cause: error },
  );
};

/** What the driver said: TypeORM wraps it. */
const driverErrorOf = (error: unknown): { readonly code: string | undefined; readonly message: string } => {
  const { driverError } = Object(error) as { driverError?: unknown };
  const { code, message } = Object(driverError ?? error) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : undefined, message: String(message) };
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
