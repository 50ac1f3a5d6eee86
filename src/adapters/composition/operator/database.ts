import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '../../../application/ports/event-store.js';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../../embedded/postgres-server.js';
import { PostgresEventStore } from '../../postgres/event-store.js';
import { PostgresServer } from '../../postgres-server/server.js';
import { openReadSide, type ReadSideDatabase } from '../../typeorm/data-source.js';
import type { Config } from '../config.js';
import { openEventStoreDb, openPostgresLog } from '../logs.js';
import { Resources } from '../resources.js';
import { migrateTables } from '../servers.js';

/** What an operator's command works on: beside running instances, or with none. */
export interface Database {
  readonly pool: Pool;
  readonly source: DataSource;
  readonly readSide: ReadSideDatabase;
  readonly store: EventStore;
}

/**
 * Opens the service's servers for as long as `work` takes. The embedded one is started for it where it does not run.
 * @param migrated brings the tables to this release first; else nothing is changed
 * @throws DependencyUnavailable, Error with a message for the operator
 */
export const withDatabase = async <T>(
  config: Config,
  { migrated }: { readonly migrated: boolean },
  work: (database: Database) => Promise<T>,
): Promise<T> => {
  const resources = new Resources(() => {});
  try {
    const url = config.databaseUrl ?? (await embeddedUrl(config, resources));
    if (migrated) await migrateTables(url);
    const server = resources.add(new PostgresServer(url), (each) => each.close());
    const readSide = await openReadSide(server, config.eventStoreUrl === undefined);
    const { source, pool } = resources.add(readSide, (each) => each.source.destroy());
    await assertTables(source);
    const postgresLog = () => (migrated ? openPostgresLog(server) : new PostgresEventStore(server));
    const opened = config.eventStoreUrl ? openEventStoreDb(config.eventStoreUrl, () => {}) : postgresLog();
    const store = resources.add(await opened, (each) => each.close());
    return await work({ pool, source, readSide, store });
  } finally {
    await resources.close();
  }
};

const assertTables = async (source: DataSource): Promise<void> => {
  const [{ found }] = await source.query<[{ found: boolean }]>(
    "select to_regclass('process_checkpoint') is not null as found",
  );
  if (!found) throw new Error('this database has no tables of the service: it was never started on it');
};

const embeddedUrl = async ({ dataDir }: Config, resources: Resources): Promise<string> => {
  const running = await runningEmbeddedPostgres(dataDir);
  if (running) return running;
  await access(join(dataDir, 'postgres')).catch(() => {
    throw new Error(`DATA_DIR: there is no database below ${dataDir}, and no DATABASE_URL`);
  });
  return resources.add(await startEmbeddedPostgres({ dataDir }), (each) => each.stop()).url;
};
