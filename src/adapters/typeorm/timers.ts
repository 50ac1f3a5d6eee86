import type { DataSource } from 'typeorm';
import type { JsonObject } from '../../application/ports/json.js';
import { Timers } from '../../application/ports/timers.js';
import type { Instant } from '../../domain/shared/instant.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { timers } from './tables.js';

/** Hears `timer`, a process's name and, where it is one that was set, when it is due. */
export const processChannel = 'process';

export class TypeormTimers extends Timers {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async set(process: string, key: string, dueAt: Instant, payload: JsonObject = {}): Promise<void> {
    await orUnavailable(() =>
      this.dataSource.query(
        `WITH timer AS (
           INSERT INTO process_timer (process, key, due_at, payload) VALUES ($1, $2, $3, $4)
           ON CONFLICT (process, key) DO UPDATE
             SET due_at = EXCLUDED.due_at, payload = EXCLUDED.payload, reason = NULL, retry_at = NULL, failures = 0)
         SELECT pg_notify($5, $6)`,
        [process, key, dueAt, JSON.stringify(payload), processChannel, `timer ${process} ${dueAt}`],
      ),
    );
  }

  override async cancel(process: string, key: string): Promise<void> {
    await orUnavailable(() => this.dataSource.manager.delete(timers, { process, key }));
  }
}

export interface OverdueTimers {
  readonly process: string;
  readonly timers: number;
  /** When the first of them was due. */
  readonly since: Instant;
}

/** How many timers of each process were due before an instant and have not fired. */
export const timersDueBefore = (source: DataSource, instant: Instant): Promise<readonly OverdueTimers[]> =>
  orUnavailable(async () => {
    const rows = await source.query<{ process: string; timers: number; since: Date }[]>(
      `SELECT process, count(*)::int AS timers, min(fires_at) AS since FROM process_timer WHERE fires_at < $1
       GROUP BY process ORDER BY process`,
      [instant],
    );
    return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
  });
