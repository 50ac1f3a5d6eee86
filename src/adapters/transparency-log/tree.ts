import type { CheckpointsOutside } from './checkpoints-outside.js';
import type { TreeKeys } from './tree-keys.js';
import type { TreeTables } from './tree-tables.js';

/** What the transparency log of a service is kept in, and what it signs with. */
export interface Tree {
  readonly tables: TreeTables;
  /** Where its last checkpoint is kept outside the database. */
  readonly outside: CheckpointsOutside;
  readonly keys: TreeKeys;
  /** `<host>/log/<identity of the log>`: the origin of its checkpoints, without the epoch. */
  readonly name: string;
}
