import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { killableEmbeddedPostgres } from '../support/crashes/killable-postgres.js';
import { alterLog, createDatabase, cutConnections } from '../support/servers/postgres.js';
import { eventStoreContract, type LogUnderTest } from './event-store.contract.js';

const logIn = async (database: string, rest: Pick<LogUnderTest, 'restart' | 'dispose'>): Promise<LogUnderTest> => {
  await migrate(database, logMigrations, 'log_migrations');
  const servers: PostgresServer[] = [];
  const open = () => {
    const server = new PostgresServer(database);
    servers.push(server);
    return new PostgresEventStore(server);
  };
  const store = open();
  return {
    store,
    second: async () => open(),
    restart: rest.restart,
    loseEnd: async (after, meanwhile) => {
      await alterLog(database, 'delete from events where position > $1', [after]);
      const other = open();
      await meanwhile?.(other);
      await other.close();
      await cutConnections(database);
    },
    dispose: async () => {
      await store.close();
      for (const server of servers) await server.close();
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
