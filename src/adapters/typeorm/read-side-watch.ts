import type { EventStore, Position } from '../../application/ports/event-store.js';
import type { AnyReadModel, RowChange } from '../../application/ports/read-models.js';
import { inTimeOrUnavailable } from '../postgres-server/errors.js';
import { type Announcement, channel, toAnnouncement } from './announcements.js';
import type { ReadSideDatabase } from './data-source.js';
import type { RowCache } from './row-cache.js';
import { checkpoints } from './tables.js';

interface Waiter {
  readonly position: Position;
  readonly settle: (passed: boolean) => void;
  readonly fail: (error: unknown) => void;
}

type Listener = (changes: readonly RowChange[] | 'unknown') => void;

/** Hears of every commit of the working instance, by NOTIFY, from the first wait or listener on. */
export class ReadSideWatch {
  private readonly waiters = new Set<Waiter>();
  private readonly listeners = new Set<Listener>();
  private readonly closing = new AbortController();
  private listening = false;
  private checking: Promise<void> | undefined;
  private checkAgain = false;
  /** Whether `reached` is true now: nothing was missed since it was looked up. */
  private known = false;
  /** How far the live version of each model has come, as far as this instance has heard or looked. */
  private reached = new Map<string, Position | null>();

  constructor(
    private readonly database: ReadSideDatabase,
    private readonly store: EventStore,
    private readonly models: readonly AnyReadModel[],
    private readonly cache: RowCache,
  ) {}

  waitFor(position: Position, withinMs: number): Promise<boolean> {
    this.listen();
    if (this.known && this.passed(position)) return Promise.resolve(true);
    return new Promise<boolean>((resolve, reject) => {
      const end = (outcome: () => void) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        outcome();
      };
      const waiter: Waiter = {
        position,
        settle: (passed) => end(() => resolve(passed)),
        fail: (error) => end(() => reject(error)),
      };
      const timer = setTimeout(() => waiter.settle(false), withinMs);
      this.waiters.add(waiter);
      if (!this.known) this.check();
    });
  }

  onChange(listener: Listener): () => void {
    this.listen();
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closing.abort();
    for (const waiter of this.waiters) waiter.settle(false);
    await this.checking;
  }

  /** From the first call on. */
  listen(): void {
    if (this.listening) return;
    this.listening = true;
    const listener = {
      connected: () => {
        this.cache.open();
        this.hear({ changes: 'unknown' });
      },
      hear: (payload: string) => this.hear(toAnnouncement(payload)),
      lost: () => {
        this.known = false;
        this.cache.close();
      },
    };
    this.database.server.listen(channel, listener, this.closing.signal);
  }

  /** The cache goes first: a waiter must not read rows from before its position. */
  private hear({ changes, reached }: Announcement): void {
    this.cache.forget(changes);
    if (changes === 'unknown') {
      this.known = false;
      this.check();
    }
    if (reached) this.advance(reached.models.map((model) => [model, reached.position]));
    if (changes.length > 0) for (const listener of [...this.listeners]) listener(changes);
  }

  private advance(reached: readonly (readonly [model: string, position: Position | null])[]): void {
    for (const [model, position] of reached) {
      const known = this.reached.get(model) ?? null;
      const later = position !== null && (known === null || this.store.compare(position, known) > 0);
      this.reached.set(model, later ? position : known);
    }
    for (const { position, settle } of [...this.waiters]) if (this.passed(position)) settle(true);
  }

  /** One look at the checkpoints answers every waiter; those who ask meanwhile share the next look. */
  private check(): void {
    this.checkAgain = true;
    this.checking ??= this.checkWhileAsked();
  }

  private async checkWhileAsked(): Promise<void> {
    while (this.checkAgain && !this.closing.signal.aborted) {
      this.checkAgain = false;
      const asked = [...this.waiters];
      try {
        const live = await this.livePositions();
        const names = new Set(live.map(([model]) => model));
        for (const model of this.reached.keys()) if (!names.has(model)) this.reached.delete(model);
        this.advance(live);
        this.known = this.cache.isOpen && !this.checkAgain;
      } catch (error) {
        for (const { fail } of asked) fail(error);
      }
    }
    this.checking = undefined;
  }

  private passed(position: Position): boolean {
    const positions = [...this.reached.values()];
    return positions.length > 0 && positions.every((at) => at !== null && this.store.compare(at, position) >= 0);
  }

  /** Only live models count: waiters do not wait for one in its first build; queries on it answer `projection.lagging`. */
  private async livePositions(): Promise<[model: string, position: Position | null][]> {
    const live = await inTimeOrUnavailable(() => this.database.source.manager.findBy(checkpoints, { state: 'live' }));
    const names = new Set(this.models.map(({ name }) => name));
    return live.filter(({ model }) => names.has(model)).map(({ model, position }) => [model, position]);
  }
}
