import {
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  type AppendResult,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  type ReadPosition,
  type ReadRevision,
  type RecordedEvent,
  START,
  type StreamingRead,
} from '@eventstore/db-client';
import {
  type Appended,
  AppendTooLarge,
  type CaughtUp,
  caughtUp,
  EventStore,
  type ExpectedRevision,
  LogWentBack,
  maxAppendBytes,
  type NewEvent,
  type Position,
  RevisionConflict,
  type StoredEvent,
} from '../../application/ports/event-store.js';
import { KnownLog } from '../../application/ports/known-log.js';
import { pause, unlessAborted } from '../resilience/abort.js';
import { backOff } from '../resilience/back-off.js';
import { inTime } from '../resilience/deadline.js';
import { Connections } from './connection.js';
import { isRefusal, isStreamNotFound, isTooLarge, isWrongRevision, WrongAnswer } from './errors.js';
import { NewestOwn } from './newest-own.js';
import { type OutageListener, Outages } from './outages.js';
import { type Deadlines, untilDeadline, waits } from './retry.js';
import { comparePositions, formatPosition, parsePosition, toStoredEvent } from './stored-event.js';
import { deliver } from './subscription.js';

/** What one request brings at most: events, and bytes of their data (one event more is what ends it). */
const most = { events: 500, bytes: 4_000_000 };
/**
 * A follower may lack what was just written or delivered, and one that led before may still be connected to. The server
 * heeds this in appends and reads, not in subscriptions, which may only be behind.
 */
const requiresLeader = true;

export interface EventStoreDbOptions extends Partial<Deadlines> {
  readonly outages?: OutageListener;
  /** What the names of our streams begin with, before the first hyphen; every stream counts as ours unless given. */
  readonly categories?: ReadonlySet<string>;
}

/**
 * EventStore on EventStoreDB 23.10 or later. Requests whose outcome is unknown are sent again, unchanged, until a
 * deadline: the server recognises the ids of an append that had landed.
 * @param url `esdb://…`, or `esdb+discover://…` for a cluster
 */
export class EventStoreDbEventStore extends EventStore {
  override readonly known = new KnownLog(comparePositions);
  private readonly connections: Connections;
  private readonly deadlines: Deadlines;
  private readonly outages: Outages;
  private readonly newestOwn: NewestOwn;
  private readonly closing = new AbortController();
  /** A connection broke: the next one may lead to a server that has not all that was read. */
  private unproven = false;

