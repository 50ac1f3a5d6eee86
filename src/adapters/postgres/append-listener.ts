import pg from 'pg';
import { pause } from './event-store-abort.js';
import { postgresDeadline } from './pool.js';

/** A listener that is away, or a notification that is lost, delays an event by no more than this (milliseconds). */
const longestWait = 1_000;
const heartbeat = 10_000;
const backOff = { first: 100, most: 5_000 };

/**
 * Wakes subscriptions when something was appended, by any process: one connection that LISTENs, watched by a heartbeat
 * and opened again with back-off when it breaks.
 */
export class AppendListener {
  private readonly sleepers = new Set<() => void>();
  private appended = 0;
  private running: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly closing: AbortSignal,
  ) {}

  /** Counts the wake-ups so far: read it before looking for events, so that none can fall between looking and waiting. */
  get wakeUps(): number {
    this.running ??= this.run();
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

  /** Resolves when the connection is closed; `closing` must have aborted. */
  async ended(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    for (let delay = backOff.first; !this.closing.aborted; delay = Math.min(delay * 2, backOff.most)) {
      await this.listen(() => {
        delay = backOff.first;
      }).catch(() => {});
      if (!this.closing.aborted) await pause(delay, this.closing);
    }
  }

  /** Listens until the connection breaks. */
  private async listen(connected: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'realname listener',
      connectionTimeoutMillis: postgresDeadline,
      query_timeout: postgresDeadline,
      keepAlive: true,
    });
    const gone = new AbortController();
    const until = AbortSignal.any([gone.signal, this.closing]);
    client.on('error', () => gone.abort());
    client.on('end', () => gone.abort());
    client.on('notification', () => this.wake());
    try {
      await client.connect();
      await client.query('listen events_appended');
      connected();
      this.wake();
      while (!until.aborted) {
        await pause(heartbeat, until);
        if (!until.aborted) await client.query('select 1');
      }
    } finally {
      await client.end().catch(() => {});
    }
  }

  private wake(): void {
    this.appended++;
    for (const done of [...this.sleepers]) done();
  }
}
