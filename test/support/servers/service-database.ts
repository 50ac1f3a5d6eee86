import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { Pool } from 'pg';
import { serviceMigrations } from '../../../src/adapters/postgres/service-migrations/service-migrations.js';
import { migrate } from '../../../src/adapters/postgres-server/migrate.js';
import { createPool } from '../../../src/adapters/postgres-server/pool.js';
import { PostgresServer } from '../../../src/adapters/postgres-server/server.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { createDatabase } from './postgres.js';

export const testKeyring = new Keyring(Buffer.alloc(32, 7));

export interface ServiceDatabase {
  /** One of two pools, by turns, so that instances do not share their connections. */
  pool(): Pool;
  url(): string;
  /** As an instance of its own comes to it. */
  server(): PostgresServer;
  /** Closes something after the test. */
  closing<T extends { close(): unknown }>(instance: T): T;
}

/** Runs a suite on a migrated database of its own, on the embedded PostgreSQL and on a separate one where there is one. */
export const onEachPostgres = (suite: (server: string, database: ServiceDatabase) => void): void => {
  const servers = {
    'embedded PostgreSQL': 'REALNAME_TEST_EMBEDDED_URL',
    'separate PostgreSQL': 'REALNAME_TEST_DATABASE_URL',
  };
  for (const [server, variable] of Object.entries(servers)) {
    const url = process.env[variable];
    if (!url) continue;
    describe(server, () => {
      const pools: Pool[] = [];
      const open: { close(): unknown }[] = [];
      let turn = 0;
      let database: string;
      beforeAll(async () => {
        database = await createDatabase(url);
        await migrate(database, serviceMigrations, 'service_migrations');
        pools.push(createPool(database, { max: 5 }), createPool(database, { max: 5 }));
      });
      afterEach(async () => {
        await Promise.all(open.splice(0).map((instance) => instance.close()));
      });
      afterAll(async () => {
        await Promise.all(pools.map((pool) => pool.end()));
      });
      const closing = <T extends { close(): unknown }>(instance: T): T => {
        open.push(instance);
        return instance;
      };
      suite(server, {
        pool: () => pools[turn++ % pools.length]!,
        url: () => database,
        server: () => closing(new PostgresServer(database)),
        closing,
      });
    });
  }
};
