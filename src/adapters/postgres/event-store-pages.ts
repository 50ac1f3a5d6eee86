import type pg from 'pg';
import type { EventMetadata, StoredEvent } from '../../application/ports/event-store.js';
import type { JsonObject } from '../../application/ports/json.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { againWhenBroken } from '../postgres-server/retry.js';

/** What one query brings at most: events, and bytes of them as they are stored (one event may be more). */
const most = { events: 500, bytes: 4_000_000 };

export interface Page {
  readonly events: readonly StoredEvent[];
  /** As they are stored. */
  readonly bytes: number;
  /** Nothing followed the page when it was read. */
  readonly isLast: boolean;
}

interface EventRow {
  readonly position: string;
  readonly stream: string;
  readonly revision: string;
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
  /** Bytes of the page up to and with this event. */
  readonly size_until: string;
}

const bounded = (which: string, order: string): string => `
  select position, stream, revision, id, type, data, metadata, size_until from (
    select *, sum(size) over (order by ${order}) as size_until from (
      select *, pg_column_size(data) + pg_column_size(metadata) as size
      from events where ${which} order by ${order} limit ${most.events}
    ) selected
  ) measured where size_until - size < ${most.bytes} order by ${order} limit $1`;

const statements = {
  after: { name: 'events_after', text: bounded('position > $2', 'position') },
  forwards: { name: 'stream_forwards', text: bounded('stream = $2 and revision >= $3', 'revision') },
  backwards: { name: 'stream_backwards', text: bounded('stream = $2 and revision <= $3', 'revision desc') },
};

/** Reads the next events of a selection. @throws DependencyUnavailable */
export const readPage = async (
  pool: pg.Pool,
  statement: keyof typeof statements,
  values: readonly (string | bigint)[],
  limit = Number.POSITIVE_INFINITY,
): Promise<Page> => {
  const rows = Math.min(limit, most.events);
  const query = { ...statements[statement], values: [rows, ...values.map(String)] };
  const result = await orUnavailable(() => againWhenBroken(() => pool.query<EventRow>(query)), 'event store');
  const bytes = Number(result.rows.at(-1)?.size_until ?? 0);
  const cut = result.rows.length === rows || bytes >= most.bytes;
  return { events: result.rows.map(toEvent), bytes, isLast: !cut };
};

const toEvent = ({ size_until: _, revision, ...row }: EventRow): StoredEvent => ({
  ...row,
  revision: BigInt(revision),
});
