import {
  type Appended,
  type CaughtUp,
  caughtUp,
  EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  RevisionConflict,
  type StoredEvent,
} from '../../../src/application/ports/event-store.js';
import { KnownLog } from '../../../src/application/ports/known-log.js';
import { rawOf } from '../raw-json.js';

/** A log in memory. Later positions sort first as texts, so that whoever compares them as such is found out. */
export class MemoryEventStore extends EventStore {
  readonly events: StoredEvent[] = [];
  override readonly known = new KnownLog((a, b) => this.compare(a, b));
  private appended = new AbortController();

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const present = this.events.filter((event) => event.stream === stream);
    const from = expected === 'no-stream' ? 0 : Number(expected) + 1;
    const repeated = events.every(({ id }, at) => present[from + at]?.id === id);
    if (!repeated) {
      const ids = new Set(events.map(({ id }) => id));
      if (present.length !== from || this.events.some(({ id }) => ids.has(id))) throw new RevisionConflict(stream);
      for (const [at, event] of events.entries()) {
        const position = this.positionAt(this.events.length);
        this.events.push({
          ...structuredClone(event),
          stream,
          revision: BigInt(from + at),
          position,
          raw: rawOf(event),
        });
      }
      const { appended } = this;
      this.appended = new AbortController();
      appended.abort();
    }
    const last = this.events.filter((event) => event.stream === stream)[from + events.length - 1]!;
    return { revision: last.revision, position: last.position };
  }

  override async *read(
    stream: string,
    options: { from?: bigint; limit?: number; backwards?: boolean } = {},
  ): AsyncIterable<StoredEvent> {
    const { from, limit, backwards = false } = options;
    const found = this.events.filter(
      (event) =>
        event.stream === stream &&
        (from === undefined || (backwards ? event.revision <= from : event.revision >= from)),
    );
    yield* (backwards ? found.reverse() : found).slice(0, limit);
  }

  override async *subscribe({
    after,
    signal,
  }: {
    after?: Position;
    signal: AbortSignal;
  }): AsyncIterable<StoredEvent | CaughtUp> {
    let next = after === undefined ? 0 : this.indexOf(after) + 1;
    const present = this.events.length;
    let said = false;
    while (!signal.aborted) {
      if (next >= present && !said) {
        said = true;
        yield caughtUp;
      } else if (next < this.events.length) yield this.events[next++]!;
      else await abortOf(AbortSignal.any([signal, this.appended.signal]));
    }
  }

  override compare(a: Position, b: Position): number {
    return this.indexOf(a) - this.indexOf(b);
  }

  override distance(from: Position | null, to: Position): number {
    return this.indexOf(to) - (from === null ? -1 : this.indexOf(from));
  }

  override async head(): Promise<Position | undefined> {
    return this.events.at(-1)?.position;
  }

  override async idAt(position: Position): Promise<string | undefined> {
    return this.events.find((event) => event.position === position)?.id;
  }

  override async rehearse(): Promise<void> {}

  override async close(): Promise<void> {}

  /** Loses its newest events, as a server does that a standby takes over from; whoever reads it is told. */
  lose(count: number): StoredEvent[] {
    const lost = this.events.splice(this.events.length - count);
    this.known.broke();
    return lost;
  }

  private positionAt(index: number): Position {
    return `@${1_000_000 - index}`;
  }

  private indexOf(position: Position): number {
    return 1_000_000 - Number(position.slice(1));
  }
}

const abortOf = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
