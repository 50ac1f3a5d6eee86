import pg from 'pg';
import { DataSource } from 'typeorm';
import { readSideEntities } from './tables.js';

/** A connection that is lost in the moment between the pool and TypeORM, when neither listens, must not end node. */
class Client extends pg.Client {
  constructor(config: pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
  }
}

/** Not yet initialised. The workers and the listener hold a connection each, so the pool must not be small. */
export const readSideDataSource = (url: string, applicationName = 'realname-read-side'): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    applicationName,
    poolSize: 20,
    connectTimeoutMS: 5_000,
    // A process that stands still within a transaction must not keep its locks from the one that takes over.
    extra: { keepAlive: true, Client, idle_in_transaction_session_timeout: 10_000 },
    entities: readSideEntities,
    installExtensions: false,
  });
