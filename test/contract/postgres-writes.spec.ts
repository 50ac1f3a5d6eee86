import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { stateOf } from '../../src/adapters/postgres-server/state.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { createDatabase, cutConnections, withClient } from '../support/servers/postgres.js';
import { freshStream, newEvents } from './event-store.events.js';

describe('a PostgreSQL that takes no writes', () => {
  let database: string;
  let server: PostgresServer;
  let store: PostgresEventStore;
  let pool: Pool;
  beforeAll(async () => {
    database = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    await migrate(database, logMigrations, 'log_migrations');
    server = new PostgresServer(database);
    store = new PostgresEventStore(server);
    pool = server.pool('service');
  });
  afterAll(async () => {
    await Promise.all([store.close(), pool.end()]);
    await server.close();
  });

  const sql = (text: string) => withClient(database, (client) => client.query(text));
  const append = () => store.append(freshStream(), 'no-stream', newEvents(1));
  const refused = (causeCode: string) => expect.objectContaining({ name: 'DependencyUnavailable', causeCode });

  describe('read-only', () => {
    const name = () => new URL(database).pathname.slice(1);
    afterEach(async () => {
      await withClient(process.env.REALNAME_TEST_EMBEDDED_URL!, (client) =>
        client.query(`alter database ${name()} reset default_transaction_read_only`),
      );
    });
    const close = async () => {
      await sql(`alter database ${name()} set default_transaction_read_only = on`);
      await cutConnections(database);
    };
    const open = () => sql(`begin read write; alter database ${name()} reset default_transaction_read_only; commit`);

    it('says so of itself, and no session remembers it afterwards', async () => {
      expect((await stateOf(pool)).refusesWrites).toBeUndefined();
      await close();
      expect((await stateOf(pool)).refusesWrites).toBe('read-only');
      await open();
      expect((await stateOf(pool)).refusesWrites).toBeUndefined();
    });

    it('refuses appends and their rehearsal; both go through again without a restart', async () => {
      await close();
      await expect(append()).rejects.toEqual(refused('25006'));
      await expect(store.rehearse()).rejects.toEqual(refused('25006'));
      await open();
      await store.rehearse();
      await append();
    });

    it('keeps no session within a transaction either', async () => {
      await close();
      const client = await pool.connect();
      await client.query('begin');
      await expect(client.query('create table written ()')).rejects.toMatchObject({ code: '25006' });
      client.release();
      await open();
      await pool.query('create table written ()');
    });
  });

  describe('with a full disk', () => {
    afterEach(() => sql('drop function if exists full_disk cascade'));

    it('refuses an append and its rehearsal alike', async () => {
      await sql(`create function full_disk() returns trigger language plpgsql as
        $$ begin raise 'could not extend file' using errcode = '53100'; end $$;
        create trigger full_disk before insert on events execute function full_disk()`);
      await expect(append()).rejects.toEqual(refused('53100'));
      await expect(store.rehearse()).rejects.toEqual(refused('53100'));
      await sql('drop function full_disk cascade');
      await store.rehearse();
    });
  });

  it('tells its clock between the two readings of this one', async () => {
    const { server: theirs, asked, answered } = (await stateOf(pool)).clock;
    expect(theirs).toBeGreaterThanOrEqual(asked - 1);
    expect(theirs).toBeLessThanOrEqual(answered + 1);
  });

  it('is unavailable where it is not there', async () => {
    const nowhere = new PostgresServer('postgresql://127.0.0.1:1/none').pool('service');
    await expect(stateOf(nowhere)).rejects.toBeInstanceOf(DependencyUnavailable);
    await nowhere.end();
  });
});
