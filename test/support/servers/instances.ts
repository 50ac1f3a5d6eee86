import pg from 'pg';
import { startStandIn } from './eventstoredb-stand-in/stand-in.js';
import { createDatabase } from './postgres.js';
import { RunningProcess } from './running-service.js';

/** Servers that instances share. */
export const sharings = ['PostgreSQL', 'PostgreSQL and Redis', 'PostgreSQL and EventStoreDB (its stand-in)'] as const;
export type Sharing = (typeof sharings)[number];

/** Two instances of the service, each a process, on the same servers and the same files. */
export const startInstances = async (sharing: Sharing) => {
  const { REALNAME_TEST_DATABASE_URL, REALNAME_TEST_EMBEDDED_URL } = process.env;
  const databaseUrl = await createDatabase(REALNAME_TEST_DATABASE_URL ?? REALNAME_TEST_EMBEDDED_URL!);
  const standIn = sharing.includes('EventStoreDB') ? await startStandIn() : undefined;
  const environment = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: sharing.includes('Redis') ? ownRedisDatabase(7) : undefined,
    EVENTSTORE_URL: standIn?.url,
  };
  const a = await RunningProcess.start(environment);
  const b = await RunningProcess.start({ ...environment, DATA_DIR: a.dataDir });
  return {
    a,
    b,
    databaseUrl,
    query: async <T>(sql: string): Promise<T[]> => {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      return (await client.query(sql).finally(() => client.end())).rows;
    },
    dispose: async () => {
      await b.dispose();
      await a.dispose();
      await standIn?.stop();
    },
  };
};

export type Instances = Awaited<ReturnType<typeof startInstances>>;

/** A database of its own: the keys of the video queue are the same for every service. */
export const ownRedisDatabase = (number: number): string => {
  const url = new URL(process.env.REALNAME_TEST_REDIS_URL!);
  url.pathname = `/${number}`;
  return url.href;
};

/** Whether the servers of a sharing are here; the closing summary tells which are not. */
export const isHere = (sharing: Sharing): boolean =>
  !sharing.includes('Redis') || process.env.REALNAME_TEST_REDIS_URL !== undefined;
