import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Databases of a run are told from others, and from those of a run beside it, by their names. */
const prefix = (): string => `realname_test_${process.env.REALNAME_TEST_RUN}_`;

/** A connection for as long as `work` takes. */
export const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Makes an empty database on the server of `url`, or a copy of `template`, and answers its URL; the end of the run drops it. */
export const createDatabase = async (url: string, template = 'template0'): Promise<string> => {
  const name = `${prefix()}${randomUUID().replaceAll('-', '')}`;
  await withClient(url, (client) => client.query(`create database ${name} template ${template}`));
  const database = new URL(url);
  database.pathname = `/${name}`;
  return database.href;
};

/** Makes a database with the tables of a service that has never run, on a server of this run. */
export const createServiceDatabase = async (): Promise<string> => {
  const template = new URL(process.env.REALNAME_TEST_SERVICE_TEMPLATE!);
  const server = new URL('/postgres', template);
  return createDatabase(server.href, template.pathname.slice(1));
};

/** Drops every database of this run. */
export const dropDatabases = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix()],
    );
    for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  });

/** Cuts every connection to the database of `url`, as a server does that goes down. */
export const cutConnections = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  });

/** Alters the log as whoever owns the server can: past the trigger that refuses it. */
export const alterLog = (url: string, sql: string, values: readonly unknown[] = []): Promise<void> =>
  withClient(url, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(sql, [...values]);
  });
