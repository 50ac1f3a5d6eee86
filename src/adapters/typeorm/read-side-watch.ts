import type { EventStore, Position } from '../../application/ports/event-store.js';
import type { AnyReadModel, RowChange } from '../../application/ports/read-models.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { type Announcement, channel, toAnnouncement, type VersionId } from './announcements.js';
import type { ReadSideDatabase } from './data-source.js';
import type { RowCache } from './row-cache.js';
import { checkpoints } from './tables.js';
import { readOf } from './versions.js';

const recoveryMs = 2_000;

interface Waiter {
  readonly position: Position;
  readonly settle: (passed: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/** By version, see `idOf`. */
type Reached = Map<string, Position | null>;
type Listener = (changes: readonly RowChange[] | 'unknown') => void;

/** Milliseconds between two looks at the checkpoints while somebody waits, whether or not a commit was heard of. */
const lookEvery = 1_000;

/** Hears of every commit of the working instance, by NOTIFY, from the first wait or listener on. */
export class ReadSideWatch {
  private readonly waiters = new Set<Waiter>();
  private readonly listeners = new Set<Listener>();
  private readonly closing = new AbortController();
  private listening = false;
  private looking: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;
  private checkAgain = false;
  /**
   * How far the version of each model that is read has come, looked up and heard of ever since; undefined while something may have
   * been missed: the server may have lost what it was told to have reached.
   */
  private reached: Reached | undefined;
  /** What commits told since the last gap, for checkpoints that are being looked up. */
  private told = new Map<string, Position>();
  private gaps = 0;
  private readonly known: ReadonlySet<string>;
  /** How often the connection was lost, and how often it had been when rows were seen to be where the log is. */
  private losses = 0;
  private recoveredFrom = 0;
  private recovering: Promise<void> | undefined;

  constructor(
    private readonly database: ReadSideDatabase,
    private readonly store: EventStore,
    private readonly models: readonly AnyReadModel[],
    private readonly cache: RowCache,
  ) {
    this.known = new Set(models.map(({ name, version }) => idOf([name, version])));
  }

  waitFor(position: Position, withinMs: number): Promise<boolean> {
    this.listen();
    if (this.passed(position)) return Promise.resolve(true);
    return new Promise<boolean>((resolve, reject) => {
      const end = (outcome: () => void) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        if (this.waiters.size === 0) this.stopLooking();
        outcome();
      };
      const waiter: Waiter = {
        position,
        settle: (passed) => end(() => resolve(passed)),
        fail: (error) => end(() => reject(error)),
      };
      const timer = setTimeout(() => waiter.settle(false), withinMs);
      this.waiters.add(waiter);
      this.looking ??= setInterval(() => this.check(), lookEvery);
      if (!this.reached) this.check();
    });
  }

  private stopLooking(): void {
    clearInterval(this.looking);
    this.looking = undefined;
  }

  /**
   * After the connection was lost, rows are read only once they are where the log is: a server that crashed may have lost
   * the newest, although whoever wrote them has his answer.
   * @throws DependencyUnavailable when that takes longer than two seconds
   */
  async recovered(): Promise<void> {
    if (this.recoveredFrom === this.losses) return;
    this.recovering ??= this.recover().finally(() => {
      this.recovering = undefined;
    });
    await this.recovering;
  }

  private async recover(): Promise<void> {
    const { losses } = this;
    const head = await this.store.head();
    if (head !== undefined && !(await this.waitFor(head, recoveryMs))) throw new DependencyUnavailable('read models');
    this.recoveredFrom = losses;
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
        this.losses++;
        this.gap();
        this.cache.close();
      },
    };
    this.database.server.listen(channel, listener, this.closing.signal);
  }

  /**
   * The cache goes first: a waiter must not read rows from before its position. What is said of versions of other releases
   * concerns nobody here.
   */
  private hear({ changes: said, reached }: Announcement): void {
    const changes =
      said === 'unknown' ? said : said.filter(({ model, version }) => this.known.has(idOf([model, version])));
    this.cache.forget(changes);
    if (changes === 'unknown') {
      this.gap();
      this.check();
    }
    if (reached) this.advance(reached.versions.map((version) => [idOf(version), reached.position]));
    if (changes.length > 0) for (const listener of [...this.listeners]) listener(changes);
  }

  /** Something was missed: what was reached is to be looked up. */
  private gap(): void {
    this.gaps++;
    this.reached = undefined;
    this.told.clear();
  }

  private advance(commits: readonly (readonly [version: string, position: Position])[]): void {
    for (const [version, position] of commits) {
      this.told.set(version, this.later(position, this.told.get(version)));
      if (this.reached?.has(version)) this.reached.set(version, this.later(position, this.reached.get(version)));
    }
    this.wake();
  }

  private later(position: Position, known: Position | null | undefined): Position {
    return known && this.store.compare(known, position) > 0 ? known : position;
  }

  private wake(): void {
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
      const { gaps } = this;
      try {
        const found: Reached = new Map(await this.readPositions());
        if (gaps !== this.gaps) continue;
        for (const [version, position] of this.told) {
          if (found.has(version)) found.set(version, this.later(position, found.get(version)));
        }
        const passing = asked.filter(({ position }) => this.hasPassed(found, position));
        // The commits that let them pass may not have been heard of.
        if (passing.length > 0) this.cache.forget('unknown');
        for (const { settle } of passing) settle(true);
        if (this.cache.isOpen) this.reached = found;
        this.wake();
      } catch (error) {
        for (const { fail } of asked) fail(error);
      }
    }
    this.checking = undefined;
  }

  private passed(position: Position): boolean {
    return this.reached !== undefined && this.hasPassed(this.reached, position);
  }

  private hasPassed(reached: Reached, position: Position): boolean {
    const positions = [...reached.values()];
    return positions.length > 0 && positions.every((at) => at !== null && this.store.compare(at, position) >= 0);
  }

  /** Only what is read counts: waiters do not wait for a version that is being built, as queries on it are refused. */
  private async readPositions(): Promise<[version: string, position: Position | null][]> {
    const live = await orUnavailable(() => this.database.source.manager.findBy(checkpoints, { state: 'live' }));
    return readOf(this.models, live).map(({ model, version, position }) => [idOf([model, version]), position]);
  }
}

const idOf = ([model, version]: VersionId): string => `${version} ${model}`;
