import type { Client, Notification } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Log } from '../../application/ports/log.js';
import { aborted, pause } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';

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
