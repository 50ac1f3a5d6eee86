import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { CrlNumbers } from '../../application/ports/crl-numbers.js';
import { ReadOnlyService } from '../../application/ports/unavailable.js';
import { type Instant, plus } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';

interface Row {
  readonly number: string;
  readonly thisUpdate: Instant;
}

const isCurrent = 'last.content_sha256 = $1 and last.this_update > $3 and last.this_update <= $2';

/** One row, which puts parallel callers, also of several instances, in order. */
export class PostgresCrlNumbers extends CrlNumbers {
  constructor(
    private readonly pool: Pool,
    /** The last list is shown as it was issued, however old; none is issued. */
    private readonly readOnly = false,
  ) {
    super();
  }

  /** @throws DependencyUnavailable; ReadOnlyService where a list would have to be issued */
  async current(content: string, now: Instant, maxAgeMs: number) {
    const digest = createHash('sha256').update(content).digest('hex');
    if (this.readOnly) return this.issued(digest);
    const values = [digest, now, plus(now, -maxAgeMs)];
    for (;;) {
      const row = (await this.last(values)) ?? (await this.next(values));
      if (row) return { number: BigInt(row.number), thisUpdate: row.thisUpdate };
    }
  }

  /** @throws DependencyUnavailable */
  async lastUpdate(): Promise<Instant | undefined> {
    const { rows } = await query<Pick<Row, 'thisUpdate'>>(
      this.pool,
      'select this_update as "thisUpdate" from crl_numbers',
    );
    return rows[0]?.thisUpdate;
  }

  private async issued(digest: string) {
    const { rows } = await query<Row>(
      this.pool,
      'select number, this_update as "thisUpdate" from crl_numbers where content_sha256 = $1',
      [digest],
    );
    if (!rows[0]) throw new ReadOnlyService();
    return { number: BigInt(rows[0].number), thisUpdate: rows[0].thisUpdate };
  }

  private async last(values: readonly string[]): Promise<Row | undefined> {
    const { rows } = await query<Row>(
      this.pool,
      `select number, this_update as "thisUpdate" from crl_numbers last where ${isCurrent}`,
      values,
    );
    return rows[0];
  }

  /** Undefined when another caller just made the number that is current. */
  private async next(values: readonly string[]): Promise<Row | undefined> {
    const { rows } = await query<Row>(
      this.pool,
      `insert into crl_numbers as last (number, content_sha256, this_update) values (1, $1, $2)
       on conflict (singleton) do update
         set number = last.number + 1, content_sha256 = excluded.content_sha256, this_update = excluded.this_update
         where not (${isCurrent})
       returning number, this_update as "thisUpdate"`,
      values,
    );
    return rows[0];
  }
}
