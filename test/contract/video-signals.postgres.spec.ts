import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresVideoSignals } from '../../src/adapters/postgres/video-signals.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { cutConnections } from '../support/servers/postgres.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';
import { videoSignalsContract } from './video-signals.contract.js';

const never = new AbortController().signal;

/** Does what it is asked, but breaks before the first, third, … answer arrives. */
const losingEveryOtherAnswer = (pool: Pool): Pool => {
  let asked = 0;
  const query = async (sql: string, values: unknown[]) => {
    const answer = await pool.query(sql, values);
    if (asked++ % 2 === 0) throw new Error('Connection terminated unexpectedly');
    return answer;
  };
  return { query } as unknown as Pool;
};

onEachPostgres((server, database) => {
  const open = async () => database.closing(new PostgresVideoSignals(database.pool(), database.server(), testKeyring));
  const messages = async (signals: PostgresVideoSignals, ticket: string) =>
    (await signals.receive(ticket, 'agent', never))[Symbol.asyncIterator]();

  videoSignalsContract(server, open);

  it('P1 leaves nothing of ticket and message in clear', async () => {
    const ticket = randomUUID();
    await (await open()).send(ticket, 'agent', { candidate: '192.0.2.17' });
    const { rows } = await database
      .pool()
      .query(`select row_to_json(t)::text || encode(sealed, 'escape') as all from video_signals t`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('192.0.2.17');
    expect(JSON.stringify(rows)).not.toContain(ticket);
  });

  it('forgets what nobody took for 10 minutes, and removes it in time', async () => {
    const signals = await open();
    const pool = database.pool();
    const ticket = randomUUID();
    const age = (by: string) => pool.query('update video_signals set sent_at = sent_at - $1::interval', [by]);
    await pool.query('delete from video_signals');
    await signals.send(ticket, 'agent', { n: 0 });
    await age('1 minute');
    await signals.send(ticket, 'agent', { n: 1 });
    await age('9 minutes 30 seconds');
    await signals.send(ticket, 'agent', { n: 2 });
    const received = await messages(signals, ticket);
    expect((await received.next()).value).toEqual({ n: 1 });
    expect((await received.next()).value).toEqual({ n: 2 });
    await received.return?.();
    const count = async () => (await pool.query('select count(*)::int as n from video_signals')).rows[0].n;
    expect(await count()).toBe(1);
    await (await open()).send(ticket, 'customer', {});
    expect(await count()).toBe(1);
  });

  it('removes what was taken', async () => {
    const signals = await open();
    const ticket = randomUUID();
    await database.pool().query('delete from video_signals');
    await signals.send(ticket, 'agent', { n: 0 });
    const received = await messages(signals, ticket);
    await received.next();
    await received.return?.();
    expect((await database.pool().query('select * from video_signals')).rows).toEqual([]);
  });

  it('brings each message once though every connection is cut again and again', async () => {
    const [sender, receiver] = [await open(), await open()];
    const ticket = randomUUID();
    for (let n = 0; n < 8; n++) await sender.send(ticket, 'agent', { n });
    const received = await messages(receiver, ticket);
    for (let n = 0; n < 8; n++) {
      const [next] = await Promise.all([received.next(), cutConnections(database.url())]);
      expect(next.value).toEqual({ n });
    }
  });

  it('brings a message once though the answer to its claim is lost', async () => {
    const signals = await open();
    const ticket = randomUUID();
    for (let n = 0; n < 3; n++) await signals.send(ticket, 'agent', { n });
    const pool = losingEveryOtherAnswer(database.pool());
    const received = await messages(
      database.closing(new PostgresVideoSignals(pool, database.server(), testKeyring)),
      ticket,
    );
    for (let n = 0; n < 3; n++) expect((await received.next()).value).toEqual({ n });
  });

  it('wakes a side whose instance had lost its connection', async () => {
    const [sender, receiver] = [await open(), await open()];
    const ticket = randomUUID();
    const received = await messages(receiver, ticket);
    const first = received.next();
    await sender.send(ticket, 'agent', { n: 0 });
    await first;
    const second = received.next();
    let cut = 0;
    while (cut === 0) {
      const { rowCount } = await database.pool().query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'realname listener' and query like 'listen%'`,
      );
      cut = rowCount ?? 0;
    }
    await sender.send(ticket, 'agent', { n: 1 });
    expect((await second).value).toEqual({ n: 1 });
  });

  it('ends its receivers when it is closed', async () => {
    const signals = await open();
    const waiting = (await messages(signals, randomUUID())).next();
    await signals.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

it('says unavailable to the sender when the server is not there, and ends a receiver that is aborted', async () => {
  const url = 'postgresql://nobody@127.0.0.1:1/none';
  const pool = createPool(url);
  const server = new PostgresServer(url);
  const signals = new PostgresVideoSignals(pool, server, testKeyring);
  await expect(signals.send('ticket', 'agent', {})).rejects.toThrow(DependencyUnavailable);
  const over = new AbortController();
  const receiving = signals.receive('ticket', 'agent', over.signal);
  over.abort();
  expect(await (await receiving)[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
  await signals.close();
  await server.close();
  await pool.end();
});
