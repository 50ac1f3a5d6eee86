import { join } from 'node:path';
import type { EventStore } from '../../application/ports/event-store.js';
import type { PasswordHasher } from '../../application/ports/password-hasher.js';
import { GuardedEventStore } from '../log-guard/guarded-event-store.js';
import { LogGuard } from '../log-guard/log-guard.js';
import { NewestEventFile } from '../log-guard/newest-event-file.js';
import type { LogRecords } from '../log-guard/places.js';
import type { S3Objects } from '../objects/s3/s3-objects.js';
import type { S3Settings } from '../objects/s3/s3-settings.js';
import type { Metrics } from '../observability/metrics.js';
import { Argon2PasswordHasher } from '../password/argon2-password-hasher.js';
import { BoundedPasswordHasher } from '../password/bounded-password-hasher.js';
import { HttpTimeStamps, readTimeStampRoots, timeStampingAuthority } from '../pki/time-stamps.js';
import { ReadOnlyEventStore } from '../read-only/read-only-event-store.js';
import type { Tree } from '../transparency-log/tree.js';
import { TypeormLogRecords } from '../typeorm/log-records.js';
import type { Config } from './config.js';
import { lookAtPostgresLog, lookAuthentic, openAuthentic, openEventStoreDb, openPostgresLog } from './logs.js';
import type { Parts } from './parts.js';

// What takes more than a constructor. Clients that cost start-up time are loaded only where they are used.

export const postgresEventStore = async (parts: Parts): Promise<GuardedEventStore> =>
  guarded(parts, await (parts.config.readOnly ? lookAtPostgresLog(parts) : openPostgresLog(parts.server)));

export const eventStoreDb = async (parts: Parts, url: string): Promise<GuardedEventStore> =>
  guarded(parts, await openEventStoreDb(url, parts.log));

/** Behind the guard, which has looked once when this resolves. */
const guarded = async (parts: Parts, store: EventStore): Promise<GuardedEventStore> => {
  const { readSide, config, log, metrics, tree } = parts;
  const records = recordsOf(new TypeormLogRecords(readSide.source, config.readOnly), tree, config);
  const file = config.readOnly ? nowhere : new NewestEventFile(newestEventFile(config));
  const guard = new LogGuard(store, records, file, log);
  store.known.onBreak(() => tree.outside.forget());
  await guard.start();
  watchLog(guard, metrics);
  const authenticated = await authentic(parts, store);
  return new GuardedEventStore(config.readOnly ? new ReadOnlyEventStore(authenticated) : authenticated, guard);
};

/** A read-only service reads of a standby or a copy, which may be behind what was known elsewhere. */
const nowhere = { read: async () => undefined, write: async () => {} };

/** Events that are told of, and counted, at most. */
const mostTold = 10_000;

/** An event that is not authentic is told once. */
const authentic = (parts: Parts, store: EventStore): Promise<EventStore> => {
  const { log, metrics } = parts;
  const told = new Set<string>();
  metrics.gauge('realname_events_not_authentic', 'events found that were written without the key', [], async () => [
    { labels: {}, value: told.size },
  ]);
  const open = parts.config.readOnly ? lookAuthentic : openAuthentic;
  return open(parts, store, ({ id, stream, revision, type }) => {
    const place = `${stream} ${revision}`;
    if (told.has(place) || told.size >= mostTold) return;
    told.add(place);
    log('error', 'an event is not authentic: its stream is not read', { id, stream, revision: Number(revision), type });
  });
};

/** What checkpoints say of the log, those of the transparency log too, in the database and outside it. */
const recordsOf = (records: LogRecords, { tables, outside }: Tree, { readOnly }: Config): LogRecords => ({
  forks: () => records.forks(),
  async standings(idAt) {
    const epoch = (await records.forks()).at(-1)?.epoch ?? 0;
    const places = [await tables.place(epoch), ...(readOnly ? [] : await outside.places(epoch))];
    const signed = places.flatMap((place) => (place ? { ...place, who: 'transparency log' } : []));
    return [...(await records.standings(idAt)), ...signed];
  },
});

/** Where an instance keeps the newest event that it knows. */
export const newestEventFile = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'newest-event');

/** Where an instance notes who was erased. */
export const erasureJournalFile = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'erasures.ndjson');

const watchLog = (guard: LogGuard, metrics: Metrics): void => {
  metrics.gauge('realname_log_diverged', '1 while the log does not hold what was read from it', [], async () => [
    { labels: {}, value: Number(guard.divergence !== undefined) },
  ]);
  const missing = 'checkpoints whose event the log does not hold';
  metrics.gauge('realname_checkpoint_beyond_head', missing, ['name'], async () => {
    const lost = new Set(guard.divergence?.missing.map(({ who }) => who));
    return guard.standings.map(({ who }) => ({ labels: { name: who }, value: Number(lost.has(who)) }));
  });
};

export const closed = (store: EventStore): Promise<void> => store.close();
const reachLog = async (store: GuardedEventStore): Promise<string | undefined> => {
  await store.head();
  return store.guard.divergence?.reason;
};

/** What readiness asks of it: that it answers, and holds everything that was read from it. */
export const log = ['event store', reachLog] as const;

export const s3Objects = async (_parts: Parts, settings: S3Settings): Promise<S3Objects> =>
  (await import('../objects/s3/s3-objects.js')).S3Objects.open(settings);

export const timeStampsOverHttp = async (
  { providers }: Parts,
  { url, rootsFile }: NonNullable<Config['timeStamps']>,
): Promise<HttpTimeStamps> =>
  new HttpTimeStamps({
    url,
    roots: await readTimeStampRoots(rootsFile),
    watch: providers.of(timeStampingAuthority),
  });

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
