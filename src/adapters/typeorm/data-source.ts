import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { connections } from '../postgres-server/budget.js';
import { Client, clientOptions, dropUseless } from '../postgres-server/client.js';
import { orUnavailable } from '../postgres-server/errors.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { readSideEntities } from './tables.js';

/**
 * Lists are read in the order of their index. The planner, which takes an index's columns for independent of one another,
 * would expect few rows and sort all that follow.
 */
const inOrder = { enable_sort: 'off', enable_bitmapscan: 'off' };

/** The read side's tables, and the server on which they stand. */
export interface ReadSideDatabase {
  readonly source: DataSource;
  /** The connections of `source`, for statements that are prepared. */
  readonly pool: Pool;
  readonly server: PostgresServer;
  /** The log stands in the same database: a statement can prove by itself that an event stands there. */
  readonly holdsLog: boolean;
}

/** @throws DependencyUnavailable */
export const openReadSide = async (server: PostgresServer, holdsLog = false): Promise<ReadSideDatabase> => {
  const source = new DataSource({
    type: 'postgres',
    poolSize: connections['read side'],
    extra: {
      ...clientOptions(server.url, server.nameOf('read side'), { ...inOrder, ...server.sessionSettings }),
      Client,
    },
    entities: readSideEntities,
    installExtensions: false,
  });
  await orUnavailable(() => source.initialize());
  const { master } = source.driver as unknown as { readonly master: Pool };
  dropUseless(master);
  server.pools.set('read side', master);
  return { source, pool: master, server, holdsLog };
};
