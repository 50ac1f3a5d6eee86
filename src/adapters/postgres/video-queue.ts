import type { Pool } from 'pg';
import { type QueuedTicket, VideoQueue } from '../../application/ports/video-queue.js';
import type { Instant } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';

/** One rising sequence gives the places: as it is at the end, negated at the head, so that the newest head comes first. */
export class PostgresVideoQueue extends VideoQueue {
  constructor(private readonly pool: Pool) {
    super();
  }

  async enter(branch: string, ticketId: string, at: Instant, place: 'head' | 'end'): Promise<void> {
    await query(
      this.pool,
      `insert into video_queue (branch, ticket_id, place, heartbeat_at)
       values ($1, $2, $3 * nextval('video_queue_place'), $4) on conflict (branch, ticket_id) do nothing`,
      [branch, ticketId, place === 'head' ? -1 : 1, at],
    );
  }

  async leave(branch: string, ticketId: string): Promise<void> {
    await query(this.pool, 'delete from video_queue where branch = $1 and ticket_id = $2', [branch, ticketId]);
  }

  async heartbeat(branch: string, ticketId: string, at: Instant): Promise<boolean> {
    const { rowCount } = await query(
      this.pool,
      'update video_queue set heartbeat_at = $3 where branch = $1 and ticket_id = $2',
      [branch, ticketId, at],
    );
    return rowCount === 1;
  }

  async list(branch: string): Promise<readonly QueuedTicket[]> {
    const { rows } = await query<QueuedTicket>(
      this.pool,
      'select ticket_id as "ticketId", heartbeat_at as "heartbeatAt" from video_queue where branch = $1 order by place',
      [branch],
    );
    return rows;
  }
}
