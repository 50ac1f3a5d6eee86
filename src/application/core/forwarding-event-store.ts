import {
  type Appended,
  type CaughtUp,
  EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '../ports/event-store.js';
import type { KnownLog } from '../ports/known-log.js';

/** An event store that hands everything on to another one: who adds to some of it extends this. */
export abstract class ForwardingEventStore extends EventStore {
  constructor(protected readonly store: EventStore) {
    super();
  }

  override get known(): KnownLog {
    return this.store.known;
  }

  override append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    return this.store.append(stream, expected, events);
  }

  override read(
    stream: string,
    options?: { from?: bigint; limit?: number; backwards?: boolean },
  ): AsyncIterable<StoredEvent> {
    return this.store.read(stream, options);
  }

  override subscribe(options: { after?: Position; signal: AbortSignal }): AsyncIterable<StoredEvent | CaughtUp> {
    return this.store.subscribe(options);
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
}
