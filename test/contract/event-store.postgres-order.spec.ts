import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { createDatabase, cutConnections } from '../support/servers/postgres.js';
import { collect, freshStream, ids, newEvent, newEvents, takeUntil } from './event-store.events.js';

describe('EventStore in PostgreSQL', () => {
  let database: string;
  let server: PostgresServer;
  let store: PostgresEventStore;
  beforeAll(async () => {
    database = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    await migrate(database, logMigrations, 'log_migrations');
    server = new PostgresServer(database);
    store = new PostgresEventStore(server);
  });
  afterAll(async () => {
    await store.close();
    await server.close();
  });

  const openTransaction = async (url: string, statement: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin');
    await client.query(statement);
    return client;
  };

  it('does not wait for open write transactions of others, in this database or another one', async () => {
    const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
    const here = await openTransaction(database, 'create table of_somebody_else (n int)');
    const there = await openTransaction(
      process.env.REALNAME_TEST_EMBEDDED_URL!,
      'create temporary table of_somebody_else (n int)',
    );
    const live = newEvent();
    const taken = takeUntil(store, (events) => events.length === 1, position);
    await store.append(freshStream(), 'no-stream', [live]);
    expect(ids(await taken)).toEqual([live.id]);
    await here.end();
    await there.end();
  });

  it('gives positions without holes, whatever was refused in between', async () => {
    const first = await store.append(freshStream(), 'no-stream', newEvents(1));
    await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => store.append(freshStream(), n % 2 === 0 ? 5n : 'no-stream', newEvents(2))),
    );
    expect(BigInt((await store.head())!) - BigInt(first.position)).toBe(8n);
  });

  it('lets an append that can not be stored fail alone', async () => {
    const outcomes = await Promise.allSettled([
      store.append(freshStream(), 'no-stream', newEvents(1)),
      store.append('contract-with-\u0000', 'no-stream', newEvents(1)),
      store.append(freshStream(), 'no-stream', [{ ...newEvent(), id: 'no uuid' }]),
      store.append(freshStream(), 'no-stream', newEvents(1)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  });

  it('pages by bytes too: large events arrive whole and in order', async () => {
    const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
    const stream = freshStream();
    const large = Array.from({ length: 12 }, () => newEvent({ noise: randomText(700_000) }));
    for (const [n, event] of large.entries()) {
      await store.append(stream, n === 0 ? 'no-stream' : BigInt(n - 1), [event]);
    }
    expect(ids(await collect(store.read(stream)))).toEqual(ids(large));
    expect(ids(await collect(store.read(stream, { backwards: true })))).toEqual(ids(large).toReversed());
    expect(ids(await takeUntil(store, (events) => events.length === large.length, position))).toEqual(ids(large));
  });

  it('needs nobody to call again after its idle connections were cut', async () => {
    for (let n = 0; n < 5; n++) {
      await cutConnections(database);
      expect((await store.append(freshStream(), 'no-stream', newEvents(2))).revision).toBe(1n);
      await cutConnections(database);
      expect(await collect(store.read(freshStream()))).toEqual([]);
      await cutConnections(database);
      expect(await store.head()).toBeDefined();
    }
  });

  it('is unavailable where there is no server, while a subscription goes on trying', async () => {
    const server = new PostgresServer('postgresql://nobody@127.0.0.1:1/nothing');
    const nowhere = new PostgresEventStore(server);
    const subscription = collect(nowhere.subscribe({ signal: new AbortController().signal }));
    await expect(nowhere.append(freshStream(), 'no-stream', newEvents(1))).rejects.toThrow(DependencyUnavailable);
    await expect(collect(nowhere.read(freshStream()))).rejects.toThrow(DependencyUnavailable);
    await expect(nowhere.head()).rejects.toThrow(DependencyUnavailable);
    await nowhere.close();
    await server.close();
    expect(await subscription).toEqual([]);
  });

  it('migrates once, also when instances start together', async () => {
    const fresh = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    await Promise.all([1, 2, 3].map(() => migrate(fresh, logMigrations, 'log_migrations')));
    await migrate(fresh, logMigrations, 'log_migrations');
    const instance = new PostgresEventStore(new PostgresServer(fresh));
    expect((await instance.append(freshStream(), 'no-stream', newEvents(1))).position).toBe('1');
    await instance.close();
  });
});

/** Text that does not compress. */
const randomText = (length: number): string =>
  Array.from({ length: length / 10 }, () => Math.random().toString(36).slice(2, 12).padEnd(10, 'x')).join('');
