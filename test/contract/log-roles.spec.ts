import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { createServiceDatabase, withClient } from '../support/servers/postgres.js';
import { collect, newEvents } from './event-store.events.js';

const alterations = ["update events set type = 'Other'", 'delete from events', 'truncate events'];
const [, roles] = /## Roles[\s\S]*?```sql\n([\s\S]*?)```/.exec(readFileSync('docs/operations.md', 'utf8'))!;

const filled = async (url: string) => {
  await migrate(url, logMigrations, 'log_migrations');
  const server = new PostgresServer(url);
  const store = new PostgresEventStore(server);
  return {
    store,
    close: async () => {
      await store.close();
      await server.close();
    },
  };
};

it('the log refuses to be altered, also where nothing would be', async () => {
  const url = await createServiceDatabase();
  const { store, close } = await filled(url);
  await store.append('a-1', 'no-stream', newEvents(2));
  for (const sql of [...alterations, 'delete from events where position = 99'])
    await expect(withClient(url, (client) => client.query(sql))).rejects.toThrow('the log is only appended to');
  expect(await collect(store.read('a-1'))).toHaveLength(2);
  await close();
});

it('the service’s own role, as docs/operations.md makes it, appends and reads, and cannot alter the log', async () => {
  const url = await createServiceDatabase();
  await (await filled(url)).close();
  const name = `realname_service_${process.pid}`;
  const own = roles!.replaceAll('realname_service', name).replaceAll('realname_owner', 'current_user');
  const { pathname } = new URL(url);
  await withClient(url, (client) =>
    client.query(own.replaceAll('on database realname', `on database ${pathname.slice(1)}`)),
  );
  const asService = new URL(url);
  [asService.username, asService.password] = [name, 'secret'];
  const { store, close } = await filled(asService.href);
  try {
    await store.append('a-1', 'no-stream', newEvents(2));
    await store.rehearse();
    expect(await collect(store.read('a-1'))).toHaveLength(2);
    for (const sql of [
      ...alterations,
      'alter table events disable trigger all',
      'drop table events',
      'set session_replication_role = replica',
    ])
      await expect(withClient(asService.href, (client) => client.query(sql))).rejects.toThrow(
        /permission denied|must be owner/,
      );
  } finally {
    await close();
    await withClient(url, (client) => client.query(`drop owned by ${name}; drop role ${name}`));
  }
});
