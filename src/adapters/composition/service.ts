import { setTimeout as pause } from 'node:timers/promises';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CertificateAuthority } from '../../application/ports/certificate-authority.js';
import { Clock } from '../../application/ports/clock.js';
import { CrlNumbers } from '../../application/ports/crl-numbers.js';
import { EventStore } from '../../application/ports/event-store.js';
import { IdempotencyRecords } from '../../application/ports/idempotency-records.js';
import { ReadModels } from '../../application/ports/read-models.js';
import { StaffTokens } from '../../application/ports/staff-tokens.js';
import { TransparencyLog } from '../../application/ports/transparency-log.js';
import { readModels } from '../../application/read-models/models.js';
import { Background } from '../../application/shared/background.js';
import { createHttpApp } from '../http/create-http-app.js';
import { hasScreens, type Screens } from '../http/screens.js';
import { ReadinessChecks } from '../http/shared/health.controller.js';
import { createLog, type ServiceLog } from '../observability/log.js';
import { ReadSide } from '../observability/read-side.js';
import { TreeWatch } from '../observability/tree-watch.js';
import { WaitingWork } from '../observability/waiting-work.js';
import { IssuerWatch } from '../pki/issuer-watch.js';
import { logIdentity, notedIssuers } from '../postgres/settings.js';
import { stateOf } from '../postgres-server/state.js';
import { TreeGrower } from '../transparency-log/tree-grower.js';
import { ProcessRunner } from '../typeorm/process-runner.js';
import { ProjectionEngine } from '../typeorm/projection-engine.js';
import { timersDueBefore } from '../typeorm/timers.js';
import { type Adapters, makeAdapters } from './adapters.js';
import { appModule } from './app.module.js';
import type { Config } from './config.js';
import { openParts, type Parts } from './parts.js';
import { makePeopleOnce } from './people.js';
import { chosenAdapters } from './ports.js';
import { Resources } from './resources.js';

/** Milliseconds. */
const catchUpMs = 2_000;

export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Where its metrics are. */
  readonly metricsUrl: string;
  /** What stands behind each port that has a choice. */
  readonly adapters: Readonly<Record<string, string>>;
  readonly sandbox: boolean;
  /** Nothing is written (READ_ONLY). */
  readonly readOnly: boolean;
  /** The screens are served (WEB). */
  readonly screens: boolean;
  /** The sandbox has people to try it with (SANDBOX_SEED). */
  readonly people: boolean;
  readonly app: NestFastifyApplication;
  /** Is no longer ready, drains requests and event streams, stops the workers, then the servers. */
  stop(): Promise<void>;
}

/**
 * Starts the whole service: parts, adapters, application, workers, and listens. It resolves when all that is read has been
 * built once; until then it answers whoever asks for its health. A read-only service has no workers, and waits for nothing.
 * @param ending gives the start up: what was opened is closed, and it rejects
 * @throws what `openParts` and an adapter at its start throw; nothing is left running then
 */
export const startService = async (
  config: Config,
  log: ServiceLog = createLog('silent'),
  ending: AbortSignal = new AbortController().signal,
): Promise<Service> => {
  const resources = new Resources(log.log);
  try {
    const parts = await openParts(config, log.log, resources);
    ending.throwIfAborted();
    let listens = false;
    const app = await openApp(parts, await makeAdapters(parts), log, () => listens);
    const engine = config.readOnly ? undefined : startWorkers(app, parts);
    resources.add(app, (each) => each.close());
    await parts.port.release();
    if (engine) await caughtUp(app);
    const people =
      engine !== undefined && config.sandboxSeed && (await makePeopleOnce(app, parts, () => untilLive(engine, ending)));
    listens = true;
    await app.listen(parts.config.port, parts.config.host);
    if (engine) await untilLive(engine, ending);
    return {
      url: await app.getUrl(),
      metricsUrl: parts.metricsServer.url,
      adapters: chosenAdapters(config),
      sandbox: config.sandbox,
      readOnly: config.readOnly,
      screens: config.web && hasScreens('web/dist'),
      people,
      app,
      async stop() {
        app.get(ReadinessChecks).drain();
        await pause(config.drain.delayMs);
        await resources.close();
      },
    };
  } catch (error) {
    await resources.close();
    throw error;
  }
};

