import pg, { type Pool } from 'pg';
import { DataSource } from 'typeorm';
import { connections } from '../postgres-server/budget.js';
import { postgresDeadline } from '../postgres-server/deadline.js';
import { orUnavailable } from '../postgres-server/errors.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { readSideEntities } from './tables.js';

/** A connection that is lost in the moment between the pool and TypeORM, when neither listens, must not end node. */
class Client extends pg.Client {
  constructor(config: pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
  }
}

/** The read side's tables, and the server on which they stand. */
export interface ReadSideDatabase {
  readonly source: DataSource;
  /** The connections of `source`, for statements that are prepared. */
  readonly pool: Pool;
  readonly server: PostgresServer;
}

/** Statements of its connections have no time limit: those of queries get one by `inTimeOrUnavailable`. @throws DependencyUnavailable */
export const openReadSide = async (server: PostgresServer): Promise<ReadSideDatabase> => {
  const source = new DataSource({
    type: 'postgres',
    url: server.url,
    applicationName: server.nameOf('read side'),
    poolSize: connections['read side'],
    connectTimeoutMS: postgresDeadline,
    // A process that stands still within a transaction must not keep its locks from the one that takes over.
    extra: { keepAlive: true, Client, idle_in_transaction_session_timeout: 2 * postgresDeadline },
    entities: readSideEntities,
    installExtensions: false,
  });
  await orUnavailable(() => source.initialize());
  const { master } = source.driver as unknown as { readonly master: Pool };
  return { source, pool: master, server };
};
