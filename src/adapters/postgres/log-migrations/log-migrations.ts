import type { Migration } from '../../postgres-server/migrate.js';
import { CreateLog1763800000000 } from './1763800000000-create-log.js';
import { AppendToKnown1766000000000 } from './1766000000000-append-to-known.js';
import { TellTheHead1766000000001 } from './1766000000001-tell-the-head.js';
import { OnlyAppended1767000000001 } from './1767000000001-only-appended.js';

/** Migrations of the log's tables, oldest first; noted in a table of their own. */
export const logMigrations: readonly Migration[] = [
  CreateLog1763800000000,
  AppendToKnown1766000000000,
  TellTheHead1766000000001,
  OnlyAppended1767000000001,
];