/** Neither working nor listening yet. @param listens whether it does by now: only then are its calls logged */
const openApp = async (
  parts: Parts,
  adapters: Adapters,
  log: ServiceLog,
  listens: () => boolean,
): Promise<NestFastifyApplication> => {
  const { clockSkew, config, keyring, metrics, pool, readSide, resources, tracing, writes } = parts;
  const store = adapters.of(EventStore);
  const conventions = { keyring, clock: adapters.of(Clock), records: adapters.of(IdempotencyRecords) };
  const app = await createHttpApp(appModule(parts, adapters), conventions, {
    log: { id: await logIdentity(pool), forks: () => store.known.forks, compare: (a, b) => store.compare(a, b) },
    corsOrigins: config.corsOrigins,
    readOnly: config.readOnly,
    sandbox: config.sandboxEverywhere ? 'everywhere' : config.sandbox,
    screens: screensOf(config, adapters.of(StaffTokens)),
    docs: config.apiDocs,
    logger: log.nest,
    observers: [metrics, writes, { served: (each) => listens() && log.request(each) }, ...(tracing ? [tracing] : [])],
    connections: config.connections,
    photoBytes: config.photoBytes,
    rateLimits: config.rateLimits,
    smsPerAddress: config.smsPerAddress,
    trustedProxies: config.trustedProxies,
  });
  await app.init();
  if (tracing) for (const bus of [CommandBus, QueryBus]) tracing.watch(app.get(bus));
  // Before those that ask by these pools themselves.
  watchPools(parts);
  app.get(ReadSide).addTo(metrics);
  new WaitingWork(
    adapters.of(ReadModels),
    (instant) => timersDueBefore(readSide.source, instant),
    parts.companies,
    adapters.of(CertificateAuthority),
    adapters.of(CrlNumbers),
    adapters.of(Clock),
  ).addTo(metrics);
  new TreeWatch(store, adapters.of(TransparencyLog), () => app.get(TreeGrower)).addTo(metrics);
  clockSkew.addTo(metrics);
  resources.add(new IssuerWatch(parts.pki.authority, () => notedIssuers(pool), log.log).watch(), (end) => end());
  resources.add(
    clockSkew.watch(() => stateOf(pool)),
    (end) => end(),
  );
  return app;
};

/** What was built of web/, where it was. */
const screensOf = ({ web }: Config, { signIn }: StaffTokens): Screens | undefined => {
  if (!web || !hasScreens('web/dist')) return undefined;
  const callee = signIn && URL.canParse(signIn.tokenEndpoint) ? [new URL(signIn.tokenEndpoint).origin] : [];
  return { folder: 'web/dist', callees: callee };
};

/** Projections and processes work. */
const startWorkers = (app: NestFastifyApplication, { resources }: Parts): ProjectionEngine => {
  const engine = resources.add(app.get(ProjectionEngine), (each) => each.stop());
  const runner = resources.add(app.get(ProcessRunner), (each) => each.stop());
  engine.start();
  runner.start();
  resources.add(app.get(TreeGrower), (each) => each.stop()).start();
  resources.add(app.get(Background), (each) => each.settled());
  return engine;
};

/** Each model has a version that this release reads. A first build of a long log takes minutes. */
const untilLive = async (engine: ProjectionEngine, ending: AbortSignal): Promise<void> => {
  for (;;) {
    ending.throwIfAborted();
    const { models } = await engine.status();
    const readable = new Set(models.flatMap(({ model, read }) => (read ? [model] : [])));
    if (readModels.every(({ name }) => readable.has(name))) return;
    await pause(20);
  }
};

/**
 * A server that crashed with the service may have lost the newest rows: they are folded again before anybody is answered.
 * One that has more to catch up is not waited for: readiness tells.
 */
const caughtUp = async (app: NestFastifyApplication): Promise<void> => {
  const head = await app.get(EventStore).head();
  if (head !== undefined) await app.get(ReadModels).waitFor(head, catchUpMs);
};

const watchPools = ({ server, metrics }: Parts): void =>
  metrics.gauge('realname_pg_connections', 'connections, and who waits for one', ['pool', 'state'], async () =>
    [...server.pools].flatMap(([name, { totalCount, idleCount, waitingCount }]) => {
      const states = { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
      return Object.entries(states).map(([state, value]) => ({ labels: { pool: name, state }, value }));
    }),
  );
