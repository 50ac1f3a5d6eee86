import type { Client, Notification } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;

/** Resolves after `ms`, or at once when `signal` aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** 100 ms, doubling up to `max`. */
export const backOff = (attempt: number, max = 10_000): number => Math.min(100 * 2 ** attempt, max);

/**
 * A connection of its own for what hangs on a session: advisory locks and LISTEN. The signal aborts with the outer one
 * or when the connection is lost; in the end the connection is closed, so nothing of the session survives.
 */
const withConnection = async (
  dataSource: DataSource,
  outer: AbortSignal,
  work: (runner: QueryRunner, client: Client, signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const runner = dataSource.createQueryRunner();
  const client: Client = await runner.connect();
  const lost = new AbortController();
  const onEnd = () => lost.abort();
  client.once('end', onEnd);
  client.once('error', onEnd);
  try {
    // A holder whose machine vanished must not keep its lock for two hours.
    await runner.query(
      `SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
              set_config('tcp_keepalives_count', '3', false), set_config('idle_session_timeout', '0', false)`,
    );
    await work(runner, client, AbortSignal.any([outer, lost.signal]));
  } finally {
    client.end().catch(() => {});
    await runner.release();
  }
};

/** Does `attempt` again and again until `signal` aborts, after a failure with a pause that grows until one has `begun`. */
export const supervise = async (
  signal: AbortSignal,
  log: Log,
  what: string,
  attempt: (begun: () => void) => Promise<void>,
): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await attempt(() => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      log('warn', `${what} interrupted`, { error });
      await pause(backOff(failures++), signal);
    }
  }
};

const lockPollMs = 500;
/** A holder that is silent for so long loses its lock: its process stands still. */
const longestSilence = '10s';
const heartbeatMs = 2_000;

/**
 * Does `work` on one instance at a time, as long as this one holds the lock `name`; another one takes over within half
 * a second when it dies, and some ten seconds after it stands still. A holder may outlive its lock by a moment: what it
 * writes must bear that.
 */
export const lead = (
  dataSource: DataSource,
  name: string,
  signal: AbortSignal,
  log: Log,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> =>
  supervise(signal, log, name, (begun) =>
    withConnection(dataSource, signal, async (runner, _client, held) => {
      while (!held.aborted) {
        const [{ locked }] = await runner.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [
          name,
        ]);
        begun();
        if (locked) return heard(runner, () => work(held));
        await pause(lockPollMs, held);
      }
    }),
  );

/** Does `work` while PostgreSQL hears of this session again and again. */
const heard = async (runner: QueryRunner, work: () => Promise<void>): Promise<void> => {
  await runner.query(`SELECT set_config('idle_session_timeout', $1, false)`, [longestSilence]);
  let asking = false;
  const beat = setInterval(async () => {
    if (asking) return;
    asking = true;
    await runner.query('SELECT 1').catch(() => {});
    asking = false;
  }, heartbeatMs);
  try {
    await work();
  } finally {
    clearInterval(beat);
  }
};

/** Whether any instance holds the lock `name` of `lead`. */
export const isLed = async (dataSource: DataSource, name: string): Promise<boolean> => {
  const [{ led }] = await dataSource.query(
    `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)) AS led`,
    [name],
  );
  return led;
};

/**
 * Calls `hear` for every notification of `channel`, `connected` whenever some may have been missed before, and `lost` when
 * some may be missed from now on.
 */
export const listen = (
  dataSource: DataSource,
  channel: string,
  signal: AbortSignal,
  log: Log,
  { hear, connected, lost }: { hear: (payload: string) => void; connected: () => void; lost?: () => void },
): Promise<void> =>
  supervise(signal, log, `listening to ${channel}`, (begun) =>
    withConnection(dataSource, signal, async (runner, client, open) => {
      const onNotification = (message: Notification) => {
        if (message.channel === channel) hear(message.payload ?? '');
      };
      client.on('notification', onNotification);
      await runner.query(`LISTEN ${channel}`);
      begun();
      connected();
      await aborted(open);
      lost?.();
      client.off('notification', onNotification);
    }),
  );

/** Milliseconds after which an answer is no longer waited for. */
const deadline = 5_000;

/** @throws Error after `deadline`; the outcome of `work` is then nobody's business any more */
const inTime = <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout exceeded')), deadline);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** Errors of a server that is down, or does not answer in time, as DependencyUnavailable, others as they are. */
export const reaching = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await inTime(work);
  } catch (error) {
    const { code, message } =
      (error as { driverError?: Error & { code?: string } }).driverError ?? (error as Error & { code?: string });
    const down =
      /^(08|57P0|57014|53)/.test(code ?? '') ||
      /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)/.test(code ?? '') ||
      /Connection terminated|timeout exceeded|Client has encountered a connection error/i.test(message);
    throw down ? new DependencyUnavailable('database', { cause: error }) : error;
  }
};
