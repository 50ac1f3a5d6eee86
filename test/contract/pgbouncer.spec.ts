import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { assertOwnSessions } from '../../src/adapters/postgres-server/pooler.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { openReadSide } from '../../src/adapters/typeorm/data-source.js';
import { eventually } from '../support/eventually.js';
import { installedPgbouncer, type Pgbouncer, startPgbouncer } from '../support/servers/pgbouncer.js';
import { createDatabase } from '../support/servers/postgres.js';
import { collect, newEvent } from './event-store.events.js';

const here = installedPgbouncer() !== undefined;

describe('pgbouncer', () => {
  if (!here) return it('is not here: see the closing summary', () => {});

  let database: string;
  const started: Pgbouncer[] = [];
  beforeAll(async () => {
    database = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
  });
  afterAll(async () => {
    for (const pooler of started) await pooler.stop();
  });
  const behind = async (pool_mode: string, settings: Record<string, string> = {}) => {
    const pooler = await startPgbouncer(database, { pool_mode, ...settings });
    started.push(pooler);
    return pooler.url;
  };

  it('in session mode carries everything, with the settings of every connection', async () => {
    const url = await behind('session');
    await assertOwnSessions(url, 'test');
    await migrate(url, logMigrations, 'log_migrations');
    const server = new PostgresServer(url);
    const store = new PostgresEventStore(server);
    const { source } = await openReadSide(server);
    const pool = server.pool('service', { enable_seqscan: 'off' });
    const over = new AbortController();
    const settings = `select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('enable_seqscan') as seqscan`;
    expect((await pool.query(settings)).rows).toEqual([{ statement: '5s', idle: '10s', seqscan: 'off' }]);
    expect(await source.query(settings)).toEqual([{ statement: '5s', idle: '10s', seqscan: 'on' }]);

    const heard: string[] = [];
    server.listen('a', { hear: (said) => heard.push(said), connected: () => heard.push('connected') }, over.signal);
    await eventually(() => expect(heard).toEqual(['connected']));
    await pool.query(`notify a, 'one'`);
    await eventually(() => expect(heard).toEqual(['connected', 'one']));
    const event = newEvent();
    await store.append('note-1', 'no-stream', [event]);
    expect(await collect(store.read('note-1'))).toMatchObject([{ id: event.id }]);
    let led = false;
    await server.lead('lock', over.signal, async () => {
      led = true;
      over.abort();
    });
    expect(led).toBe(true);
    for (const close of [() => store.close(), () => source.destroy(), () => pool.end(), () => server.close()]) {
      await close();
    }
  });

  it.each([
    ['transaction', {}],
    ['transaction', { server_round_robin: '1' }],
    ['transaction', { default_pool_size: '1' }],
    ['statement', {}],
  ])('in %s mode %j is refused by name, with what to do', async (mode, settings: Record<string, string>) => {
    const url = await behind(mode, settings);
    const refused =
      'DATABASE_URL: the connection pooler shares sessions between clients. Give this database pool_mode = session';
    await expect(assertOwnSessions(url, 'test')).rejects.toThrow(refused);
  });

  it('what it does not take of a URL is named', async () => {
    const url = await behind('session');
    const refused = 'DATABASE_URL: the connection pooler refuses the startup parameter';
    await expect(assertOwnSessions(`${url}?options=-c%20jit%3Doff`, 'test')).rejects.toThrow(`${refused} options`);
    await expect(migrate(`${url}?lock_timeout=1000`, logMigrations, 'log_migrations')).rejects.toThrow(refused);
  });
});
