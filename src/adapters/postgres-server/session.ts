import pg from 'pg';
import { pause } from '../resilience/abort.js';
import { inTime } from '../resilience/deadline.js';
import type { Address } from './address.js';
import type { Connections } from './budget.js';
import { postgresDeadline } from './deadline.js';

/** Milliseconds between two signs of life. */
const heartbeat = 2_000;
/** The server ends a session that was silent for 10 s, as its process stands still, or, after some 25 s, whose machine vanished. */
const settings = `select set_config('idle_session_timeout', '10s', false), set_config('tcp_keepalives_idle', '10', false),
  set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`;

/**
 * Does `work` on a connection of its own, for what hangs on a session: advisory locks and LISTEN. The signal aborts with
 * `outer`, and when the connection breaks or the server does not answer a heartbeat. In the end the connection is closed.
 * @throws Error when the connection was lost, also if `work` has ended well
 */
export const withSession = async (
  address: Address,
  what: Connections,
  outer: AbortSignal,
  work: (client: pg.Client, open: AbortSignal) => Promise<void>,
): Promise<void> => {
  const client = new pg.Client({
    connectionString: address.url,
    application_name: address.nameOf(what),
    connectionTimeoutMillis: postgresDeadline,
    query_timeout: postgresDeadline,
    keepAlive: true,
  });
  const lost = new AbortController();
  const done = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('Connection terminated')));
  try {
    await client.connect();
    await client.query(settings);
    const open = AbortSignal.any([outer, lost.signal]);
    beat(client, AbortSignal.any([open, done.signal])).catch((error) => lost.abort(error));
    await work(client, open);
    lost.signal.throwIfAborted();
  } finally {
    done.abort();
    await inTime(postgresDeadline, () => client.end()).catch(() => {});
  }
};

const beat = async (client: pg.Client, until: AbortSignal): Promise<void> => {
  for (await pause(heartbeat, until); !until.aborted; await pause(heartbeat, until)) await client.query('select 1');
};
