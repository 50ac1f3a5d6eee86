import type { DataSource, EntityManager } from 'typeorm';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { announce } from './announcements.js';
import { foldInto, type NumberedEvent, placeOf } from './fold.js';
import { loadRows, type RowTask, saveRows } from './row-tables.js';

/** A version of a model with the place up to which its rows are folded. */
export interface Version {
  readonly model: AnyReadModel;
  readonly state: 'building' | 'live' | 'refused';
  position: string | null;
  ordinal: number;
}

/** Another worker, or a newer version, has moved on: what this one knows is stale. */
export class Superseded extends Error {
  constructor() {
    super('another worker moved the checkpoints of the read models');
    this.name = 'Superseded';
  }
}

/**
 * Folds a batch into the rows of all `versions` and moves their checkpoints, in one transaction. A version that is
 * ahead of an event does not fold it again.
 * @throws Superseded when a checkpoint is not where `versions` say
 */
export const commitBatch = async (
  dataSource: DataSource,
  versions: readonly Version[],
  batch: readonly NumberedEvent[],
): Promise<void> => {
  const last = batch.at(-1);
  const moving = versions.filter((version) => last && version.ordinal < last.ordinal);
  if (!last || moving.length === 0) return;
  const tasks = moving.flatMap(({ model, ordinal }) =>
    tasksOf(
      model,
      batch.filter((numbered) => numbered.ordinal > ordinal),
    ),
  );

  await dataSource.transaction(async (manager) => {
    await moveCheckpoints(manager, moving, last);
    await loadRows(manager, tasks);
    foldTasks(tasks);
    const changes = await saveRows(manager, tasks);
    const live = moving.filter(({ state }) => state === 'live').map(({ model }) => model.name);
    if (live.length > 0) await announce(manager, { changes, reached: { position: last.event.position, models: live } });
  });
  for (const version of moving) Object.assign(version, { position: last.event.position, ordinal: last.ordinal });
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

/**
 * First, and only from where we believe it stands: a worker that lost its lock unawares writes nothing. The transaction
 * then looks rows up by their keys, however many there are, and need not wait for the disk: rows and checkpoint are lost
 * together or not at all, and are folded again.
 */
const moveCheckpoints = async (manager: EntityManager, moving: readonly Version[], last: NumberedEvent) => {
  const [, moved] = await manager.query(
    `WITH settings AS (SELECT set_config('random_page_cost', '1.1', true), set_config('synchronous_commit', 'off', true))
     UPDATE read_model_checkpoint c SET position = $1, ordinal = $2
     FROM settings, unnest($3::text[], $4::int[], $5::bigint[], $6::text[]) AS t (model, version, ordinal, state)
     WHERE (c.model, c.version, c.ordinal, c.state) = (t.model, t.version, t.ordinal, t.state)`,
    [
      last.event.position,
      last.ordinal,
      moving.map(({ model }) => model.name),
      moving.map(({ model }) => model.version),
      moving.map(({ ordinal }) => ordinal),
      moving.map(({ state }) => state),
    ],
  );
  if (moved !== moving.length) throw new Superseded();
};
