import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { Pages } from '../../src/adapters/postgres/event-store-pages.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { KnownLog } from '../../src/application/ports/known-log.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { createDatabase } from '../support/servers/postgres.js';
import { takeUntil } from './event-store.events.js';

/** Legal by `maxAppendBytes`, and a few KB as it is stored. */
const large = 900_000;
const count = 300;

describe('pages of the PostgreSQL log', () => {
  let database: string;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    await migrate(database, logMigrations, 'log_migrations');
    pool = createPool(database, { settings: { enable_seqscan: 'off', jit: 'off' } });
    await pool.query(
      `insert into events select n, 'large-1', n - 1, gen_random_uuid(), 'SomethingHappened',
         json_build_object('text', repeat('a', $1)), '{}' from generate_series(1, $2::int) n`,
      [large, count],
    );
    await pool.query('analyze events');
  });
  afterAll(() => pool.end());

  it.each([
    ['after', ['0']],
    ['forwards', ['large-1', '0']],
    ['backwards', ['large-1', String(count)]],
  ] as const)('%s hold no more bytes than they may, as they arrive and not as they are stored', async (which, from) => {
    const page = await new Pages(pool, unknownLog(), () => {}).read(which, from);
    expect(page).toMatchObject({ bytes: expect.any(Number), isLast: false });
    expect(page.events).toHaveLength(Math.ceil(4_000_000 / large));
  });

  it('reach a subscription, however well they compress', async () => {
    const server = new PostgresServer(database);
    const store = new PostgresEventStore(server);
    const events = await takeUntil(store, (taken) => taken.length === count);
    expect(events.map(({ position }) => Number(position))).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    await store.close();
    await server.close();
  });

  it('unpack nothing beyond what they bring', async () => {
    const asked: string[] = [];
    const spy = { query: async ({ text }: pg.QueryConfig) => ({ rows: [], asked: asked.push(text!) }) };
    await new Pages(spy as unknown as pg.Pool, unknownLog(), () => {}).read('after', ['0']);
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, timing off, costs off) ${asked[0]!
        .replaceAll('$1', '500')
        .replaceAll('$2', '0')
        .replaceAll(/\$[34]/g, 'null')}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    const touched = [...plan.matchAll(/Index Scan.* on events.*rows=([\d.]+) loops=(\d+)/g)];
    const unpacked = touched.reduce((sum, [, each, loops]) => sum + Number(each) * Number(loops), 0);
    expect(unpacked).toBeGreaterThan(0);
    expect(unpacked).toBeLessThanOrEqual(6);
  });

  it('are half as long after one that took too long, which is logged, and grow again', async () => {
    const lines: string[] = [];
    const limits: unknown[] = [];
    let slow = 2;
    const busy = {
      query: async ({ values }: pg.QueryConfig) => {
        limits.push(values![0]);
        if (slow-- > 0) throw Object.assign(new Error('canceling statement'), { code: '57014' });
        return { rows: [] };
      },
    } as unknown as pg.Pool;
    const pages = new Pages(busy, unknownLog(), (level, message) => lines.push(`${level} ${message}`));
    for (let n = 0; n < 2; n++) await expect(pages.read('after', ['0'])).rejects.toThrow(DependencyUnavailable);
    for (let n = 0; n < 3; n++) await pages.read('after', ['0']);
    expect(limits).toEqual([500, 250, 125, 250, 500]);
    expect(lines).toEqual(Array(2).fill('warn a page of the log took too long; the next one is shorter'));
  });
});

/** Of which nothing was read yet. */
const unknownLog = () => new KnownLog((a, b) => Number(a) - Number(b));
