import type { Position } from '../../application/ports/event-store.js';
import type { KnownLog } from '../../application/ports/known-log.js';
import type { PostgresServer } from '../postgres-server/server.js';

/** A listener that is away, or a notification that is lost, delays an event by no more than this (milliseconds). */
const longestWait = 1_000;

/** Wakes subscriptions when something was appended, by any process. */
export class AppendListener {
  private readonly sleepers = new Set<() => void>();
  private appended = 0;
  private listening = false;

  constructor(
    private readonly server: PostgresServer,
    private readonly known: KnownLog,
    /** Whether the event at a position needs no wake-up. */
    private readonly isKnown: (position: Position) => Promise<boolean>,
    private readonly closing: AbortSignal,
  ) {}

  /** Whether anybody has asked for wake-ups. */
  get isFollowed(): boolean {
    return this.listening;
  }

  /** Counts the wake-ups so far: read it before looking for events, so that none can fall between looking and waiting. */
  get wakeUps(): number {
    this.listen();
    return this.appended;
  }

  /** Resolves when something may have been appended since `seen`, when `signal` aborts, or after a second at the latest. */
  wait(seen: number, signal: AbortSignal): Promise<void> {
    if (this.appended !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.sleepers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, longestWait);
      this.sleepers.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    const listener = {
      hear: (payload: string) => void this.hear(payload).catch(() => this.wake()),
      connected: () => this.wake(),
      lost: () => this.known.broke(),
    };
    this.server.listen('events_appended', listener, this.closing);
  }

  /** The payload is the log's newest position; what it says else is of another version of this code. */
  private async hear(payload: string): Promise<void> {
    if (!/^\d{1,18}$/.test(payload) || !(await this.isKnown(payload))) this.wake();
  }

  /** Something may have been appended. */
  wake(): void {
    this.appended++;
    for (const done of [...this.sleepers]) done();
  }
}
