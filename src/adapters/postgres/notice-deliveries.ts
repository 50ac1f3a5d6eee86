import type { Pool } from 'pg';
import {
  NoticeDeliveries,
  type NoticeDelivery,
  type NoticeOutcome,
} from '../../application/ports/notice-deliveries.js';
import type { Instant } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';

/** One row for each event and number. A row that stands at `begun` belongs to a message that may have left. */
export class PostgresNoticeDeliveries extends NoticeDeliveries {
  constructor(private readonly pool: Pool) {
    super();
  }

  async begin({ eventId, receiver, at }: NoticeDelivery): Promise<number | undefined> {
    const { rows } = await query<{ refusals: number }>(
      this.pool,
      `insert into notice_deliveries as known (event_id, receiver, at, outcome) values ($1, $2, $3, 'begun')
       on conflict (event_id, receiver) do update set outcome = 'begun'
         where known.outcome in ('refused', 'unavailable')
       returning refusals`,
      [eventId, receiver, at],
    );
    return rows[0]?.refusals;
  }

  async end({ eventId, receiver, at }: NoticeDelivery, outcome: NoticeOutcome): Promise<void> {
    await query(
      this.pool,
      `insert into notice_deliveries as known (event_id, receiver, at, outcome, refusals)
       values ($1, $2, $3, $4, ($4 = 'refused')::int)
       on conflict (event_id, receiver) do update
         set outcome = excluded.outcome, refusals = known.refusals + excluded.refusals
         where known.outcome not in ('accepted', 'unknown')`,
      [eventId, receiver, at, outcome],
    );
  }

  async forget(instant: Instant): Promise<void> {
    await query(this.pool, 'delete from notice_deliveries where at < $1', [instant]);
  }
}
