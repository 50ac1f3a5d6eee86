import { pause } from '../resilience/abort.js';
import { Client, clientOptions } from './client.js';

/** Milliseconds between two signs of life. */
const heartbeat = 2_000;
/**
 * Milliseconds that the server has for each answer. A session that is lost is noticed 8 s after the last answered sign was
 * sent, before the server gives it up.
 */
const heartbeatDeadline = 4_000;
const settings = {
  // The server ends a session that was silent for so long, as its process stands still or its machine has vanished.
  idle_session_timeout: '10s',
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
};

/** Milliseconds since the last sign of life after which a session counts as silent; the server has not given it up yet. */
export const silentAfter = 2.5 * heartbeat;

/** Milliseconds between two attempts to have a session, at most. */
export const longestPause = 2_000;

/**
 * Does `work` on a connection of its own, for what hangs on a session: advisory locks and LISTEN. The signal aborts with
 * `outer`, and when the connection breaks or the server does not answer a heartbeat. In the end the connection is closed.
 * @throws Error when the connection was lost, also if `work` has ended well
 */
export const withSession = async (
  url: string,
  name: string,
  outer: AbortSignal,
  work: (client: Client, open: AbortSignal) => Promise<void>,
): Promise<void> => {
  const client = new Client({ ...clientOptions(url, name, settings), query_timeout: heartbeatDeadline });
  const lost = new AbortController();
  const done = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('Connection terminated')));
  try {
    await client.connect();
    const open = AbortSignal.any([outer, lost.signal]);
    beat(client, AbortSignal.any([open, done.signal])).catch((error) => lost.abort(error));
    await work(client, open);
    lost.signal.throwIfAborted();
  } finally {
    done.abort();
    await client.end().catch(() => {});
  }
};

/** @throws Error when the server does not answer in time, or answers from another session: its locks are another's then */
const beat = async (client: Client, until: AbortSignal): Promise<void> => {
  let own: number | undefined;
  while (!until.aborted) {
    const sent = performance.now();
    const backend = await backendOf(client);
    own ??= backend;
    if (backend !== own) throw new Error('a connection pooler gave the session to somebody else');
    await pause(Math.max(0, heartbeat - (performance.now() - sent)), until);
  }
};

/** The number of the server's process behind a connection. */
export const backendOf = async (client: Client): Promise<number> =>
  (await client.query('select pg_backend_pid() as backend')).rows[0].backend;
