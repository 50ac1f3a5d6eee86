import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg, { type Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { connections } from '../../src/adapters/postgres-server/budget.js';
import { isLed } from '../../src/adapters/postgres-server/lock.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { query } from '../../src/adapters/postgres-server/query.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { openReadSide } from '../../src/adapters/typeorm/data-source.js';
import { caughtUp } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { Gate } from '../support/crashes/gate.js';
import { eventually } from '../support/eventually.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { onRedis } from '../support/servers/on-redis.js';
import { createDatabase } from '../support/servers/postgres.js';
import { collect, newEvent } from './event-store.events.js';

const times = <T>(count: number, work: () => Promise<T>) => Array.from({ length: count }, work);

/** The old connections are acknowledged by TCP and never answered; new ones reach the server. */
describe('PostgreSQL falls silent, and answers to whoever connects anew:', () => {
  let url: string;
  let gate: Gate;
  let server: PostgresServer;
  let admin: pg.Client;
  const closing: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    url = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    gate = await Gate.before(url);
    server = new PostgresServer(gate.urlOf(url));
    admin = new pg.Client(url);
    await admin.connect();
    closing.push(
      () => admin.end(),
      () => server.close(),
    );
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    gate.close();
  });
  const servicePool = (): Pool => {
    const pool = server.pool('service');
    closing.push(() => pool.end());
    return pool;
  };
  const openSource = async () => {
    const { source } = await openReadSide(server);
    closing.push(() => source.destroy());
    return source;
  };

  it('a pool meets one of its connections in vain, and none of the others', async () => {
    const pool = servicePool();
    await Promise.all(times(connections.service, () => pool.query('select pg_sleep(0.05)')));
    gate.abandon();
    await expect(query(pool, 'select 1')).rejects.toBeInstanceOf(DependencyUnavailable);
    expect((await query(pool, 'select 1 as n')).rows).toEqual([{ n: 1 }]);
  });

  it('the log appends, reads and delivers', async () => {
    await migrate(url, logMigrations, 'log_migrations');
    const store = new PostgresEventStore(server);
    closing.push(() => store.close());
    const over = new AbortController();
    closing.push(async () => over.abort());
    const delivered: string[] = [];
    const following = (async () => {
      for await (const item of store.subscribe({ signal: over.signal }))
        delivered.push(item === caughtUp ? '' : item.type);
    })();
    closing.push(() => following);
    await eventually(() => expect(delivered).toEqual(['']));
    const event = newEvent();
    gate.abandon();
    await eventually(() => store.append('note-1', 'no-stream', [event]));
    await eventually(async () => expect(await collect(store.read('note-1'))).toMatchObject([{ id: event.id }]));
    await eventually(() => expect(delivered).toEqual(['', event.type]));
    over.abort();
  });

  it('the read side gives up the connections that it was waiting on, also those of transactions', async () => {
    const source = await openSource();
    const all = connections['read side'];
    await Promise.all(times(all, () => source.query('select pg_sleep(0.05)')));
    const moved = Promise.withResolvers<void>();
    const within = source.transaction(async (manager) => {
      await manager.query('select 1');
      await moved.promise;
      await manager.query('select 1');
    });
    gate.abandon();
    moved.resolve();
    const asked = await Promise.allSettled([within, ...times(all - 1, () => source.query('select 1'))]);
    expect(asked.map(({ status }) => status)).toEqual(Array(all).fill('rejected'));
    await Promise.all(times(all, () => source.query('select 1')));
  });

  it('the listener says so, and hears again', async () => {
    const heard: string[] = [];
    const listener = {
      hear: (payload: string) => heard.push(payload),
      connected: () => heard.push('connected'),
      lost: () => heard.push(server.hears ? 'lost unsaid' : 'lost'),
    };
    server.listen('a', listener, new AbortController().signal);
    await eventually(() => expect(heard).toEqual(['connected']));
    gate.abandon();
    await eventually(() => expect(heard).toEqual(['connected', 'lost', 'connected']));
    expect(server.hears).toBe(true);
    await admin.query(`notify a, 'one'`);
    await eventually(() => expect(heard.at(-1)).toBe('one'));
  });

  it('a leader stops before the server gives its lock away, and leads again', async () => {
    const over = new AbortController();
    const holders: number[] = [];
    const holder = async () =>
      (
        await admin.query(
          `select pid from pg_locks where locktype = 'advisory' and granted
             and database = (select oid from pg_database where datname = current_database())`,
        )
      ).rows[0]?.pid;
    const leading = server.lead('lock', over.signal, async (held) => {
      holders.push(await holder());
      await new Promise((resolve) => held.addEventListener('abort', resolve, { once: true }));
      holders.push(await holder());
    });
    closing.push(() => {
      over.abort();
      return leading;
    });
    await eventually(() => expect(holders).toHaveLength(1));
    const led = () =>
      isLed({ query: async (sql, values) => (await admin.query(sql, values as string[])).rows as never }, 'lock');
    expect(await led()).toBe(true);
    gate.abandon();
    await eventually(async () => expect(await led()).toBe(false));
    expect(await holder()).toBe(holders[0]);
    await eventually(() => expect(holders).toHaveLength(3));
    expect(await led()).toBe(true);
    expect(holders[1]).toBe(holders[0]);
    expect(holders[2]).not.toBe(holders[0]);
    over.abort();
  });

  it('a migration fails, and the next start makes it', async () => {
    class Notes1700000000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('create table notes (id int)');
        if (tries++ > 0) return;
        gate.abandon();
        await runner.query('select 1');
      }
      async down(): Promise<void> {}
    }
    let tries = 0;
    const start = () => migrate(server.url, [Notes1700000000000], 'note_migrations');
    await expect(start()).rejects.toBeInstanceOf(DependencyUnavailable);
    await start();
    expect((await admin.query('select count(*)::int as n from note_migrations')).rows).toEqual([{ n: 1 }]);
  });
});

describe('EventStoreDB falls silent', () => {
  it('and a subscription goes on where it was, on another connection', async () => {
    const standIn = await startStandIn();
    const gate = await Gate.before(standIn.url);
    const store = new EventStoreDbEventStore(gate.urlOf(standIn.url));
    const delivered: string[] = [];
    const over = new AbortController();
    const following = (async () => {
      for await (const item of store.subscribe({ signal: over.signal }))
        delivered.push(item === caughtUp ? '' : item.id);
    })();
    await eventually(() => expect(delivered).toEqual(['']));
    gate.abandon();
    const event = newEvent();
    await eventually(() => store.append('note-1', 'no-stream', [event]));
    await eventually(() => expect(delivered).toContain(event.id));
    over.abort();
    await following;
    await store.close();
    await standIn.stop();
    gate.close();
  });
});

onRedis((redis) => {
  it('falls silent, and the next command goes by another connection', async () => {
    const gate = await Gate.before(redis.url);
    const connection = await redis.connection(gate.urlOf(redis.url));
    gate.abandon();
    await expect(connection.ping()).rejects.toThrow();
    await eventually(() => connection.ping());
    gate.close();
  });
});
