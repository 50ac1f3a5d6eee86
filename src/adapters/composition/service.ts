import { setTimeout as pause } from 'node:timers/promises';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { processes } from '../../application/application.js';
import { EventStore } from '../../application/ports/event-store.js';
import { IdempotencyRecords } from '../../application/ports/idempotency-records.js';
import type { Log } from '../../application/ports/log.js';
import { ReadModels } from '../../application/ports/read-models.js';
import { VideoSignals } from '../../application/ports/video-signals.js';
import { KeepVideoQueue } from '../../application/processes/keep-video-queue.js';
import { readModels } from '../../application/read-models/models.js';
import { Background } from '../../application/shared/background.js';
import { loadCompanies } from '../configuration/companies/load-companies.js';
import { loadCommonPasswords } from '../configuration/identity/load-common-passwords.js';
import { loadIdentityConfiguration } from '../configuration/identity/load-identity-configuration.js';
import { createHttpApp } from '../http/create-http-app.js';
import type { ReadinessCheck } from '../http/shared/health.controller.js';
import { createLog, type ServiceLog } from '../observability/log.js';
import { Metrics } from '../observability/metrics.js';
import { serveMetrics } from '../observability/metrics-server.js';
import { ObservedEventStore } from '../observability/observed-event-store.js';
import { ReadSide } from '../observability/read-side.js';
import { keepsUp } from '../observability/readiness.js';
import type { PostgresIdempotencyRecords } from '../postgres/idempotency-records.js';
import { logIdentity } from '../postgres/settings.js';
import type { PostgresVideoSignals } from '../postgres/video-signals.js';
import { discoverIssuer } from '../staff-tokens/remote-issuer.js';
import { ProcessRunner } from '../typeorm/process-runner.js';
import { type AroundBatch, ProjectionEngine } from '../typeorm/projection-engine.js';
import type { TypeormReadModels } from '../typeorm/read-models.js';
import { appModule } from './app.module.js';
import type { Config } from './config.js';
import { openResources, type Resources } from './resources.js';

export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Where its metrics are. */
  readonly metricsUrl: string;
  /** The adapters in use, by port. */
  readonly adapters: Readonly<Record<string, string>>;
  readonly sandbox: boolean;
  readonly app: NestFastifyApplication;
  /** Is no longer ready, drains requests and event streams, stops the workers, then the servers. */
  stop(): Promise<void>;
}

/**
 * Starts the whole service.
 * @throws what `openResources` and `discoverIssuer` throw, MetricsPortTaken, Error that names what is wrong in a
 * configuration file; nothing is left running then
 */
