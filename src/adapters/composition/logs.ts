import { aggregates } from '../../application/core/aggregates.js';
import { EventMacs } from '../../application/core/event-mac.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { type Alarm, AuthenticEventStore } from '../event-macs/authentic-event-store.js';
import { PostgresEventStore } from '../postgres/event-store.js';
import { logMigrations } from '../postgres/log-migrations/log-migrations.js';
import { macsBegan, macsBeginAfter } from '../postgres/settings.js';
import { assertMigrated, migrate } from '../postgres-server/migrate.js';
import type { PostgresServer } from '../postgres-server/server.js';
import type { Servers } from './servers.js';

export const openPostgresLog = async (server: PostgresServer): Promise<EventStore> => {
  await migrate(server.url, logMigrations, 'log_migrations');
  return new PostgresEventStore(server);
};

/** The same for whoever only looks. @throws NotMigrated, DependencyUnavailable */
export const lookAtPostgresLog = async ({ server, pool }: Pick<Servers, 'server' | 'pool'>): Promise<EventStore> => {
  await assertMigrated(pool, logMigrations, 'log_migrations');
  return new PostgresEventStore(server);
};

/** The log with MACs on its events, from its first such opening on. @throws DependencyUnavailable, Error */
export const openAuthentic = async (
  { pool, keyring }: Pick<Servers, 'pool' | 'keyring'>,
  store: EventStore,
  alarm: Alarm = () => {},
): Promise<EventStore> => {
  const beginsAfter = await macsBeginAfter(pool, keyring, await store.head());
  return new AuthenticEventStore(store, new EventMacs(keyring), beginsAfter, alarm);
};

/** The same for whoever only looks: nothing is noted. Before the first start with MACs no event bears one. */
export const lookAuthentic = async (
  { pool, keyring }: Pick<Servers, 'pool' | 'keyring'>,
  store: EventStore,
  alarm: Alarm,
): Promise<EventStore> => {
  const began = await macsBegan(pool, keyring);
  return began ? new AuthenticEventStore(store, new EventMacs(keyring), began.after, alarm) : store;
};

/** Its client costs start-up time: it is loaded only where it is used. @throws DependencyUnavailable, Error that names what led there */
export const openEventStoreDb = async (url: string, log: Log, named = 'EVENTSTORE_URL'): Promise<EventStore> => {
  const { EventStoreDbEventStore } = await import('../eventstoredb/event-store.js');
  const outages = {
    began: (outage: object) => log('warn', 'event store subscriptions broke off', { ...outage }),
    ended: () => log('info', 'event store subscriptions resumed'),
  };
  const categories = new Set(aggregates.map(({ decider }) => decider.category));
  let store: EventStore | undefined;
  try {
    store = new EventStoreDbEventStore(url, { outages, categories });
    await store.head();
    return store;
  } catch (error) {
    await store?.close();
    if (error instanceof DependencyUnavailable) throw error;
    throw new Error(`${named}: ${(error as Error).message}`, { cause: error });
  }
};
