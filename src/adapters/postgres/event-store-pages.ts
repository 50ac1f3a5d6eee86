import type pg from 'pg';
import type { EventMetadata, StoredEvent } from '../../application/ports/event-store.js';
import type { JsonObject } from '../../application/ports/json.js';
import type { Log } from '../../application/ports/log.js';
import { isTooSlow, orUnavailable } from '../postgres-server/errors.js';
import { againWhenBroken } from '../postgres-server/retry.js';

/** What one query brings at most: events, and bytes of their JSON as it arrives (one event more is what ends it). */
const most = { events: 500, bytes: 4_000_000 };

export interface Page {
  readonly events: readonly StoredEvent[];
  /** Of their JSON. */
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

const columns = 'position, stream, revision, id, type, data, metadata';
const size = '(octet_length(data::text) + octet_length(metadata::text))::bigint';

/** Goes from event to event, so that the server unpacks none beyond the page. */
const bounded = (first: string, next: string, order: string): string => `
  with recursive page as (
    (select ${columns}, ${size} as size_until, 1 as place from events where ${first} order by ${order} limit 1)
    union all
    select next.*, place + 1 from page cross join lateral (
      select ${columns}, size_until + ${size} from events where ${next} order by ${order} limit 1
    ) next
    where place < $1 and size_until < ${most.bytes}
  )
  select ${columns}, size_until from page order by place`;

const statements = {
  after: { name: 'events_after', text: bounded('position > $2', 'position > page.position', 'position') },
  forwards: {
    name: 'stream_forwards',
    text: bounded('stream = $2 and revision >= $3', 'stream = $2 and revision > page.revision', 'revision'),
  },
  backwards: {
    name: 'stream_backwards',
    text: bounded('stream = $2 and revision <= $3', 'stream = $2 and revision < page.revision', 'revision desc'),
  },
};

/** Reads the log page by page. A page that takes too long is half as long the next time, until pages come in time again. */
export class Pages {
  private rows = most.events;

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: Log,
  ) {}

  /** The next events of a selection. @throws DependencyUnavailable */
  async read(
    statement: keyof typeof statements,
    values: readonly (string | bigint)[],
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Page> {
    const rows = Math.min(limit, this.rows);
    const query = { ...statements[statement], values: [rows, ...values.map(String)] };
    const ask = () => againWhenBroken(() => this.pool.query<EventRow>(query));
    const result = await orUnavailable(() => ask().catch((error) => this.shorten(rows, error)), 'event store');
    this.rows = Math.min(most.events, 2 * this.rows);
    const bytes = Number(result.rows.at(-1)?.size_until ?? 0);
    const cut = result.rows.length === rows || bytes >= most.bytes;
    return { events: result.rows.map(toEvent), bytes, isLast: !cut };
  }

  private shorten(rows: number, error: unknown): never {
    if (isTooSlow(error)) {
      this.rows = Math.max(1, Math.floor(rows / 2));
      this.log('warn', 'a page of the log took too long; the next one is shorter', { error, events: rows });
    }
    throw error;
  }
}

const toEvent = ({ size_until: _, revision, ...row }: EventRow): StoredEvent => ({
  ...row,
  revision: BigInt(revision),
});