export const startService = async (config: Config, log: ServiceLog = createLog('silent')): Promise<Service> => {
  const configured = {
    companies: loadCompanies(config.companiesDir, config.reviewSecrets),
    identity: loadIdentityConfiguration(config.identityFile),
    commonPasswords: loadCommonPasswords(config.commonPasswordsFile),
    issuer: config.oidc && (await discoverIssuer(config.oidc)),
  };
  const metrics = new Metrics();
  const metricsServer = await serveMetrics(metrics.registry, config.metrics);
  const tracing = config.traces && new (await import('../observability/tracing.js')).Tracing(config.traces, log.log);
  const opened = await openResources(config, log.log).catch(async (error) => {
    await metricsServer.close();
    throw error;
  });
  const close = async () => {
    await opened.close();
    await tracing?.stop();
    await metricsServer.close();
  };
  try {
    const resources = { ...opened, eventStore: new ObservedEventStore(opened.eventStore, metrics, tracing?.append) };
    const readiness = serverChecks(resources);
    const settings = { ...config };
    const app = await createHttpApp(
      await appModule(settings, resources, { ...configured, log: log.log, metrics, readiness }),
      {
        logId: await logIdentity(resources.pool),
        corsOrigins: config.corsOrigins,
        sandbox: config.sandbox,
        logger: log.nest,
        observers: [metrics, { served: log.request }, ...(tracing ? [tracing] : [])],
        connections: config.connections,
        rateLimits: config.rateLimits,
        trustedProxies: config.trustedProxies,
      },
    );
    await app.init();
    if (tracing) for (const bus of [CommandBus, QueryBus]) tracing.watch(app.get(bus));
    const { engine, runner, stop: stopWorkers } = startWorkers(app, resources, log.log, tracing?.projection);
    const readSide = watchReadSide(engine, runner, resources, metrics);
    await untilLive(engine);
    const queue = app.get(KeepVideoQueue);
    await queue.restore();
    resources.redis?.on('ready', () => void restored(queue, resources));
    readiness.push(...readSideChecks(readSide, config));
    await app.listen(config.port, config.host);
    // With PORT=0 the address that clients are told is known only now.
    settings.publicUrl = config.publicUrl.replace(/:0$/, `:${new URL(await app.getUrl()).port}`);
    const stop = async () => {
      readiness.push({ name: 'service', check: async () => 'draining' });
      await pause(config.drain.delayMs);
      await app.close();
      await stopWorkers();
      await close();
    };
    return {
      url: await app.getUrl(),
      metricsUrl: metricsServer.url,
      adapters: adaptersOf(config),
      sandbox: config.sandbox,
      app,
      stop,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

const serverChecks = ({ pool, eventStore, redis, s3 }: Resources): ReadinessCheck[] => {
  const reaches = (name: string, reach: () => Promise<unknown>): ReadinessCheck => ({
    name,
    check: async () => void (await reach()),
  });
  return [
    reaches('postgres', () => pool.query('select 1')),
    reaches('event store', () => eventStore.head()),
    ...(redis ? [reaches('redis', () => redis.ping())] : []),
    ...(s3 ? [reaches('object store', () => s3.reach())] : []),
  ];
};

const readSideChecks = (readSide: ReadSide, { maxLag }: Config): ReadinessCheck[] => [
  {
    name: 'projections',
    check: keepsUp(
      readSide,
      'projections',
      readModels.map(({ name }) => name),
      maxLag,
    ),
  },
  { name: 'processes', check: keepsUp(readSide, 'processes', [], maxLag) },
];

const watchReadSide = (engine: ProjectionEngine, runner: ProcessRunner, resources: Resources, metrics: Metrics) => {
  const { eventStore, clock, pool } = resources;
  const readSide = new ReadSide(eventStore, clock, {
    projections: async () => {
      const { led, models } = await engine.status();
      const live = models.filter(({ state }) => state === 'live');
      return { led, workers: live.map(({ model, ...worker }) => ({ name: model, ...worker })) };
    },
    processes: async () => {
      const { led, processes: known } = await runner.status();
      const workers = known.map(({ process, ...worker }) => ({
        ...worker,
        name: process,
        parked: worker.parked + worker.parkedTimers,
      }));
      return { led, workers };
    },
  });
  readSide.addTo(metrics);
  metrics.gauge('realname_pg_connections', 'connections of the pool, and who waits for one', ['state'], async () => {
    const { totalCount, idleCount, waitingCount } = pool;
    const states = { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    return Object.entries(states).map(([state, value]) => ({ labels: { state }, value }));
  });
  return readSide;
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

/** A Redis that was started anew has forgotten the order of the queue; the tickets know it. */
const restored = async (queue: KeepVideoQueue, { redis }: Resources): Promise<void> => {
  while (redis?.status === 'ready') {
    const done = await queue.restore().then(
      () => true,
      () => false,
    );
    if (done) return;
    await pause(1_000);
  }
};

/** Projections, processes, and what listens beside them. */
const startWorkers = (app: NestFastifyApplication, resources: Resources, log: Log, around?: AroundBatch) => {
  const { readSide, clock } = resources;
  const store = app.get(EventStore);
  const views = app.get<TypeormReadModels>(ReadModels);
  const engine = new ProjectionEngine(readSide, store, readModels, log, around);
  const runner = new ProcessRunner(
    readSide,
    store,
    clock,
    processes.map((process) => app.get(process)),
    log,
  );
  engine.start();
  runner.start();
  const stop = async () => {
    await app.get(Background).settled();
    await Promise.all([engine.stop(), runner.stop()]);
    await views.close();
    await app.get<PostgresVideoSignals>(VideoSignals).close();
    await app.get<PostgresIdempotencyRecords>(IdempotencyRecords).close();
  };
  return { engine, runner, stop };
};

const adaptersOf = (config: Config): Record<string, string> => {
  const postgres = config.databaseUrl ? 'PostgreSQL (DATABASE_URL)' : 'embedded PostgreSQL';
  return {
    'event store': config.eventStoreUrl ? 'EventStoreDB (EVENTSTORE_URL)' : postgres,
    'read models, keys': postgres,
    'captchas, codes, sessions, video queue': config.redisUrl ? 'Redis (REDIS_URL)' : postgres,
    'certificate authority': `files below ${config.dataDir}`,
    'photos, documents': config.s3 ? `bucket ${config.s3.bucket} (S3_ENDPOINT)` : `files below ${config.dataDir}`,
    ...(config.oidc && {
      'SMS gateway': 'Tencent Cloud SMS (SMS_GATEWAY)',
      'identity authority, faces': 'Tencent Cloud FaceID (IDENTITY_AUTHORITY, FACE_PROVIDER)',
      'staff tokens': `${config.oidc.issuer} (OIDC_ISSUER)`,
    }),
    'video room': config.liveKit ? 'LiveKit (LIVEKIT_URL)' : 'WebRTC between the two',
  };
};
