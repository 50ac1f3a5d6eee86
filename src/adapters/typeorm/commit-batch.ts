import type { EventStore } from '../../application/ports/event-store.js';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { Instant } from '../../domain/shared/instant.js';
import { onPool } from './ask.js';
import type { ReadSideDatabase } from './data-source.js';
import type { NumberedEvent } from './fold.js';
import { foldTasks, foldTwice, tasksOf } from './fold-tasks.js';
import { LogProof } from './log-proof.js';
import { loadRows } from './row-tables.js';
import { saveRows, type Version } from './save-rows.js';

/** An event that a model could not fold, or that waits behind one. */
export interface Parked {
  readonly model: AnyReadModel;
  readonly numbered: NumberedEvent;
  readonly reason: string;
}

/**
 * Folds a batch into the rows of all `versions` and moves their checkpoints, in one transaction. A version that is
 * ahead of an event does not fold it again; one that is being built folds each twice. Answers what was parked.
 * @throws Superseded when a checkpoint is not where `versions` say; Unrepeatable; LogWentBack when the
 * log does not hold the last event
 */
export const commitBatch = async (
  { pool, holdsLog }: Pick<ReadSideDatabase, 'pool' | 'holdsLog'>,
  store: EventStore,
  versions: readonly Version[],
  batch: readonly NumberedEvent[],
  now: Instant,
): Promise<readonly Parked[]> => {
  const last = batch.at(-1);
  const moving = versions.filter((version) => last && version.ordinal < last.ordinal);
  if (!last || moving.length === 0) return [];
  const tasksFor = ({ model, ordinal }: Version) =>
    tasksOf(
      model,
      batch.filter((numbered) => numbered.ordinal > ordinal),
    );
  const { building = [], others = [] } = Object.groupBy(moving, ({ state }) =>
    state === 'building' ? state : 'others',
  );
  const [proven, folded] = [building.flatMap(tasksFor), others.flatMap(tasksFor)];
  const tasks = [...proven, ...folded];
  const ask = onPool(pool);
  const written = new Map(moving.map((version) => [version.model, version.written]));
  await loadRows(
    ask,
    tasks.filter((task) => !written.get(task.model)?.recall(task)),
  );
  foldTasks(folded);
  if (proven.length > 0) await foldTwice(proven);
  const { event, ordinal } = last;
  const place = { position: event.position, eventId: event.id, ordinal };
  await saveRows(ask, new LogProof(store, holdsLog), moving, place, tasks, now);
  for (const task of tasks) written.get(task.model)?.keep(task);
  return tasks.flatMap(({ model, parked }) => parked.map((each) => ({ model, ...each })));
};
