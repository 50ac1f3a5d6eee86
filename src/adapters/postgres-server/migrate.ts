import type { Pool } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { pause, unlessAborted } from '../resilience/abort.js';
import { Client, clientOptions } from './client.js';
import { orUnavailable } from './errors.js';
import { withSession } from './session.js';

/** A TypeORM migration: its name ends in 13 digits, by which migrations are ordered. */
export type Migration = new () => MigrationInterface;

/** One lock for every migration of this service in a database ("real" in ASCII). */
const migrationLock = 0x7265616c;
/** Milliseconds to wait for another instance that migrates right now, and between two looks. */
const lockDeadline = 60_000;
const lockPoll = 50;
/** `application_name` of the connections. */
export const migrationsName = 'realname migrations';

/**
 * Brings a set of tables to its newest version. Instances that start together take turns; each migration is a
 * transaction of its own and noted in `tableName`.
 * @throws DependencyUnavailable when the server is not there, or falls silent meanwhile
 */
export const migrate = (url: string, migrations: readonly Migration[], tableName: string): Promise<void> =>
  orUnavailable(() =>
    withSession(url, migrationsName, new AbortController().signal, async (client, open) => {
      await lock(client, open);
      if (!open.aborted) await run(url, migrations, tableName, open);
    }),
  );

/**
 * Refuses tables of an older release, or none, and changes nothing.
 * @throws NotMigrated; DependencyUnavailable
 */
export const assertMigrated = (pool: Pool, migrations: readonly Migration[], tableName: string): Promise<void> =>
  orUnavailable(async () => {
    const { rows } = await pool.query<{ name: string }>(`select name from ${tableName}`).catch((error) => {
      if ((error as { code?: string }).code === undefinedTable) return { rows: [] };
      throw error;
    });
    const done = new Set(rows.map(({ name }) => name));
    const missing = migrations.find(({ name }) => !done.has(name));
    if (missing) throw new NotMigrated(missing.name);
  });

const undefinedTable = '42P01';

/** The tables are older than the release, and whoever only reads does not change them. */
export class NotMigrated extends Error {
  constructor(migration: string) {
    super(
      `The tables of this database are older than this release: migration ${migration} has not run. Start the service of this release on the primary first, or read with the release that wrote them.`,
    );
    this.name = 'NotMigrated';
  }
}

const lock = async (client: Client, open: AbortSignal): Promise<void> => {
  for (const end = performance.now() + lockDeadline; !open.aborted; await pause(lockPoll, open)) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [migrationLock]);
    if (rows[0].locked) return;
    if (performance.now() > end) throw new DependencyUnavailable('postgres', { cause: 'another instance migrates' });
  }
};

/** A migration may take long: it has no deadline but the life of the session that holds the lock. */
const unlimited = { statement_timeout: '0' };

const run = async (url: string, migrations: readonly Migration[], tableName: string, open: AbortSignal) => {
  const source = new DataSource({
    type: 'postgres',
    poolSize: 1,
    extra: { ...clientOptions(url, migrationsName, unlimited), query_timeout: 0, Client },
    migrations: [...migrations],
    migrationsTableName: tableName,
    installExtensions: false,
  });
  await source.initialize();
  try {
    await unlessAborted(source.runMigrations({ transaction: 'each' }), open);
  } finally {
    await source.destroy();
  }
};
