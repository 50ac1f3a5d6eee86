import type { DataSource } from 'typeorm';
import type { EventStore, Position } from '../../application/ports/event-store.js';
import type { AnyReadModel, RowChange } from '../../application/ports/read-models.js';
import { channel } from './commit-batch.js';
import { type Log, listen, reaching } from './connection.js';
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
  private listening: Promise<void> | undefined;
  private checking: Promise<void> | undefined;
  private checkAgain = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly models: readonly AnyReadModel[],
    private readonly log: Log,
  ) {}

  waitFor(position: Position, withinMs: number): Promise<boolean> {
    this.listen();
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
      this.check();
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
    await this.listening;
    await this.checking;
  }

  private listen(): void {
    this.listening ??= listen(this.dataSource, channel, this.closing.signal, this.log, {
      connected: () => this.changed('unknown'),
      hear: (payload) => this.changed(payload === 'unknown' ? 'unknown' : toChanges(payload)),
    });
  }

  private changed(changes: readonly RowChange[] | 'unknown'): void {
    this.check();
    if (changes.length > 0) for (const listener of [...this.listeners]) listener(changes);
  }

  /** One look at the checkpoints answers all who wait; what comes up meanwhile is answered by one more. */
  private check(): void {
    if (this.waiters.size === 0) return;
    this.checkAgain = true;
    this.checking ??= this.checkWhileAsked();
  }

  private async checkWhileAsked(): Promise<void> {
    while (this.checkAgain && this.waiters.size > 0) {
      this.checkAgain = false;
      const asked = [...this.waiters];
      try {
        const positions = await this.livePositions();
        for (const { position, settle } of asked) if (this.passed(positions, position)) settle(true);
      } catch (error) {
        for (const { fail } of asked) fail(error);
      }
    }
    this.checking = undefined;
  }

  private passed(positions: readonly (Position | null)[], position: Position): boolean {
    return positions.length > 0 && positions.every((at) => at !== null && this.store.compare(at, position) >= 0);
  }

  /** A model that is built for the first time keeps nobody waiting: whoever asks it is told. */
  private async livePositions(): Promise<(Position | null)[]> {
    const live = await reaching(this.dataSource.manager.findBy(checkpoints, { state: 'live' }));
    const names = new Set(this.models.map(({ name }) => name));
    return live.filter(({ model }) => names.has(model)).map(({ position }) => position);
  }
}

const toChanges = (payload: string): RowChange[] =>
  (JSON.parse(payload) as [string, string][]).map(([model, key]) => ({ model, key }));
