import type pg from 'pg';
import type { EventMetadata, StoredEvent } from '../../application/ports/event-store.js';
import type { JsonObject } from '../../application/ports/json.js';
import type { KnownLog } from '../../application/ports/known-log.js';
import type { Log } from '../../application/ports/log.js';
import { isTooSlow } from '../postgres-server/errors.js';
import { toldWhenBroken } from './breaks.js';

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
  /** Whether the log holds the newest event that is known of it. */
  readonly stands: boolean;
  /** Null, as all of the event is, in the only row of an empty page. */
  readonly position: string;
  readonly stream: string;
  readonly revision: string;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** Bytes of the page up to and with this event. */
  readonly size_until: string;
}

const columns = 'position, stream, revision, id, type, data, metadata';
const stored = columns.replace('data, metadata', 'data::text as data, metadata::text as metadata');
const size = '(octet_length(data::text) + octet_length(metadata::text))::bigint';

/**
 * Goes from event to event, so that the server unpacks none beyond the page. Each row says whether the event `known` stands
 * in the log; where there is no page, a row says that alone.
 */
const bounded = (first: string, next: string, order: string, known: { position: string; id: string }): string => `
  with recursive page as (
    (select ${stored}, ${size} as size_until, 1 as place from events where ${first} order by ${order} limit 1)
    union all
    select next.*, place + 1 from page cross join lateral (
      select ${stored}, size_until + ${size} from events where ${next} order by ${order} limit 1
    ) next
    where place < $1 and size_until < ${most.bytes}
  )
  select stands, ${columns}, size_until from (
    select ${known.position}::bigint is null
      or exists (select from events where position = ${known.position} and id = ${known.id}::uuid) as stands
  ) proof left join page on true order by place`;

const statements = {
  after: {
    name: 'events_after',
    text: bounded('position > $2', 'position > page.position', 'position', { position: '$3', id: '$4' }),
  },
  forwards: {
    name: 'stream_forwards',
    text: bounded('stream = $2 and revision >= $3', 'stream = $2 and revision > page.revision', 'revision', {
      position: '$4',
      id: '$5',
    }),
  },
  backwards: {
    name: 'stream_backwards',
    text: bounded('stream = $2 and revision <= $3', 'stream = $2 and revision < page.revision', 'revision desc', {
      position: '$4',
      id: '$5',
    }),
  },
};

/** Reads the log page by page. A page that takes too long is half as long the next time, until pages come in time again. */
export class Pages {
  private rows = most.events;

  constructor(
    private readonly pool: pg.Pool,
    private readonly known: KnownLog,
    private readonly log: Log,
  ) {}

  /** The next events of a selection. @throws DependencyUnavailable, LogWentBack */
  async read(
    statement: keyof typeof statements,
    values: readonly (string | bigint)[],
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Page> {
    const count = Math.min(limit, this.rows);
    const { newest } = this.known;
    const parameters = [count, ...values.map(String), newest?.position ?? null, newest?.id ?? null];
    const query = { ...statements[statement], values: parameters };
    const ask = () => this.pool.query<EventRow>(query).catch((error) => this.shorten(count, error));
    const { rows } = await toldWhenBroken(this.known, ask);
    if (newest && !rows[0]?.stands) throw this.known.wentBack(newest);
    this.rows = Math.min(most.events, 2 * this.rows);
    const events = rows.filter(({ position }) => position !== null).map(toEvent);
    for (const event of events) this.known.note(event);
    const bytes = Number(rows.at(-1)?.size_until ?? 0);
    return { events, bytes, isLast: events.length < count && bytes < most.bytes };
  }

  private shorten(rows: number, error: unknown): never {
    if (isTooSlow(error)) {
      this.rows = Math.max(1, Math.floor(rows / 2));
      this.log('warn', 'a page of the log took too long; the next one is shorter', { error, events: rows });
    }
    throw error;
  }
}

const toEvent = ({ size_until: _, stands: __, revision, data, metadata, ...row }: EventRow): StoredEvent => ({
  ...row,
  revision: BigInt(revision),
  data: JSON.parse(data) as JsonObject,
  metadata: JSON.parse(metadata) as EventMetadata,
  raw: { data, metadata },
});
