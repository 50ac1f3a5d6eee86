import type { DataSource } from 'typeorm';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { within } from './ask.js';
import { foldTasks, tasksOf } from './commit-batch.js';
import type { NumberedEvent } from './fold.js';
import { loadRows } from './row-tables.js';
import { saveRows } from './save-rows.js';
import { checkpoints, parkedEvents } from './tables.js';
import { toVersion } from './versions.js';

/** The event at a revision of a stream. @throws Error when there is none */
export const readEvent = async (store: EventStore, stream: string, revision: string): Promise<StoredEvent> => {
  for await (const event of store.read(stream, { from: BigInt(revision), limit: 1 })) return event;
  throw new Error('a parked event is missing in the log');
};

/**
 * Folds the parked events of the live version of `name` again, those of each key in order up to the first failure.
 * Answers how many were folded.
 */
export const retryParked = (
  dataSource: DataSource,
  store: EventStore,
  models: readonly AnyReadModel[],
  name: string,
): Promise<number> =>
  dataSource.transaction(async (manager) => {
    // A worker locks the checkpoint's row first: it waits here, and finds what it loaded superseded.
    const live = await manager.findOne(checkpoints, {
      where: { model: name, state: 'live' },
      lock: { mode: 'pessimistic_write' },
    });
    const model = models.find((candidate) => candidate.name === name && candidate.version === live?.version);
    if (!model) return 0;
    const ofModel = { model: name, version: model.version };
    const parked = await manager.find(parkedEvents, { where: ofModel, order: { ordinal: 'ASC' } });
    const again: NumberedEvent[] = [];
    for (const { stream, revision, ordinal } of parked) {
      again.push({ event: await readEvent(store, stream, revision), ordinal: Number(ordinal) });
    }

    await manager.delete(parkedEvents, ofModel);
    const tasks = tasksOf(model, again);
    const ask = within(manager);
    await loadRows(ask, tasks);
    foldTasks(tasks);
    const version = toVersion(model, live!);
    await saveRows(ask, [version], version, tasks);
    return parked.length - tasks.reduce((count, task) => count + task.parked.length, 0);
  });
