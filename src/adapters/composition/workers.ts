import type { Provider } from '@nestjs/common';
import { processes } from '../../application/application.js';
import { isKnownEvent } from '../../application/core/event-codec.js';
import { Clock } from '../../application/ports/clock.js';
import { EventStore } from '../../application/ports/event-store.js';
import { TimeStamps } from '../../application/ports/time-stamps.js';
import type { Process } from '../../application/processes/process.js';
import { readModels } from '../../application/read-models/models.js';
import { type ReadinessCheck, ReadinessChecks } from '../http/shared/health.controller.js';
import { ReadSide, type Side } from '../observability/read-side.js';
import { isNear, keepsUp } from '../observability/readiness.js';
import { stateOf } from '../postgres-server/state.js';
import { CheckpointStamps } from '../transparency-log/checkpoint-stamps.js';
import { Cosigning } from '../transparency-log/cosigning.js';
import { TreeGrower } from '../transparency-log/tree-grower.js';
import { ProcessRunner } from '../typeorm/process-runner.js';
import { ProjectionEngine } from '../typeorm/projection-engine.js';
import type { Adapters } from './adapters.js';
import type { Config } from './config.js';
import type { Parts } from './parts.js';

/** Projections and processes, how far they are, and whether the service is ready. */
export const workers = (parts: Parts, { of, checks }: Adapters): Provider[] => {
  const { readSide, server, tree, log, tracing, config, witnesses, realTime } = parts;
  const store = of(EventStore);
  return [
    {
      provide: ProjectionEngine,
      useFactory: () => new ProjectionEngine(readSide, store, of(Clock), readModels, log, tracing?.projection),
    },
    {
      provide: ProcessRunner,
      inject: [...processes],
      useFactory: (...each: Process[]) =>
        new ProcessRunner(readSide, store, of(Clock), each, log, undefined, isKnownEvent),
    },
    {
      provide: TreeGrower,
      useFactory: () => {
        const cosigning = witnesses && new Cosigning(witnesses, tree.tables, log);
        const stamps = new CheckpointStamps(of(TimeStamps), tree.tables, realTime, log);
        return new TreeGrower(server, tree, store, log, cosigning, stamps);
      },
    },
    {
      provide: ReadSide,
      inject: [ProjectionEngine, ProcessRunner],
      useFactory: (engine: ProjectionEngine, runner: ProcessRunner) =>
        new ReadSide(store, of(Clock), {
          projections: () => statusOfEngine(engine),
          processes: () => statusOfRunner(runner),
        }),
    },
    {
      provide: ReadinessChecks,
      inject: [ReadSide, TreeGrower],
      useFactory: (progress: ReadSide, grower: TreeGrower) =>
        new ReadinessChecks(
          config.readOnly
            ? [...readOnlyChecks(parts, progress), ...checks]
            : [
                ...serverChecks(parts),
                ...checks,
                writesCheck(parts, store),
                ...readSideChecks(progress, config),
                { name: 'transparency log', check: async () => grower.refused },
              ],
        ),
    },
  ];
};

const statusOfEngine = async (engine: ProjectionEngine): Promise<Side> => {
  const { led, models } = await engine.status();
  const read = models.filter((model) => model.read);
  return { led, workers: read.map(({ model, ...worker }) => ({ name: model, ...worker })) };
};

const statusOfRunner = async (runner: ProcessRunner): Promise<Side> => {
  const { led, processes: known } = await runner.status();
  const parked = (worker: (typeof known)[number]) => worker.parked + worker.parkedTimers;
  return { led, workers: known.map((worker) => ({ ...worker, name: worker.process, parked: parked(worker) })) };
};

const serverChecks = ({ pool, server, redis }: Parts): readonly ReadinessCheck[] => [
  { name: 'postgres', check: async () => (await stateOf(pool)).refusesWrites },
  { name: 'notifications', check: async () => (server.hears ? undefined : 'not listening') },
  ...(redis ? [{ name: 'redis', check: async () => void (await redis.ping()) }] : []),
];

/** Its name says what it is. Whether anybody works on the read side is the main service's to say. */
const readOnlyChecks = ({ pool, config }: Parts, readSide: ReadSide): readonly ReadinessCheck[] => {
  const names = readModels.map(({ name }) => name);
  return [
    { name: 'read-only', check: async () => undefined },
    { name: 'postgres', check: async () => void (await stateOf(pool)) },
    { name: 'projections', check: isNear(readSide, 'projections', names, config.maxLag) },
  ];
};

const writesCheck = ({ writes }: Parts, store: EventStore): ReadinessCheck => ({
  name: 'writes',
  check: () => writes.check(() => store.rehearse()),
});

const readSideChecks = (readSide: ReadSide, { maxLag }: Config): readonly ReadinessCheck[] => {
  const names = readModels.map(({ name }) => name);
  return [
    { name: 'projections', check: keepsUp(readSide, 'projections', names, maxLag) },
    { name: 'processes', check: keepsUp(readSide, 'processes', [], maxLag) },
  ];
};
