import { ForwardingEventStore } from '../../application/core/forwarding-event-store.js';
import {
  type Appended,
  AppendTooLarge,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  RevisionConflict,
} from '../../application/ports/event-store.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Metrics } from './metrics.js';
import type { WriteWatch } from './write-watch.js';

export type AppendSpan = <T>(stream: string, events: readonly NewEvent[], append: () => Promise<T>) => Promise<T>;

const untraced: AppendSpan = (_stream, _events, append) => append();

/**
 * An event store whose appends are timed, counted and traced. Every `conflict` but a command's twentieth is followed by
 * another decision on fresh state: the retries of the CommandRunner.
 */
export class ObservedEventStore extends ForwardingEventStore {
  constructor(
    store: EventStore,
    private readonly metrics: Metrics,
    private readonly writes: Pick<WriteWatch, 'appended' | 'doubt'>,
    private readonly span: AppendSpan = untraced,
  ) {
    super(store);
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
}

const outcomeOf = (error: unknown) => {
  if (error instanceof RevisionConflict) return 'conflict';
  if (error instanceof DependencyUnavailable) return 'unavailable';
  return error instanceof AppendTooLarge ? 'too-large' : 'failed';
};
