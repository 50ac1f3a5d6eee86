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
    private readonly closing: AbortSignal,
  ) {}

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
    const wake = () => this.wake();
    this.server.listen(
      'events_appended',
      { hear: wake, connected: wake, lost: () => this.known.broke() },
      this.closing,
    );
  }

  private wake(): void {
    this.appended++;
    for (const done of [...this.sleepers]) done();
  }
}
