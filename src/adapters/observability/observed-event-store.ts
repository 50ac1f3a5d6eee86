import {
  type Appended,
  AppendTooLarge,
  type CaughtUp,
  EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  RevisionConflict,
  type StoredEvent,
} from '../../application/ports/event-store.js';
import type { KnownLog } from '../../application/ports/known-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Metrics } from './metrics.js';
import type { WriteWatch } from './write-watch.js';

export type AppendSpan = <T>(stream: string, events: readonly NewEvent[], append: () => Promise<T>) => Promise<T>;

const untraced: AppendSpan = (_stream, _events, append) => append();

/**
 * An event store whose appends are timed, counted and traced. Every `conflict` but a command's twentieth is followed by
 * another decision on fresh state: the retries of the CommandRunner.
 */
export class ObservedEventStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly metrics: Metrics,
    private readonly writes: Pick<WriteWatch, 'appended' | 'doubt'>,
    private readonly span: AppendSpan = untraced,
  ) {
    super();
  }

  override get known(): KnownLog {
    return this.store.known;
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const end = this.metrics.appends.startTimer({ category: stream.split('-', 1)[0]! });
    try {
      const appended = await this.span(stream, events, () => this.store.append(stream, expected, events));
      end({ outcome: 'appended' });
      this.writes.appended();
      for (const { type } of events) this.metrics.events.inc({ type });
      return appended;
    } catch (error) {
      const outcome = outcomeOf(error);
      end({ outcome });
      if (outcome === 'unavailable' || outcome === 'failed') this.writes.doubt();
      throw error;
    }
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

  override distance(from: Position | null, to: Position): number | undefined {
    return this.store.distance(from, to);
  }

  override compare(a: Position, b: Position): number {
    return this.store.compare(a, b);
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

const outcomeOf = (error: unknown) => {
  if (error instanceof RevisionConflict) return 'conflict';
  if (error instanceof DependencyUnavailable) return 'unavailable';
  return error instanceof AppendTooLarge ? 'too-large' : 'failed';
};
