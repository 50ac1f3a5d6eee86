import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { Ask } from './ask.js';
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

/** Which rows, as arrays for `unnest`. */
export const idsOf = (tasks: readonly { model: AnyReadModel; key: string }[]): unknown[] => [
  tasks.map(({ model }) => model.name),
  tasks.map(({ model }) => model.version),
  tasks.map(({ key }) => key),
];

const load = {
  name: 'load_rows',
  text: `SELECT t.place, r.row::text AS text, r.ordinal,
      EXISTS (SELECT FROM read_model_parked p
              WHERE (p.model, p.version, p.key) = (t.model, t.version, t.key)) AS blocked
    FROM unnest($1::text[], $2::int[], $3::text[]) WITH ORDINALITY AS t (model, version, key, place)
    LEFT JOIN read_model_row r ON (r.model, r.version, r.key) = (t.model, t.version, t.key)`,
};

interface Loaded {
  readonly place: string;
  readonly text: string | null;
  readonly ordinal: string;
  readonly blocked: boolean;
}

/** Sets what is stored of each task, and whether events of its key are parked. */
export const loadRows = async (ask: Ask, tasks: readonly RowTask[]): Promise<void> => {
  if (tasks.length === 0) return;
  const found = await ask<Loaded>(load, idsOf(tasks));
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
