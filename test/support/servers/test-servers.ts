import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/adapters/embedded/postgres-server.js';
import { logMigrations } from '../../../src/adapters/postgres/log-migrations/log-migrations.js';
import { serviceMigrations } from '../../../src/adapters/postgres/service-migrations/service-migrations.js';
import { migrate } from '../../../src/adapters/postgres-server/migrate.js';
import { readSideMigrations } from '../../../src/adapters/typeorm/migrations/read-side-migrations.js';
import { startInstalledPostgres } from './installed-postgres.js';
import { createDatabase, dropDatabases } from './postgres.js';
import { redisAnswers, startInstalledRedis } from './redis-server.js';
import { openServiceHosts } from './service-hosts.js';

const stops: (() => Promise<void>)[] = [];

/**
 * Makes `REALNAME_TEST_EMBEDDED_URL` name an embedded PostgreSQL, and `REALNAME_TEST_DATABASE_URL` the one of
 * `DATABASE_URL`, else one started from the binaries that are installed here, else nothing.
 * `REALNAME_TEST_REDIS_URL` names the Redis of `REDIS_URL`, else one started from what is installed, else nothing.
 * `REALNAME_TEST_SERVICES` names where services can be asked for; each worker of the run has a process for them at most.
 * @throws Error when `DATABASE_URL` or `REDIS_URL` is set and does not answer
 */
export const startServers = async (workers: number): Promise<void> => {
  process.env.REALNAME_TEST_RUN = randomUUID().slice(0, 8);
  await start(workers).catch(async (error: unknown) => {
    await stopServers();
    throw error;
  });
};

const start = async (workers: number): Promise<void> => {
  stops.push(await openServiceHosts(workers));
  const starting = [embeddedServer(), separateServer(), redisServer()] as const;
  await Promise.allSettled(starting);
  const [embedded, separate, redis] = await Promise.all(starting);
  if (redis !== undefined) process.env.REALNAME_TEST_REDIS_URL = redis;
  process.env.REALNAME_TEST_EMBEDDED_URL = embedded;
  process.env.REALNAME_TEST_EMBEDDED_VERSION = await version(embedded);
  process.env.REALNAME_TEST_SERVICE_TEMPLATE = await serviceTemplate(separate ?? embedded);
  if (separate === undefined) return;
  process.env.REALNAME_TEST_DATABASE_URL = separate;
  process.env.REALNAME_TEST_DATABASE_VERSION = await version(separate);
};

export const stopServers = async (): Promise<void> => {
  for (const stop of stops.splice(0).reverse()) await stop();
};

const embeddedServer = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'realname-embedded-'));
  stops.push(() => rm(directory, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ dataDir: directory });
  stops.push(() => server.stop());
  return server.url;
};

const separateServer = async (): Promise<string | undefined> => {
  const url = process.env.DATABASE_URL;
  if (url) {
    await version(url);
    stops.push(() => dropDatabases(url));
    return url;
  }
  const directory = await mkdtemp(join(tmpdir(), 'realname-postgres-'));
  stops.push(() => rm(directory, { recursive: true, force: true }));
  const server = await startInstalledPostgres(directory);
  if (server) stops.push(() => server.stop());
  return server?.url;
};

/** The server of `REDIS_URL`, else one started from what is installed here, else none. */
const redisServer = async (): Promise<string | undefined> => {
  const url = process.env.REDIS_URL;
  if (url) {
    await redisAnswers(url);
    return url;
  }
  const server = await startInstalledRedis();
  if (server) stops.push(() => server.stop());
  return server?.url;
};

/** What the databases of services are copied from. */
const serviceTemplate = async (server: string): Promise<string> => {
  const template = await createDatabase(server);
  await migrate(template, serviceMigrations, 'service_migrations');
  await migrate(template, readSideMigrations, 'read_side_migrations');
  await migrate(template, logMigrations, 'log_migrations');
  return template;
};

const version = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version.split(' ', 1)[0]!;
  } catch (cause) {
    throw new Error(`the PostgreSQL of this test run does not answer: ${(cause as Error).message}`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
};
