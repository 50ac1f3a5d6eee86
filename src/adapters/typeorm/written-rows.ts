import { ShortMemory } from '../../application/core/short-memory.js';
import { minute } from '../../domain/shared/instant.js';
import type { FoldedRow } from './fold.js';
import type { RowTask } from './row-tables.js';

/** Of the rows of one version, by their JSON. */
const maxBytes = 4_000_000;
/** What a row takes beside its JSON. */
const overhead = 500;
const keptFor = 10 * minute;

/**
 * The rows that this worker wrote last, as they are stored, sealed values included. They are what the table holds for as long
 * as the version's revision is the worker's own: a commit upon another revision writes nothing, and the version is opened anew.
 */
export class WrittenRows {
  private readonly rows = new ShortMemory<FoldedRow>(maxBytes);

  /** Sets what is stored of a task; answers whether it is remembered. */
  recall(task: RowTask): boolean {
    const row = this.rows.get(task.key);
    if (row === undefined) return false;
    task.stored = row;
    task.row = row;
    return true;
  }

  /** The task was committed. A key with parked events is not remembered: retries write its row, and operators give events up. */
  keep({ key, row, blocked }: RowTask): void {
    if (row === undefined || blocked) this.rows.delete(key);
    else this.rows.set(key, row, row.text.length + overhead, performance.now() + keptFor);
  }
}
