import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { processes } from '../application/journeys.js';
import { EventStore } from '../application/ports/event-store.js';
import { IdempotencyRecords } from '../application/ports/idempotency-records.js';
import { ReadModels } from '../application/ports/read-models.js';
import { VideoSignals } from '../application/ports/video-signals.js';
import { KeepVideoQueue } from '../application/processes/keep-video-queue.js';
import { readModels } from '../application/read-models/models.js';
import { SmsCodes } from '../application/sms-codes.js';
import { appModule } from './app.module.js';
import type { Config } from './config.js';
import { createHttpApp } from './http/create-http-app.js';
import type { PostgresIdempotencyRecords } from './postgres/idempotency-records.js';
import { logIdentity } from './postgres/settings.js';
import type { PostgresVideoSignals } from './postgres/video-signals.js';
import { type Log, openResources, type Resources } from './resources.js';
import { ProcessRunner } from './typeorm/process-runner.js';
import { ProjectionEngine } from './typeorm/projection-engine.js';
import type { TypeormReadModels } from './typeorm/read-models.js';

export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The adapters in use, by port. */
  readonly adapters: Readonly<Record<string, string>>;
  readonly app: NestFastifyApplication;
  /** Drains requests and event streams, stops the workers, then the servers. */
  stop(): Promise<void>;
}

/** Starts the whole service. @throws what `openResources` throws; nothing is left running then */
export const startService = async (config: Config, log: Log = () => {}): Promise<Service> => {
  const resources = await openResources(config, log);
  try {
    const app = await createHttpApp(await appModule(config, resources, log), {
      logId: await logIdentity(resources.pool),
      corsOrigins: config.corsOrigins,
      sandbox: true,
      logger: ['error', 'warn'],
    });
    await app.init();
    const { engine, stop: stopWorkers } = startWorkers(app, resources, log);
    await untilLive(engine);
    await app.get(KeepVideoQueue).restore();
    await app.listen(config.port, config.host);
    const stop = async () => {
      await app.close();
      await stopWorkers();
      await resources.close();
    };
    return { url: await app.getUrl(), adapters: adaptersOf(config), app, stop };
  } catch (error) {
    await resources.close();
    throw error;
  }
};

/** Each model has a version to read, be it an older one: only the very first build is waited for. */
const untilLive = async (engine: ProjectionEngine): Promise<void> => {
  for (;;) {
    const { models } = await engine.status();
    const live = new Set(models.flatMap(({ model, state }) => (state === 'live' ? [model] : [])));
    if (readModels.every(({ name }) => live.has(name))) return;
    await pause(20);
  }
};

/** Projections, processes, and what listens beside them. */
const startWorkers = (app: NestFastifyApplication, resources: Resources, log: Log) => {
  const { dataSource, clock } = resources;
  const store = app.get(EventStore);
  const views = app.get<TypeormReadModels>(ReadModels);
  const engine = new ProjectionEngine(dataSource, store, readModels, log);
  const runner = new ProcessRunner(
    dataSource,
    store,
    clock,
    processes.map((process) => app.get(process)),
    log,
  );
  engine.start();
  runner.start();
  const stop = async () => {
    await app.get(SmsCodes).settled();
    await Promise.all([engine.stop(), runner.stop()]);
    await views.close();
    await app.get<PostgresVideoSignals>(VideoSignals).close();
    await app.get<PostgresIdempotencyRecords>(IdempotencyRecords).close();
  };
  return { engine, stop };
};

const adaptersOf = (config: Config): Record<string, string> => {
  const postgres = config.databaseUrl ? 'PostgreSQL (DATABASE_URL)' : 'embedded PostgreSQL';
  return {
    'event store': config.eventStoreUrl ? 'EventStoreDB (EVENTSTORE_URL)' : postgres,
    'read models, keys': postgres,
    'captchas, codes, sessions, video queue': config.redisUrl ? 'Redis (REDIS_URL)' : postgres,
    'certificate authority, photos': `files below ${config.dataDir}`,
    'video room': config.liveKit ? 'LiveKit (LIVEKIT_URL)' : 'WebRTC between the two',
  };
};
