import pg from 'pg';
import { pause } from '../resilience/abort.js';
import { postgresDeadline } from './deadline.js';

const heartbeat = 10_000;
const backOff = { first: 100, most: 5_000 };

/**
 * Calls `notified` with the payload of every notification on a channel until `closing` aborts, and with nothing whenever
 * some may have been missed: on one connection of its own, watched by a heartbeat and opened again with back-off when it
 * breaks. Resolves when that is closed.
 */
export const listenTo = async (
  url: string,
  channel: string,
  notified: (payload?: string) => void,
  closing: AbortSignal,
): Promise<void> => {
  for (let delay = backOff.first; !closing.aborted; delay = Math.min(delay * 2, backOff.most)) {
    const client = connection(url);
    const connected = () => {
      delay = backOff.first;
      notified();
    };
    client.on('notification', ({ payload }) => notified(payload));
    await listen(client, channel, connected, closing).catch(() => {});
    if (!closing.aborted) await pause(delay, closing);
  }
};

const connection = (url: string): pg.Client =>
  new pg.Client({
    connectionString: url,
    application_name: 'realname listener',
    connectionTimeoutMillis: postgresDeadline,
    query_timeout: postgresDeadline,
    keepAlive: true,
  });

/** Listens until the connection breaks. */
const listen = async (client: pg.Client, channel: string, connected: () => void, closing: AbortSignal) => {
  const gone = new AbortController();
  const until = AbortSignal.any([gone.signal, closing]);
  client.on('error', () => gone.abort());
  client.on('end', () => gone.abort());
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    connected();
    while (!until.aborted) {
      await pause(heartbeat, until);
      if (!until.aborted) await client.query('select 1');
    }
  } finally {
    await client.end().catch(() => {});
  }
};
