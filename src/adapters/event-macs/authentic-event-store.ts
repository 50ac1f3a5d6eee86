import { EventMacs } from '../../application/core/event-mac.js';
import { ForwardingEventStore } from '../../application/core/forwarding-event-store.js';
import {
  type Appended,
  type CaughtUp,
  caughtUp,
  EventNotAuthentic,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '../../application/ports/event-store.js';

/** Told of an event that somebody wrote or altered without the key. */
export type Alarm = (event: StoredEvent) => void;

/**
 * An event store whose events bear a MAC. A stream with an event whose MAC is wrong, or lacks although MACs had begun, is not
 * read: nothing is decided upon it. Who follows the log is given such an event as one of a schema that nobody knows, and so
 * puts it aside.
 */
export class AuthenticEventStore extends ForwardingEventStore {
  /** Those who follow the log are given one event: it is judged once for all of them. */
  private readonly verdicts = new WeakMap<StoredEvent, boolean>();

  constructor(
    store: EventStore,
    private readonly macs: EventMacs,
    /** The last position without MACs; undefined: every event bears one. */
    private readonly beginsAfter: Position | undefined,
    private readonly alarm: Alarm,
  ) {
    super(store);
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

  private isAuthentic(event: StoredEvent): boolean {
    const isAuthentic = this.verdicts.get(event) ?? this.judged(event);
    this.verdicts.set(event, isAuthentic);
    if (!isAuthentic) this.alarm(event);
    return isAuthentic;
  }

  private judged(event: StoredEvent): boolean {
    const verdict = this.macs.judge(event);
    const isOld = () => this.beginsAfter !== undefined && this.compare(event.position, this.beginsAfter) <= 0;
    return verdict === 'valid' || (verdict === 'missing' && isOld());
  }
}

const ofUnknownSchema = (event: StoredEvent): StoredEvent => ({
  ...event,
  metadata: { ...event.metadata, schemaVersion: Number.MAX_SAFE_INTEGER },
});
