import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres/migrate.js';
import { createDatabase, cutConnections } from '../support/postgres.js';
import { eventStoreContract } from './event-store.contract.js';

const servers = {
  'embedded PostgreSQL': process.env.REALNAME_TEST_EMBEDDED_URL,
  'separate PostgreSQL': process.env.REALNAME_TEST_DATABASE_URL,
};

for (const [name, url] of Object.entries(servers)) {
  if (!url) continue;
  eventStoreContract(name, async () => {
    const database = await createDatabase(url);
    await migrate(database, logMigrations, 'log_migrations');
    const store = new PostgresEventStore(database);
    return {
      store,
      second: async () => new PostgresEventStore(database),
      restart: () => cutConnections(database),
      dispose: () => store.close(),
    };
  });
}
