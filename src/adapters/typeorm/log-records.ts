import type { DataSource } from 'typeorm';
import type { Position } from '../../application/ports/event-store.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { type LogCheckpoint, logCheckpoints } from './log-checkpoints.js';

interface Standing {
  readonly who: string;
  readonly position: Position;
  readonly id: string;
}

/** What checkpoints, marks and accepted losses say of the log. */
export class TypeormLogRecords {
  constructor(
    private readonly source: DataSource,
    /** Nothing is noted. */
    private readonly readOnly = false,
  ) {}

  /** The losses of the log's end that were accepted, oldest first. */
  async forks(): Promise<{ epoch: number; survivor: Position | undefined }[]> {
    const found = await this.query<{ epoch: number; position: Position | null }>(
      'SELECT epoch, position FROM log_fork ORDER BY epoch',
    );
    return found.map(({ epoch, position }) => ({ epoch, survivor: position ?? undefined }));
  }

  /**
   * Where every read model and process stands. A checkpoint without an id takes the one that the log has at its position
   * and becomes a mark; where the log has none, the id is empty.
   */
  async standings(idAt: (position: Position) => Promise<string | undefined>): Promise<Standing[]> {
    const rows = await this.query<LogCheckpoint>(logCheckpoints({ refused: false }));
    const standings: Standing[] = [];
    for (const row of rows) {
      const { kind, name, version, position } = row;
      const id = row.id ?? (await this.adopt(row, idAt));
      standings.push({ who: version === null ? `${kind} ${name}` : `${kind} ${name} ${version}`, position, id });
    }
    return standings;
  }

  private async adopt(
    { kind, name, version, ordinal, position }: LogCheckpoint,
    idAt: (position: Position) => Promise<string | undefined>,
  ) {
    const id = await idAt(position);
    if (id === undefined) return '';
    if (this.readOnly) return id;
    await this.query('INSERT INTO log_mark VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [ordinal, position, id]);
    if (kind === 'process')
      await this.query(
        'UPDATE process_checkpoint SET event_id = $3 WHERE process = $1 AND position = $2 AND event_id IS NULL',
        [name, position, id],
      );
    else
      await this.query(
        'UPDATE read_model_checkpoint SET event_id = $4 WHERE model = $1 AND version = $2 AND position = $3 AND event_id IS NULL',
        [name, version, position, id],
      );
    return id;
  }

  private query<R>(sql: string, parameters: unknown[] = []): Promise<R[]> {
    return orUnavailable(() => this.source.query<R[]>(sql, parameters));
  }
}
