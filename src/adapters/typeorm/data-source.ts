import { DataSource } from 'typeorm';
import { readSideEntities } from './tables.js';

/** Not yet initialised. The workers and the listener hold a connection each, so the pool must not be small. */
export const readSideDataSource = (url: string, applicationName = 'realname-read-side'): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    applicationName,
    poolSize: 20,
    connectTimeoutMS: 5_000,
    extra: { keepAlive: true },
    entities: readSideEntities,
    installExtensions: false,
  });
