import type { DataSource } from 'typeorm';
import type { EventStore, Position } from '../../../application/ports/event-store.js';
import { readModels } from '../../../application/read-models/models.js';
import { orUnavailable } from '../../postgres-server/errors.js';
import { isLed } from '../../postgres-server/lock.js';
import { processesLock } from '../../typeorm/process-runner.js';
import { lockOf } from '../../typeorm/projection-engine.js';

/** A version of a read model, or a process, as the tables have it. */
export interface WorkerStanding {
  readonly kind: 'read model' | 'process';
  readonly name: string;
  readonly version: number | null;
  readonly state: string;
  readonly position: Position | null;
  /** Events of the log between it and the log's end; negative for one beyond the end; null where the log cannot count. */
  readonly behind: number | null;
  readonly parked: number;
  /** Some instance does its work; null for a version that this release does not know. */
  readonly led: boolean | null;
}

const question = `
  select 'read model' as kind, model as name, version, state, position,
    (select count(*)::int from read_model_parked parked where (parked.model, parked.version) = (at.model, at.version)) as parked
  from read_model_checkpoint at
  union all
  select 'process', process, null, 'live', position,
    (select count(*)::int from process_parked parked where parked.process = at.process)
    + (select count(*)::int from process_timer timer where timer.process = at.process and timer.reason is not null)
  from process_checkpoint at
  order by kind desc, name, version`;

type Row = Omit<WorkerStanding, 'behind' | 'led'>;

/** @throws DependencyUnavailable */
export const workersOf = async (
  source: DataSource,
  store: EventStore,
  head: Position | undefined,
): Promise<readonly WorkerStanding[]> => {
  const rows = await orUnavailable(() => source.query<Row[]>(question));
  return Promise.all(
    rows.map(async (row) => ({ ...row, behind: behindOf(row.position, head, store), led: await ledOf(source, row) })),
  );
};

const behindOf = (position: Position | null, head: Position | undefined, store: EventStore): number | null => {
  if (head === undefined) return position === null ? 0 : -1;
  if (position !== null && store.compare(position, head) > 0) return -(store.distance(head, position) ?? 1);
  if (position !== null && store.compare(position, head) === 0) return 0;
  return store.distance(position, head) ?? null;
};

const ledOf = async (source: DataSource, { kind, name, version }: Row): Promise<boolean | null> => {
  if (kind === 'process') return isLed(source, processesLock);
  const model = readModels.find((each) => each.name === name && each.version === version);
  return model ? isLed(source, lockOf(model)) : null;
};
