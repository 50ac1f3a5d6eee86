import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { Keyring } from '../../application/core/keyring.js';
import type { Log } from '../../application/ports/log.js';
import { loadMasterKey } from '../configuration/master-key.js';
import { startEmbeddedPostgres } from '../embedded/postgres-server.js';
import { serviceMigrations } from '../postgres/service-migrations/service-migrations.js';
import { assertSameMasterKey, assertSandbox } from '../postgres/settings.js';
import { assertMigrated, migrate, migrationsName } from '../postgres-server/migrate.js';
import { assertOwnSessions } from '../postgres-server/pooler.js';
import { PostgresServer } from '../postgres-server/server.js';
import { openReadSide, type ReadSideDatabase } from '../typeorm/data-source.js';
import { readSideMigrations } from '../typeorm/migrations/read-side-migrations.js';
import type { Config } from './config.js';
import { keyringOf } from './operator/keyring.js';
import type { Resources } from './resources.js';

/** What several adapters share. */
export interface Servers {
  readonly keyring: Keyring;
  readonly server: PostgresServer;
  readonly pool: Pool;
  readonly readSide: ReadSideDatabase;
  /** Undefined where short-lived things live in PostgreSQL. */
  readonly redis: Redis | undefined;
}

/**
 * Opens the servers, brings the tables to their newest version, and refuses data of another master key or mode.
 * A read-only service changes no table and makes no key.
 * @throws NotMigrated, AnotherInstance, DependencyUnavailable, Error with a message for the operator
 */
export const openServers = async (config: Config, log: Log, resources: Resources): Promise<Servers> => {
  if (!config.readOnly) await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  if (config.databaseUrl) await assertOwnSessions(config.databaseUrl, migrationsName);
  const databaseUrl = config.databaseUrl ?? (await embedded(config, log, resources));
  const keyring = await openKeyring(config);
  if (!config.readOnly) await migrateTables(databaseUrl);
  const server = resources.add(new PostgresServer(databaseUrl, log, 'realname', config.readOnly), (each) =>
    each.close(),
  );
  const pool = resources.add(server.pool('service'), (each) => each.end());
  if (config.readOnly) await assertTables(pool);
  await assertSameMasterKey(pool, keyring);
  await assertSandbox(pool, config.sandbox);
  const readSide = resources.add(await openReadSide(server, config.eventStoreUrl === undefined), ({ source }) =>
    source.destroy(),
  );
  const redis = config.redisUrl && !config.readOnly ? await openRedis(config.redisUrl, resources) : undefined;
  return { keyring, server, pool, readSide, redis };
};

const openKeyring = async (config: Config): Promise<Keyring> => {
  const file = join(config.dataDir, 'master.key');
  if (!config.readOnly) return new Keyring(await loadMasterKey({ env: config.masterKey, file }), config.wrappingKeys);
  const kept = await keyringOf(config);
  if (!kept) throw new Error(`neither MASTER_KEY nor ${file} is there`);
  return kept;
};

/** All tables but the log's are of this release. @throws NotMigrated, DependencyUnavailable */
const assertTables = async (pool: Pool): Promise<void> => {
  await assertMigrated(pool, serviceMigrations, 'service_migrations');
  await assertMigrated(pool, readSideMigrations, 'read_side_migrations');
};

/** Brings all tables but the log's to their newest version. */
export const migrateTables = async (url: string): Promise<void> => {
  await migrate(url, serviceMigrations, 'service_migrations');
  await migrate(url, readSideMigrations, 'read_side_migrations');
};

const embedded = async (config: Config, log: Log, resources: Resources): Promise<string> => {
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log('warn', line) });
  return resources.add(server, (each) => each.stop()).url;
};

const openRedis = async (url: string, resources: Resources): Promise<Redis> => {
  const { connectRedis } = await import('../redis/connection.js');
  return resources.add(await connectRedis(url), (each) => each.disconnect());
};
