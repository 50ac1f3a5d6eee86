import type pg from 'pg';
import { withClient } from './postgres.js';

/** A copy of a database as of now that takes its place later, as a standby does that lacks the newest. */
export interface Standby {
  /** The copy, which may be written to before it takes over. */
  readonly url: string;
  /** Puts the copy in the place of the database, and cuts every connection. */
  takeOver(): Promise<void>;
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);
const named = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** Makes the copy, for which every connection is cut once. @param url of the database */
export const standbyOf = async (url: string): Promise<Standby> => {
  const database = nameOf(url);
  const standby = `${database}_standby`;
  const admin = named(url, 'postgres');
  await withClient(admin, (client) =>
    whileClosed(client, database, () => client.query(`create database ${standby} template ${database}`)),
  );
  return {
    url: named(url, standby),
    takeOver: () =>
      withClient(admin, async (client) => {
        await close(client, database);
        await close(client, standby);
        await client.query(`drop database ${database}`);
        await client.query(`alter database ${standby} rename to ${database}`);
        await client.query(`alter database ${database} allow_connections true`);
      }),
  };
};

const whileClosed = async (client: pg.Client, database: string, work: () => Promise<unknown>): Promise<void> => {
  await close(client, database);
  await work();
  await client.query(`alter database ${database} allow_connections true`);
};

const close = async (client: pg.Client, database: string): Promise<void> => {
  await client.query(`alter database ${database} allow_connections false`);
  for (;;) {
    const { rowCount } = await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [database],
    );
    if (rowCount === 0) return;
  }
};
