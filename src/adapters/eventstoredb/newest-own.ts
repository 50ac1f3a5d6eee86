import { type AllStreamResolvedEvent, END, type ReadPosition } from '@eventstore/db-client';
import type { Position, StoredEvent } from '../../application/ports/event-store.js';
import { comparePositions, formatPosition } from './stored-event.js';

/** Events that are read back at once: the newest first, and more where none of them is ours. */
const pages = { first: 50, more: 1_000 };

type Event = AllStreamResolvedEvent['event'];

/** Finds the newest event of ours. What others wrote above it, however much, is passed once. */
export class NewestOwn {
  private passed: { readonly upTo: Position; readonly head: Position | undefined } | undefined;
  private forgotten = 0;

  constructor(
    private readonly before: (from: ReadPosition, count: number) => Promise<AllStreamResolvedEvent[]>,
    private readonly toOwn: (event: Event) => StoredEvent | undefined,
  ) {}

  async find(): Promise<Position | undefined> {
    const passed = this.passed;
    const forgotten = this.forgotten;
    let upTo: Position | undefined;
    const found = (head: Position | undefined) => {
      if (upTo !== undefined && this.forgotten === forgotten) this.passed = { upTo, head };
      return head;
    };
    let from: ReadPosition | undefined = END;
    for (let count = pages.first; from; count = pages.more) {
      const items: AllStreamResolvedEvent[] = await this.before(from, count);
      for (const { event } of items) {
        const position = event?.position && formatPosition(event.position);
        upTo ??= position;
        if (passed && position && comparePositions(position, passed.upTo) <= 0) return found(passed.head);
        const own = this.toOwn(event);
        if (own) return found(own.position);
      }
      from = items.at(-1)?.event?.position;
    }
    return found(undefined);
  }

  /** The log may be another one now. */
  forget(): void {
    this.passed = undefined;
    this.forgotten++;
  }
}
