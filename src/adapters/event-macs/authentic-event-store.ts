import { EventMacs } from '../../application/core/event-mac.js';
import {
  type Appended,
  type CaughtUp,
  caughtUp,
  EventNotAuthentic,
  EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '../../application/ports/event-store.js';
import type { KnownLog } from '../../application/ports/known-log.js';

/** Told of an event that somebody wrote or altered without the key. */
export type Alarm = (event: StoredEvent) => void;

/**
 * An event store whose events bear a MAC. A stream with an event whose MAC is wrong, or lacks although MACs had begun, is not
 * read: nothing is decided upon it. Who follows the log is given such an event as one of a schema that nobody knows, and so
 * puts it aside.
 */
export class AuthenticEventStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly macs: EventMacs,
    /** The last position without MACs; undefined: every event bears one. */
    private readonly beginsAfter: Position | undefined,
    private readonly alarm: Alarm,
  ) {
    super();
  }

  override get known(): KnownLog {
    return this.store.known;
  }

  override append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const first = expected === 'no-stream' ? 0n : expected + 1n;
    const authentic = events.map((event, n) => this.macs.add(event, stream, first + BigInt(n)));
    return this.store.append(stream, expected, authentic);
  }

  /** @throws EventNotAuthentic */
  override async *read(
    stream: string,
    options?: { from?: bigint; limit?: number; backwards?: boolean },
  ): AsyncIterable<StoredEvent> {
    for await (const event of this.store.read(stream, options)) {
      if (!this.isAuthentic(event)) throw new EventNotAuthentic(event);
      yield event;
    }
  }

  override async *subscribe(options: { after?: Position; signal: AbortSignal }): AsyncIterable<StoredEvent | CaughtUp> {
    for await (const event of this.store.subscribe(options))
      yield event === caughtUp || this.isAuthentic(event) ? event : ofUnknownSchema(event);
  }

  override compare(a: Position, b: Position): number {
    return this.store.compare(a, b);
  }

  override distance(from: Position | null, to: Position): number | undefined {
    return this.store.distance(from, to);
  }

  override head(): Promise<Position | undefined> {
    return this.store.head();
  }

  override idAt(position: Position): Promise<string | undefined> {
    return this.store.idAt(position);
  }

  override rehearse(): Promise<void> {
    return this.store.rehearse();
  }

  override close(): Promise<void> {
    return this.store.close();
  }

  private isAuthentic(event: StoredEvent): boolean {
    const verdict = this.macs.judge(event);
    const isOld = this.beginsAfter !== undefined && this.compare(event.position, this.beginsAfter) <= 0;
    const isAuthentic = verdict === 'valid' || (verdict === 'missing' && isOld);
    if (!isAuthentic) this.alarm(event);
    return isAuthentic;
  }
}

const ofUnknownSchema = (event: StoredEvent): StoredEvent => ({
  ...event,
  metadata: { ...event.metadata, schemaVersion: Number.MAX_SAFE_INTEGER },
});
