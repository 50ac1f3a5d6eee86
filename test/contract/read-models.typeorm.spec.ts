import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { readModelsContract } from './read-models.contract.js';
import { onEachPostgres, until } from './read-models-support.js';

const clock = new ManualClock('2026-11-22T08:00:00.000Z');

onEachPostgres(({ connect, stopping }) =>
  readModelsContract(async (models) => {
    const store = new MemoryEventStore();
    const database = await connect('here');
    const engine = stopping(new ProjectionEngine(database, store, clock, models));
    engine.start();
    await until(async () => (await engine.status()).models.some(({ state }) => state === 'live'));
    return {
      store,
      here: stopping(new TypeormReadModels(database, store, models)),
      there: stopping(new TypeormReadModels(await connect('there'), store, models)),
      stopFolding: () => engine.stop(),
    };
  }),
);
