import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { killableEmbeddedPostgres } from '../support/crashes/killable-postgres.js';
import { createDatabase, cutConnections } from '../support/servers/postgres.js';
import { eventStoreContract, type LogUnderTest } from './event-store.contract.js';

const logIn = async (database: string, rest: Pick<LogUnderTest, 'restart' | 'dispose'>): Promise<LogUnderTest> => {
  await migrate(database, logMigrations, 'log_migrations');
  const store = new PostgresEventStore(database);
  return {
    store,
    second: async () => new PostgresEventStore(database),
    restart: rest.restart,
    dispose: async () => {
      await store.close();
      await rest.dispose();
    },
  };
};

eventStoreContract('embedded PostgreSQL, killed now and then', async () => {
  const server = await killableEmbeddedPostgres();
  return logIn(server.url, { restart: server.kill, dispose: server.dispose });
});

const separate = process.env.REALNAME_TEST_DATABASE_URL;
if (separate) {
  eventStoreContract('separate PostgreSQL, its connections cut now and then', async () => {
    const database = await createDatabase(separate);
    return logIn(database, { restart: () => cutConnections(database), dispose: async () => {} });
  });
}
