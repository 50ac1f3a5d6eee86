import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../embedded/postgres-server.js';
import { NewestEventFile } from '../log-guard/newest-event-file.js';
import { stands } from '../log-guard/places.js';
import { serviceMigrations } from '../postgres/service-migrations/service-migrations.js';
import { migrate } from '../postgres-server/migrate.js';
import { PostgresServer } from '../postgres-server/server.js';
import { openReadSide } from '../typeorm/data-source.js';
import { acceptFork, planFork } from '../typeorm/fork-log.js';
import { TypeormLogRecords } from '../typeorm/log-records.js';
import { readSideMigrations } from '../typeorm/migrations/read-side-migrations.js';
import type { Config } from './config.js';
import { openEventStoreDb, openPostgresLog } from './logs.js';
import { newestEventFile } from './makers.js';
import { Resources } from './resources.js';

/** What the log has lost, as lines for the operator. */
export interface Findings {
  readonly lines: readonly string[];
  /** Nothing is missing: there is nothing to accept. */
  readonly whole: boolean;
}

/**
 * Compares the log with what was read from it; with a reason, accepts the loss. Works beside running instances, and with
 * none. @throws DependencyUnavailable
 */
export const forkLog = async (config: Config, reason: string | undefined): Promise<Findings> => {
  const resources = new Resources(() => {});
  try {
    const url = config.databaseUrl ?? (await embeddedUrl(config, resources));
    await migrate(url, serviceMigrations, 'service_migrations');
    await migrate(url, readSideMigrations, 'read_side_migrations');
    const server = resources.add(new PostgresServer(url), (each) => each.close());
    const { source } = resources.add(await openReadSide(server), (each) => each.source.destroy());
    const opened = config.eventStoreUrl ? openEventStoreDb(config.eventStoreUrl, () => {}) : openPostgresLog(server);
    const store = resources.add(await opened, (each) => each.close());
    const plan = await planFork(source, store);
    const epoch = (await new TypeormLogRecords(source).forks()).at(-1)?.epoch ?? 0;
    const kept = await new NewestEventFile(newestEventFile(config)).read();
    const missing = kept && kept.epoch >= epoch && !(await stands(store, kept)) ? kept : undefined;
    const lines = [
      `the log ends at ${plan.head ?? 'nothing: it is empty'}`,
      ...(missing ? [`lost: the newest event that this machine knew, at ${missing.position}`] : []),
      ...plan.lost.map(({ kind, name, position }) => `lost: the event of ${kind} ${name}, at ${position}`),
    ];
    const whole = lines.length === 1;
    if (whole && reason === undefined) return { lines: [...lines, 'nothing is missing'], whole };
    const { survivor } = plan;
    const back = survivor ? `back to ${survivor.position}` : 'back to the beginning';
    const intended = [
      ...plan.lost.map(({ kind, name }) => `${kind} ${name}: ${kind === 'process' ? back : 'built anew'}`),
      'answers kept under an Idempotency-Key: forgotten',
    ];
    if (reason === undefined) return { lines: [...lines, ...intended], whole };
    const accepted = await acceptFork(source, store, plan, reason);
    return { lines: [...lines, ...intended, `accepted: epoch ${accepted} of the log`], whole };
  } finally {
    await resources.close();
  }
};

const embeddedUrl = async ({ dataDir }: Config, resources: Resources): Promise<string> =>
  (await runningEmbeddedPostgres(dataDir)) ??
  resources.add(await startEmbeddedPostgres({ dataDir }), (each) => each.stop()).url;
