import type { EventStore } from '../../application/ports/event-store.js';
import type { PasswordHasher } from '../../application/ports/password-hasher.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { S3Objects } from '../objects/s3/s3-objects.js';
import type { S3Settings } from '../objects/s3/s3-settings.js';
import { Argon2PasswordHasher } from '../password/argon2-password-hasher.js';
import { BoundedPasswordHasher } from '../password/bounded-password-hasher.js';
import { PostgresEventStore } from '../postgres/event-store.js';
import { logMigrations } from '../postgres/log-migrations/log-migrations.js';
import { migrate } from '../postgres-server/migrate.js';
import type { Parts } from './parts.js';

// What takes more than a constructor. Clients that cost start-up time are loaded only where they are used.

export const postgresEventStore = async ({ server }: Parts): Promise<EventStore> => {
  await migrate(server.url, logMigrations, 'log_migrations');
  return new PostgresEventStore(server);
};

export const eventStoreDb = async (parts: Parts, url: string): Promise<EventStore> => {
  const { EventStoreDbEventStore } = await import('../eventstoredb/event-store.js');
  const outages = {
    began: (outage: object) => parts.log('warn', 'event store subscriptions broke off', { ...outage }),
    ended: () => parts.log('info', 'event store subscriptions resumed'),
  };
  let store: EventStore | undefined;
  try {
    store = new EventStoreDbEventStore(url, { outages });
    await store.head();
    return store;
  } catch (error) {
    await store?.close();
    if (error instanceof DependencyUnavailable) throw error;
    throw new Error(`EVENTSTORE_URL: ${(error as Error).message}`, { cause: error });
  }
};

export const closed = (store: EventStore): Promise<void> => store.close();
/** What readiness asks of it. */
export const log = ['event store', (store: EventStore) => store.head()] as const;

export const s3Objects = async (_parts: Parts, settings: S3Settings): Promise<S3Objects> =>
  (await import('../objects/s3/s3-objects.js')).S3Objects.open(settings);

export const passwordHasher = ({ config, metrics }: Parts): PasswordHasher => {
  const hasher = new BoundedPasswordHasher(new Argon2PasswordHasher(), config.passwordHashing);
  metrics.gauge('realname_password_hashes', 'passwords being hashed, and waiting for it', ['state'], async () => {
    const { running, waiting } = hasher.load;
    return [
      { labels: { state: 'running' }, value: running },
      { labels: { state: 'waiting' }, value: waiting },
    ];
  });
  return hasher;
};
