import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { Instant } from '../../domain/shared/instant.js';
import { onPool } from './ask.js';
import type { ReadSideDatabase } from './data-source.js';
import { foldInto, type NumberedEvent, placeOf } from './fold.js';
import { loadRows, type RowTask } from './row-tables.js';
import { saveRows, type Version } from './save-rows.js';

/** An event that a model could not fold, or that waits behind one. */
export interface Parked {
  readonly model: AnyReadModel;
  readonly numbered: NumberedEvent;
  readonly reason: string;
}

/**
 * Folds a batch into the rows of all `versions` and moves their checkpoints, in one transaction. A version that is
 * ahead of an event does not fold it again. Answers what was parked.
 * @throws Superseded when a checkpoint is not where `versions` say
 */
export const commitBatch = async (
  { pool }: Pick<ReadSideDatabase, 'pool'>,
  versions: readonly Version[],
  batch: readonly NumberedEvent[],
  now: Instant,
): Promise<readonly Parked[]> => {
  const last = batch.at(-1);
  const moving = versions.filter((version) => last && version.ordinal < last.ordinal);
  if (!last || moving.length === 0) return [];
  const tasks = moving.flatMap(({ model, ordinal }) =>
    tasksOf(
      model,
      batch.filter((numbered) => numbered.ordinal > ordinal),
    ),
  );
  const ask = onPool(pool);
  await loadRows(ask, tasks);
  foldTasks(tasks);
  await saveRows(ask, moving, { position: last.event.position, ordinal: last.ordinal }, tasks, now);
  return tasks.flatMap(({ model, parked }) => parked.map((each) => ({ model, ...each })));
};

export const tasksOf = (model: AnyReadModel, events: readonly NumberedEvent[]): RowTask[] => {
  const tasks = new Map<string, RowTask>();
  for (const numbered of events) {
    if (!model.types.includes(numbered.event.type)) continue;
    const key = placeOf(model, numbered.event);
    const task = tasks.get(key) ?? { model, key, events: [], blocked: false, parked: [] };
    tasks.set(key, task);
    task.events.push(numbered);
  }
  return [...tasks.values()];
};

export const foldTasks = (tasks: readonly RowTask[]): void => {
  for (const task of tasks) {
    for (const numbered of task.events) {
      const reason = foldInto(task.model, task, numbered);
      if (reason) task.parked.push({ numbered, reason });
    }
  }
};
