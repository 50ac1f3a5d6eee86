import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { openReadSide } from '../../src/adapters/typeorm/data-source.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { eventually } from '../support/eventually.js';
import { createDatabase, cutConnections } from '../support/servers/postgres.js';

describe('a PostgreSQL server as an instance uses it', () => {
  let url: string;
  let admin: pg.Client;
  let server: PostgresServer;
  let interrupted: string[];
  beforeEach(async () => {
    url = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    admin = new pg.Client(process.env.REALNAME_TEST_EMBEDDED_URL!);
    await admin.connect();
    interrupted = [];
    server = new PostgresServer(url, (_level, message) => interrupted.push(message));
  });
  afterEach(async () => {
    await server.close();
    await admin.end();
  });

  const name = () => new URL(url).pathname.slice(1);
  const listeners = async () => {
    const { rows } = await admin.query(
      `select count(*)::int as n from pg_stat_activity where datname = $1 and application_name = 'realname listener'`,
      [name()],
    );
    return rows[0].n;
  };
  const notify = async (channel: string, payload: string) => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query('select pg_notify($1, $2)', [channel, payload]);
    await client.end();
  };
  const listen = (channel: string, signal = new AbortController().signal) => {
    const heard: string[] = [];
    const listener = {
      hear: (payload: string) => heard.push(payload),
      connected: () => heard.push('connected'),
      lost: () => heard.push('lost'),
    };
    server.listen(channel, listener, signal);
    return heard;
  };

  it('a notification that a listener does not understand ends nothing: it looks anew, and one line says so', async () => {
    const looked: string[] = [];
    const hear = (payload: string) => {
      if (payload === 'known') looked.push(payload);
      else throw new TypeError(payload);
    };
    server.listen('a', { hear, connected: () => looked.push('anew') }, new AbortController().signal);
    await eventually(() => expect(looked).toEqual(['anew']));
    for (const payload of ['strange', 'stranger', 'known']) await notify('a', payload);
    await eventually(() => expect(looked).toEqual(['anew', 'anew', 'anew', 'known']));
    expect(interrupted).toEqual(['notification not understood']);
  });

  it('listens to every channel on one connection, each listener until its own end', async () => {
    const over = new AbortController();
    const [a, b] = [listen('a'), listen('b', over.signal)];
    await eventually(() => expect([a, b]).toEqual([['connected'], ['connected']]));
    const late = listen('a');
    await eventually(() => expect(late).toEqual(['connected']));
    expect(await listeners()).toBe(1);
    await notify('a', 'one');
    await notify('b', 'two');
    await eventually(() => expect([a, b, late]).toEqual([['connected', 'one'], ['connected', 'two'], a]));
    over.abort();
    await notify('b', 'three');
    await notify('a', 'four');
    await eventually(() => expect(a).toEqual(['connected', 'one', 'four']));
    expect(b).toEqual(['connected', 'two']);
  });

  it('says that a connection was lost, and that it is back', async () => {
    const [a, b] = [listen('a'), listen('b')];
    await eventually(() => expect([a, b]).toEqual([['connected'], ['connected']]));
    await cutConnections(url);
    const back = ['connected', 'lost', 'connected'];
    await eventually(() => expect([a, b]).toEqual([back, back]));
    expect(interrupted).toEqual(['listening interrupted']);
    await server.close();
    expect([a, b].map((heard) => heard.at(-1))).toEqual(['lost', 'lost']);
    expect(await listeners()).toBe(0);
  });

  it('a start on a server that only reads, or is not there, is DependencyUnavailable', async () => {
    await admin.query(`alter database ${name()} set default_transaction_read_only = on`);
    await expect(migrate(url, logMigrations, 'log_migrations')).rejects.toBeInstanceOf(DependencyUnavailable);
    const nowhere = new PostgresServer('postgresql://nobody@127.0.0.1:1/none');
    await expect(openReadSide(nowhere)).rejects.toBeInstanceOf(DependencyUnavailable);
    await expect(migrate(nowhere.url, logMigrations, 'log_migrations')).rejects.toBeInstanceOf(DependencyUnavailable);
  });

  it.each(['serializable', 'repeatable read'])('a database that is %s by default is read committed', async (level) => {
    await admin.query(`alter database ${name()} set default_transaction_isolation = '${level}'`);
    const pool = server.pool('service');
    const { source } = await openReadSide(server);
    const isolation = `select current_setting('transaction_isolation') as is`;
    expect((await pool.query(isolation)).rows).toEqual([{ is: 'read committed' }]);
    expect(await source.transaction((manager) => manager.query(isolation))).toEqual([{ is: 'read committed' }]);
    await pool.end();
    await source.destroy();
  });

  it('leads on one instance at a time; another one takes over when the connection of the first is cut', async () => {
    const ofLeader = 'from pg_stat_activity where datname = $1 and application_name = $2';
    const over = new AbortController();
    const leading: string[] = [];
    const lead = (instance: string) =>
      new PostgresServer(url, () => {}, instance).lead('lock', over.signal, async (held) => {
        leading.push(instance);
        await new Promise((resolve) => held.addEventListener('abort', resolve, { once: true }));
      });
    const first = lead('one');
    await eventually(() => expect(leading).toEqual(['one']));
    const second = lead('two');
    await eventually(async () => {
      const { rows } = await admin.query(`select ${ofLeader}`, [name(), 'two leader']);
      expect(rows).toHaveLength(1);
    });
    expect(leading).toEqual(['one']);
    await eventually(async () => {
      await admin.query(`select pg_terminate_backend(pid) ${ofLeader}`, [name(), 'one leader']);
      expect(leading).toContain('two');
    });
    over.abort();
    await Promise.all([first, second]);
  });
});
