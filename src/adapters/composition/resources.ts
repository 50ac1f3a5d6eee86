import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { loadMasterKey } from '../configuration/master-key.js';
import { startEmbeddedPostgres } from '../embedded/postgres-server.js';
import type { S3Objects } from '../objects/s3/s3-objects.js';
import type { S3Settings } from '../objects/s3/s3-settings.js';
import { PostgresEventStore } from '../postgres/event-store.js';
import { logMigrations } from '../postgres/log-migrations/log-migrations.js';
import { serviceMigrations } from '../postgres/service-migrations/service-migrations.js';
import { assertSameMasterKey, assertSandbox } from '../postgres/settings.js';
import { migrate } from '../postgres-server/migrate.js';
import { PostgresServer } from '../postgres-server/server.js';
import { PostgresSandboxClock } from '../sandbox/sandbox-clock.js';
import { SystemClock } from '../system-clock/system-clock.js';
import { openReadSide, type ReadSideDatabase } from '../typeorm/data-source.js';
import { readSideMigrations } from '../typeorm/migrations/1764000000001-read-side.js';
import type { Config } from './config.js';

/** What is opened before the application and closed after it. */
export interface Resources {
  readonly keyring: Keyring;
  readonly server: PostgresServer;
  readonly pool: Pool;
  readonly readSide: ReadSideDatabase;
  readonly eventStore: EventStore;
  /** Undefined where short-lived things live in PostgreSQL. */
  readonly redis: Redis | undefined;
  /** Undefined where objects are files. */
  readonly s3: S3Objects | undefined;
  readonly clock: Clock;
  /** The same clock where it can be moved. */
  readonly sandboxClock: PostgresSandboxClock | undefined;
  /** Closes everything, the last opened first. */
  close(): Promise<void>;
}

/**
 * Opens the servers, brings the tables to their newest version, and refuses data of another master key.
 * @throws AnotherInstance, DependencyUnavailable, Error with a message for the operator; what was opened is closed again
 */
export const openResources = async (config: Config, log: Log): Promise<Resources> => {
  const closers: (() => Promise<unknown>)[] = [];
  const opened = <T>(resource: T, close: (resource: T) => Promise<unknown>): T => {
    closers.push(() => close(resource));
    return resource;
  };
  const close = async () => {
    for (const closer of closers.reverse()) await closer().catch((error) => log('warn', String(error)));
    closers.length = 0;
  };
  try {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
    const databaseUrl = config.databaseUrl ?? (await embedded(config, log, opened));
    const file = join(config.dataDir, 'master.key');
    const keyring = new Keyring(await loadMasterKey({ env: config.masterKey, file }));
    await migrate(databaseUrl, serviceMigrations, 'service_migrations');
    await migrate(databaseUrl, readSideMigrations, 'read_side_migrations');
    const server = opened(new PostgresServer(databaseUrl, log), (each) => each.close());
    const pool = opened(server.pool('service'), (each) => each.end());
    await assertSameMasterKey(pool, keyring);
    await assertSandbox(pool, config.sandbox);
    const realTime = new SystemClock();
    const sandboxClock = config.sandbox
      ? opened(await PostgresSandboxClock.open(pool, server, realTime), (each) => each.close())
      : undefined;
    const clock: Clock = sandboxClock ?? realTime;
    const eventStore = opened(await openEventStore(config, server, log), (each) => each.close());
    const redis = config.redisUrl
      ? opened(await openRedis(config.redisUrl), async (each) => each.disconnect())
      : undefined;
    const s3 = config.s3 ? opened(await openS3(config.s3), (each) => each.close()) : undefined;
    const readSide = opened(await openReadSide(server), ({ source }) => source.destroy());
    return { keyring, server, pool, readSide, eventStore, redis, s3, clock, sandboxClock, close };
  } catch (error) {
    await close();
    throw error;
  }
};

type Opened = <T>(resource: T, close: (resource: T) => Promise<unknown>) => T;

const embedded = async (config: Config, log: Log, opened: Opened): Promise<string> => {
  const server = opened(
    await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log('warn', line) }),
    (each) => each.stop(),
  );
  return server.url;
};

const openRedis = async (url: string): Promise<Redis> => (await import('../redis/connection.js')).connectRedis(url);

/** Amazon's client costs start-up time too. */
const openS3 = async (settings: S3Settings): Promise<S3Objects> =>
  (await import('../objects/s3/s3-objects.js')).S3Objects.open(settings);

/** The client of EventStoreDB costs start-up time: it is loaded only where it is used. */
const openEventStore = async (config: Config, server: PostgresServer, log: Log): Promise<EventStore> => {
  if (config.eventStoreUrl) {
    const { EventStoreDbEventStore } = await import('../eventstoredb/event-store.js');
    const store = new EventStoreDbEventStore(config.eventStoreUrl, {
      onDrop: (error) =>
        log('warn', `event store subscription dropped: ${error instanceof Error ? error.name : 'error'}`),
    });
    await store.head();
    return store;
  }
  await migrate(server.url, logMigrations, 'log_migrations');
  return new PostgresEventStore(server);
};
