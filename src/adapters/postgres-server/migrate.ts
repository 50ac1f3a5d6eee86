import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { postgresDeadline } from './deadline.js';
import { orUnavailable } from './errors.js';

/** A TypeORM migration: its name ends in 13 digits, by which migrations are ordered. */
export type Migration = new () => MigrationInterface;

/** One lock for every migration of this service in a database ("real" in ASCII). */
const migrationLock = 0x7265616c;
/** Milliseconds to wait for another instance that migrates right now. */
const lockDeadline = 60_000;
const applicationName = 'realname migrations';

/**
 * Brings a set of tables to its newest version. Instances that start together take turns; each migration is a
 * transaction of its own and noted in `tableName`.
 * @throws DependencyUnavailable when the server is not there
 */
export const migrate = (url: string, migrations: readonly Migration[], tableName: string): Promise<void> =>
  orUnavailable(async () => {
    const lock = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: postgresDeadline,
      lock_timeout: lockDeadline,
    });
    lock.on('error', () => {});
    await lock.connect();
    try {
      await lock.query('select pg_advisory_lock($1)', [migrationLock]);
      await run(url, migrations, tableName);
    } finally {
      await lock.end().catch(() => {});
    }
  });

const run = async (url: string, migrations: readonly Migration[], tableName: string): Promise<void> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    applicationName,
    migrations: [...migrations],
    migrationsTableName: tableName,
    installExtensions: false,
    connectTimeoutMS: postgresDeadline,
    extra: { max: 1 },
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
};