  constructor(
    url: string,
    private readonly options: EventStoreDbOptions = {},
  ) {
    super();
    this.outages = new Outages(options.outages);
    this.newestOwn = new NewestOwn(
      (from, count) => this.newestBefore(from, count),
      (event) => this.own(event),
    );
    this.connections = new Connections(url, () => this.known.broke());
    this.known.onBreak(() => {
      this.unproven = true;
      this.newestOwn.forget();
    });
    this.deadlines = { attemptMs: options.attemptMs ?? 2_000, totalMs: options.totalMs ?? 5_000 };
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const bytes = events.reduce((sum, { data, metadata }) => sum + jsonBytes(data) + jsonBytes(metadata), 0);
    if (bytes > maxAppendBytes) throw new AppendTooLarge(bytes);
    const revision = (expected === 'no-stream' ? -1n : expected) + BigInt(events.length);
    const proposed = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data, metadata: { ...metadata } }),
    );
    const expectedRevision: AppendExpectedRevision = expected === 'no-stream' ? NO_STREAM : expected;
    try {
      const { position } = await this.request(async (client, deadline) =>
        landedAt(
          revision,
          await client.appendToStream(stream, proposed, { expectedRevision, deadline, requiresLeader }),
        ),
      );
      const at = position ? formatPosition(position) : await this.positionOf(stream, revision);
      this.known.note({ position: at, id: events.at(-1)!.id });
      return { revision, position: at };
    } catch (error) {
      if (isWrongRevision(error)) throw new RevisionConflict(stream);
      if (isTooLarge(error)) throw new AppendTooLarge(bytes);
      throw error;
    }
  }

  /** An append that expects what is not there: only a server that takes appends refuses it so. */
  async rehearse(): Promise<void> {
    const [event, expectedRevision] = [jsonEvent({ type: 'Rehearsed', data: {} }), 0n];
    try {
      await this.request((client, deadline) =>
        client.appendToStream('rehearsal', [event], { expectedRevision, deadline }),
      );
    } catch (error) {
      if (!isWrongRevision(error)) throw error;
    }
  }

  async *read(
    stream: string,
    {
      from,
      limit = Number.POSITIVE_INFINITY,
      backwards = false,
    }: { from?: bigint; limit?: number; backwards?: boolean } = {},
  ): AsyncGenerator<StoredEvent, void, undefined> {
    let next: ReadRevision = from ?? (backwards ? END : START);
    for (let left = limit; left > 0; ) {
      const page = await this.page(stream, next, Math.min(left, most.events), backwards);
      for (const event of page.events) this.known.note(event);
      yield* page.events;
      const last = page.events.at(-1)?.revision;
      if (last === undefined || page.isLast || (backwards && last === 0n)) return;
      left -= page.events.length;
      next = backwards ? last - 1n : last + 1n;
    }
  }

  async *subscribe({
    after,
    signal,
  }: {
    after?: Position;
    signal: AbortSignal;
  }): AsyncGenerator<StoredEvent | CaughtUp, void, undefined> {
    const stop = AbortSignal.any([signal, this.closing.signal]);
    let position = after === undefined ? undefined : parsePosition(after);
    for (let drops = 0; !stop.aborted; drops++) {
      const connection = this.connections.separate();
      try {
        await unlessAborted(connection.ready(), stop);
        if (stop.aborted) break;
        await connection.use((client) => this.proveOn(client, this.deadlines.attemptMs));
        for await (const item of deliver(connection.client, position, stop, this.deadlines.attemptMs)) {
          if (this.unproven) await this.prove();
          drops = 0;
          this.outages.resumed(stop);
          if (item !== caughtUp) position = item.position;
          const delivered = item === caughtUp ? item : this.own(item);
          if (delivered && delivered !== caughtUp) this.known.note(delivered);
          if (delivered) yield delivered;
        }
      } catch (error) {
        if (isFinal(error)) throw error;
        this.known.broke();
        if (!stop.aborted) this.outages.broke(stop, error);
      } finally {
        connection.close();
        if (stop.aborted) this.outages.left(stop);
      }
      await pause(backOff(drops, waits), stop);
    }
  }

  compare(a: Position, b: Position): number {
    return comparePositions(a, b);
  }

  async head(): Promise<Position | undefined> {
    return this.newestOwn.find();
  }

  async idAt(position: Position): Promise<string | undefined> {
    return this.request((client, ms) => idAt(client, position, ms), false);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.connections.close();
  }

  private async page(stream: string, fromRevision: ReadRevision, maxCount: number, backwards: boolean) {
    const direction = backwards ? BACKWARDS : FORWARDS;
    const { items, cut } = await this.request((client, ms) =>
      collect(client.readStream(stream, { direction, fromRevision, maxCount, requiresLeader }), ms),
    ).catch((error: unknown) => {
      if (isStreamNotFound(error)) return { items: [], cut: false };
      throw error;
    });
    const events = items.map(({ event }) => {
      const stored = toStoredEvent(event);
      if (!stored) throw new Error(`stream ${stream} holds an event that is not ours`);
      return stored;
    });
    return { events, isLast: !cut && events.length < maxCount };
  }

  /** A server has one log for everybody: what others write into streams of their own is passed by. */
  private own(event: RecordedEvent | undefined): StoredEvent | undefined {
    const { categories } = this.options;
    if (event && categories && !categories.has(event.streamId.split('-', 1)[0]!)) return undefined;
    return toStoredEvent(event);
  }

  private async newestBefore(fromPosition: ReadPosition, maxCount: number) {
    const options = { direction: BACKWARDS, fromPosition, maxCount, requiresLeader } as const;
    const { items } = await this.request((client, ms) => collect(client.readAll(options), ms), false);
    return items as AllStreamResolvedEvent[];
  }

  private async positionOf(stream: string, revision: bigint): Promise<Position> {
    const {
      events: [event],
    } = await this.page(stream, revision, 1, false);
    if (!event) throw new WrongAnswer(`stream ${stream} does not hold what was appended`);
    return event.position;
  }

  /** Once after each break. @throws LogWentBack */
  private async prove(): Promise<void> {
    await this.request(async () => undefined);
  }

  /** @param proven whether the log must still hold what is known of it */
  private request<T>(send: (client: EventStoreDBClient, ms: number) => Promise<T>, proven = true): Promise<T> {
    return untilDeadline(this.deadlines, this.closing.signal, isFinal, async (ms) => {
      const connection = this.connections.current();
      try {
        return await inTime(ms, async (over) => {
          await connection.ready();
          over.throwIfAborted();
          return connection.use(async (client) => {
            if (proven && this.unproven) await this.proveShared(client, ms);
            over.throwIfAborted();
            return send(client, ms);
          });
        });
      } catch (error) {
        if (!isFinal(error)) {
          this.connections.retire(connection);
          this.known.broke();
        }
        throw error;
      }
    });
  }

  private async proveShared(client: EventStoreDBClient, ms: number): Promise<void> {
    const { breaks } = this.known;
    await this.proveOn(client, ms);
    if (this.known.breaks === breaks) this.unproven = false;
  }

  private async proveOn(client: EventStoreDBClient, ms: number): Promise<void> {
    const { newest } = this.known;
    if (newest && (await idAt(client, newest.position, ms)) !== newest.id) throw new LogWentBack(newest);
  }
}

const isFinal = (error: unknown): boolean => isRefusal(error) || error instanceof LogWentBack;

const idAt = async (client: EventStoreDBClient, position: Position, ms: number): Promise<string | undefined> => {
  const fromPosition = parsePosition(position);
  const options = { direction: FORWARDS, fromPosition, maxCount: 1, requiresLeader } as const;
  const { items } = await collect<AllStreamResolvedEvent>(client.readAll(options), ms);
  const stored = toStoredEvent(items[0]?.event);
  return stored?.position === position ? stored.id : undefined;
};

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const landedAt = (revision: bigint, result: AppendResult): AppendResult => {
  if (!result.success || result.nextExpectedRevision !== revision) {
    throw new WrongAnswer(`appended up to revision ${revision}, but the server answers ${result.nextExpectedRevision}`);
  }
  return result;
};

/** What is read in time, up to the page's bytes: `cut` says that more may follow. */
const collect = async <E extends { event?: { data: unknown } }>(reading: StreamingRead<E>, ms: number) => {
  reading.on('error', () => {});
  const timer = setTimeout(() => reading.destroy(new Error(`no answer within ${ms} ms`)), ms);
  try {
    const items: E[] = [];
    let bytes = 0;
    for await (const item of reading) {
      items.push(item as E);
      bytes += jsonBytes((item as E).event?.data ?? null);
      if (bytes >= most.bytes) return { items, cut: true };
    }
    return { items, cut: false };
  } finally {
    clearTimeout(timer);
    reading.cancel().catch(() => {});
  }
};
