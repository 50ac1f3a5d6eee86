import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { foldInto, type NumberedEvent, placeOf } from './fold.js';
import type { RowTask } from './row-tables.js';

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

/** A fold that answers something else when it is done again from the same row and event. */
export class Unrepeatable extends Error {
  constructor(readonly model: AnyReadModel) {
    super(`the fold of ${model.name} version ${model.version} cannot be repeated`);
    this.name = 'Unrepeatable';
  }
}

/**
 * Folds tasks, and once more from what was loaded, an instant of the clock later. As every event starts from stored JSON, a
 * fold that answers the same each time answers the same on every run over the log.
 * @throws Unrepeatable
 */
export const foldTwice = async (tasks: readonly RowTask[]): Promise<void> => {
  const again = tasks.map((task) => ({ ...task, parked: [] }));
  foldTasks(tasks);
  await pause(2);
  foldTasks(again);
  for (const [at, task] of tasks.entries()) {
    const isSamePlace = task.events.every(({ event }) => placeOf(task.model, event) === task.key);
    if (!isSamePlace || !isDeepStrictEqual(outcomeOf(task), outcomeOf(again[at]!))) throw new Unrepeatable(task.model);
  }
};

const outcomeOf = ({ row, parked }: RowTask) => ({ row, parked: parked.map(({ numbered }) => numbered.ordinal) });
