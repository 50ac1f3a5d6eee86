import type { EntityManager } from 'typeorm';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { ChangedRow } from './announcements.js';
import { type FoldedRow, type Folding, indexOf, type NumberedEvent } from './fold.js';

/** One row, the events that concern it, and what becomes of both. */
export interface RowTask extends Folding {
  readonly model: AnyReadModel;
  readonly key: string;
  readonly events: NumberedEvent[];
  readonly parked: { readonly numbered: NumberedEvent; readonly reason: string }[];
  /** The row as it is stored. */
  stored?: FoldedRow;
}

const ids = (tasks: readonly { model: AnyReadModel; key: string }[]) => [
  tasks.map(({ model }) => model.name),
  tasks.map(({ model }) => model.version),
  tasks.map(({ key }) => key),
];
const idTable = 'unnest($1::text[], $2::int[], $3::text[]) WITH ORDINALITY AS t (model, version, key, place)';
const sameId = (alias: string) => `(${alias}.model, ${alias}.version, ${alias}.key) = (t.model, t.version, t.key)`;

/** Sets what is stored of each task, and whether events of its key are parked. */
export const loadRows = async (manager: EntityManager, tasks: readonly RowTask[]): Promise<void> => {
  if (tasks.length === 0) return;
  const found: { place: string; text: string | null; ordinal: string; blocked: boolean }[] = await manager.query(
    `SELECT t.place, r.row::text AS text, r.ordinal,
            EXISTS (SELECT FROM read_model_parked p WHERE ${sameId('p')}) AS blocked
     FROM ${idTable} LEFT JOIN read_model_row r ON ${sameId('r')}`,
    ids(tasks),
  );
  for (const { place, text, ordinal, blocked } of found) {
    const task = tasks[Number(place) - 1]!;
    task.blocked = blocked;
    if (text === null) continue;
    task.stored = { text, ordinal: Number(ordinal), index: knownIndex(task.model, text) };
    task.row = task.stored;
  }
};

/**
 * If a fold changed without a new version, an old row may not parse: its index counts as empty, so that it is written anew
 * and the projection goes on.
 */
const knownIndex = (model: AnyReadModel, text: string): FoldedRow['index'] => {
  try {
    return indexOf(model, text);
  } catch {
    return [];
  }
};

/** Writes rows, index and parked events where they differ from what is stored; answers which rows changed. */
export const saveRows = async (manager: EntityManager, tasks: readonly RowTask[]): Promise<readonly ChangedRow[]> => {
  const changed = tasks.filter(({ stored, row }) => stored?.text !== row?.text || stored?.ordinal !== row?.ordinal);
  await upsertRows(
    manager,
    changed.filter(({ row }) => row),
  );
  await deleteRows(
    manager,
    changed.filter(({ row }) => !row),
  );
  await replaceIndex(
    manager,
    changed.filter(({ stored, row }) => indexText(stored) !== indexText(row)),
  );
  await park(
    manager,
    tasks.filter(({ parked }) => parked.length > 0),
  );
  return changed.map(({ model, key, stored, row }) => ({
    model: model.name,
    key,
    index: [...(stored?.index ?? []), ...(row?.index ?? [])],
  }));
};

const indexText = (row: FoldedRow | undefined) => row && JSON.stringify([row.ordinal, row.index]);

const upsertRows = async (manager: EntityManager, tasks: readonly RowTask[]) => {
  if (tasks.length === 0) return;
  await manager.query(
    `INSERT INTO read_model_row (model, version, key, row, ordinal)
     SELECT model, version, key, row::json, ordinal
     FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bigint[]) AS t (model, version, key, row, ordinal)
     ON CONFLICT (model, version, key) DO UPDATE SET row = EXCLUDED.row, ordinal = EXCLUDED.ordinal`,
    [...ids(tasks), tasks.map(({ row }) => row?.text), tasks.map(({ row }) => row?.ordinal)],
  );
};

const deleteRows = async (manager: EntityManager, tasks: readonly RowTask[]) => {
  if (tasks.length === 0) return;
  await manager.query(`DELETE FROM read_model_row r USING ${idTable} WHERE ${sameId('r')}`, ids(tasks));
};

const replaceIndex = async (manager: EntityManager, tasks: readonly RowTask[]) => {
  const old = tasks.filter(({ stored }) => stored);
  if (old.length > 0) {
    await manager.query(`DELETE FROM read_model_index i USING ${idTable} WHERE ${sameId('i')}`, ids(old));
  }
  const entries = tasks.flatMap(({ model, key, row }) =>
    (row?.index ?? []).map(([name, value]) => ({ model, key, name, value, ordinal: row?.ordinal })),
  );
  if (entries.length === 0) return;
  await manager.query(
    `INSERT INTO read_model_index (model, version, key, name, value, ordinal)
     SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[])`,
    [...ids(entries), ...(['name', 'value', 'ordinal'] as const).map((field) => entries.map((entry) => entry[field]))],
  );
};

const park = async (manager: EntityManager, tasks: readonly RowTask[]) => {
  const parked = tasks.flatMap(({ model, key, parked }) =>
    parked.map(({ numbered: { event, ordinal }, reason }) => ({
      model: model.name,
      version: model.version,
      key,
      ordinal: String(ordinal),
      stream: event.stream,
      revision: String(event.revision),
      reason,
    })),
  );
  if (parked.length > 0) await manager.upsert('read_model_parked', parked, ['model', 'version', 'ordinal']);
};
