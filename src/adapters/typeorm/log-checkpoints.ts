import type { Position } from '../../application/ports/event-store.js';

/** A place in the log at which a read model or a process stands. */
export interface LogCheckpoint {
  readonly kind: 'read model' | 'process';
  readonly name: string;
  /** Of a read model. */
  readonly version: number | null;
  readonly ordinal: string;
  readonly position: Position;
  /** Of the event there; null where it is not known yet. */
  readonly id: string | null;
}

/** SQL: every checkpoint that has passed an event; those of refused versions too, if asked for. */
export const logCheckpoints = ({ refused }: { readonly refused: boolean }): string => `
  SELECT 'read model' AS kind, model AS name, version, ordinal, position, event_id AS id
  FROM read_model_checkpoint WHERE position IS NOT NULL ${refused ? '' : `AND state <> 'refused'`}
  UNION ALL SELECT 'process', process, NULL, ordinal, position, event_id
  FROM process_checkpoint WHERE position IS NOT NULL`;
