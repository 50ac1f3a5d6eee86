import type pg from 'pg';
import {
  type Appended,
  AppendTooLarge,
  type CaughtUp,
  caughtUp,
  type EventMetadata,
  EventStore,
  type ExpectedRevision,
  LogWentBack,
  maxAppendBytes,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '../../application/ports/event-store.js';
import type { JsonObject } from '../../application/ports/json.js';
import { KnownLog } from '../../application/ports/known-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { orUnavailable } from '../postgres-server/errors.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { pause, unlessAborted } from '../resilience/abort.js';
import { AppendListener } from './append-listener.js';
import { AppendQueue, type PreparedAppend } from './append-queue.js';
import { toldWhenBroken } from './breaks.js';
import { type Page, Pages } from './event-store-pages.js';
import { Tail } from './event-store-tail.js';

const lastRevision = 2n ** 63n - 1n;
/** Milliseconds between two attempts of a subscription whose server is away. */
const retryAfter = 250;

/**
 * An append, and 240 kB in a file of their own, all of it taken back at once. Without the file a full disk could pass:
 * the append finds room in pages that are there already.
 */
const rehearsal = `do $$ begin
  perform append_events(array['rehearsal'], array[-1], array[1], array[gen_random_uuid()], array['Rehearsed'],
    array['{}'::json], array['{}'::json]);
  create temporary table rehearsed as select repeat('x', 1200) from generate_series(1, 200);
  raise 'rehearsed' using errcode = 'RN001';
exception when sqlstate 'RN001' then null;
end $$`;

/**
 * The log in PostgreSQL 15 or newer, its tables made by `logMigrations`. A position is a decimal number: the events of
 * the log counted from 1. Any number of processes may append and subscribe. Every append and every page proves, by the
 * statement itself, that the log still holds the newest event that is known: a connection may lead to another server than
 * the one before.
 */
export class PostgresEventStore extends EventStore {
  override readonly known = new KnownLog((a, b) => this.compare(a, b));
  private readonly closing = new AbortController();
  private readonly pool: pg.Pool;
  private readonly appends: AppendQueue;
  private readonly listener: AppendListener;
  private readonly pages: Pages;
  private readonly tail: Tail;

  constructor(server: PostgresServer) {
    super();
    this.pool = server.pool('log', { enable_seqscan: 'off' });
    this.pool.on('error', () => this.known.broke());
    this.appends = new AppendQueue(this.pool, this.known);
    this.listener = new AppendListener(server, this.known, (position) => this.isKept(position), this.closing.signal);
    this.pages = new Pages(this.pool, this.known, server.log);
    this.tail = new Tail((after) => this.pages.read('after', [after]));
    this.known.onBreak(() => this.tail.forget());
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    if (events.length === 0) throw new Error('an append needs an event');
    const data = events.map((event) => JSON.stringify(event.data));
    const metadata = events.map((event) => JSON.stringify(event.metadata));
    const bytes = [...data, ...metadata].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (bytes > maxAppendBytes) throw new AppendTooLarge(bytes);
    const ids = events.map(({ id }) => id);
    const types = events.map(({ type }) => type);
    const { breaks } = this.known;
    const appended = await this.appends.append({ stream, expected, ids, types, data, metadata, bytes });
    if (this.listener.isFollowed && this.known.breaks === breaks)
      this.follow(stream, appended, { ids, types, data, metadata, bytes });
    return appended;
  }

  override async *read(
    stream: string,
    { from, limit = Number.POSITIVE_INFINITY, backwards = false }: Parameters<EventStore['read']>[1] = {},
  ): AsyncIterable<StoredEvent> {
    let next = from ?? (backwards ? lastRevision : 0n);
    for (let left = limit; left > 0; ) {
      const page = await this.pages.read(backwards ? 'backwards' : 'forwards', [stream, next], left);
      yield* page.events;
      if (page.isLast) return;
      left -= page.events.length;
      next = page.events.at(-1)!.revision + (backwards ? -1n : 1n);
    }
  }

  override async *subscribe(options: { after?: Position; signal: AbortSignal }): AsyncIterable<StoredEvent | CaughtUp> {
    const until = AbortSignal.any([options.signal, this.closing.signal]);
    let after = options.after ?? '0';
    let isLive = false;
    while (!until.aborted) {
      const { wakeUps } = this.listener;
      const { breaks } = this.known;
      const page = await this.nextPage(after, wakeUps, isLive, until);
      for (const event of page?.events ?? []) {
        if (this.known.breaks !== breaks) break;
        yield event;
        if (until.aborted) return;
        after = event.position;
      }
      if (!page?.isLast || this.known.breaks !== breaks) continue;
      if (!isLive) yield caughtUp;
      isLive = true;
      await this.listener.wait(wakeUps, until);
    }
  }

  override compare(a: Position, b: Position): number {
    return Number(placeOf(a) - placeOf(b));
  }

  override distance(from: Position | null, to: Position): number {
    return Number(placeOf(to) - (from === null ? 0n : placeOf(from)));
  }

  override async head(): Promise<Position | undefined> {
    const query = { name: 'head', text: 'select max(position) as head from events' };
    const ask = () => this.pool.query<{ head: string | null }>(query);
    const { rows } = await toldWhenBroken(this.known, ask);
    return rows[0]?.head ?? undefined;
  }

  override async idAt(position: Position): Promise<string | undefined> {
    const query = { name: 'id_at', text: 'select id from events where position = $1', values: [position] };
    const { rows } = await toldWhenBroken(this.known, () => this.pool.query<{ id: string }>(query));
    return rows[0]?.id;
  }

  override async rehearse(): Promise<void> {
    await orUnavailable(() => this.pool.query(rehearsal), 'event store');
  }

  override async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.pool.end();
  }

  /** Gives what was appended here to the subscriptions at once. */
  private follow(stream: string, { revision, position }: Appended, events: Written): void {
    const before = events.ids.length - 1;
    const stored = events.ids.map((id, at) => ({
      position: String(placeOf(position) - BigInt(before - at)),
      stream,
      revision: revision - BigInt(before - at),
      id: id.toLowerCase(),
      type: events.types[at]!,
      data: JSON.parse(events.data[at]!) as JsonObject,
      metadata: JSON.parse(events.metadata[at]!) as EventMetadata,
      raw: { data: events.data[at]!, metadata: events.metadata[at]! },
    }));
    if (this.tail.extend(stored, events.bytes, this.listener.wakeUps)) this.listener.wake();
  }

  /** One's own append may be heard of before it is answered. */
  private async isKept(position: Position): Promise<boolean> {
    await this.appends.answered();
    return this.tail.covers(position);
  }

  /** Undefined when the subscription was aborted meanwhile, or the server is away and may be asked again. */
  private async nextPage(
    after: Position,
    wakeUps: number,
    isLive: boolean,
    until: AbortSignal,
  ): Promise<Page | undefined> {
    try {
      return await unlessAborted(this.tail.next(after, wakeUps, isLive), until);
    } catch (error) {
      if (!(error instanceof DependencyUnavailable) || error instanceof LogWentBack) throw error;
      await pause(retryAfter, until);
      return undefined;
    }
  }
}

type Written = Pick<PreparedAppend, 'ids' | 'types' | 'data' | 'metadata' | 'bytes'>;

/** @throws Error when this store did not make the position */
const placeOf = (position: Position): bigint => {
  if (!/^\d{1,18}$/.test(position)) throw new Error('not a position of this event store');
  return BigInt(position);
};
