import { ForwardingEventStore } from '../../application/core/forwarding-event-store.js';
import {
  type Appended,
  type CaughtUp,
  caughtUp,
  type EventStore,
  type ExpectedRevision,
  LogWentBack,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '../../application/ports/event-store.js';
import type { LogGuard } from './log-guard.js';

/**
 * An event store of which nothing is read, delivered or appended unless the log holds all that is known of it. `head` alone
 * is answered in any case.
 */
export class GuardedEventStore extends ForwardingEventStore {
  constructor(
    store: EventStore,
    readonly guard: LogGuard,
  ) {
    super(store);
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    await this.guard.pass();
    return this.store.append(stream, expected, events);
  }

  override async *read(
    stream: string,
    options?: { from?: bigint; limit?: number; backwards?: boolean },
  ): AsyncIterable<StoredEvent> {
    await this.guard.pass();
    yield* this.store.read(stream, options);
  }

  /** Waits while something is missing; ends with LogWentBack when its loss was accepted: `after` may be of what was lost. */
  override async *subscribe(options: { after?: Position; signal: AbortSignal }): AsyncIterable<StoredEvent | CaughtUp> {
    const { signal } = options;
    const { epoch } = this.known;
    let { after } = options;
    while (!signal.aborted) {
      await this.guard.passes(signal);
      if (this.known.epoch !== epoch) throw new LogWentBack({ position: after ?? '', id: '' });
      const broken = new AbortController();
      const deaf = this.known.onBreak(() => broken.abort());
      try {
        const within = { ...(after !== undefined && { after }), signal: AbortSignal.any([signal, broken.signal]) };
        for await (const item of this.store.subscribe(within)) {
          if (broken.signal.aborted) break;
          if (item !== caughtUp) after = item.position;
          yield item;
        }
        if (!broken.signal.aborted) return;
      } catch (error) {
        if (!(error instanceof LogWentBack)) throw error;
        this.known.broke();
      } finally {
        deaf();
      }
    }
  }

  override async idAt(position: Position): Promise<string | undefined> {
    await this.guard.pass();
    return this.store.idAt(position);
  }

  override async rehearse(): Promise<void> {
    await this.guard.pass();
    await this.store.rehearse();
  }

  override async close(): Promise<void> {
    await this.guard.stop();
    await this.store.close();
  }
}
