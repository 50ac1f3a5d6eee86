import type { Pool } from 'pg';
import { type Instant, minute } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';

const collectedAtOnce = 1000;

/** Removes what has expired from a table, once a minute, whether or not anybody calls. */
export class Collector {
  private readonly timer: NodeJS.Timeout;

  /** @param expired the instant before which a row's `expires_at` must lie */
  constructor(
    private readonly pool: Pool,
    private readonly table: 'idempotency_records' | 'short_lived',
    private readonly expired: () => Instant,
    everyMs: number = minute,
  ) {
    // A server that is away has its rows collected later.
    this.timer = setInterval(() => this.collect().catch(() => {}), everyMs).unref();
  }

  async collect(): Promise<void> {
    for (;;) {
      const { rowCount } = await query(
        this.pool,
        `delete from ${this.table} where key in (
           select key from ${this.table} where expires_at < $1 order by expires_at limit $2 for update skip locked)`,
        [this.expired(), collectedAtOnce],
      );
      if ((rowCount ?? 0) < collectedAtOnce) return;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }
}
