import { type EventStore, LogWentBack, type Place, type Position } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { pause } from '../resilience/abort.js';
import type { NewestEvent, NewestEventFile } from './newest-event-file.js';
import { type LogRecords, type Standing, stands } from './places.js';

/** Milliseconds between two looks while no connection breaks. */
const lookEvery = 1_000;
/** Milliseconds that a call waits for the next look. */
const patience = 5_000;

/** What was read from the log and does not stand in it. */
export interface Divergence {
  readonly missing: readonly Standing[];
  /** For readiness and the log, e.g. `the log went back from 160 to 124`. */
  readonly reason: string;
}

/**
 * Finds out when the log has lost its end, or is another one: at the start, after each break of a connection, and every
 * second it asks whether the newest event that this instance knows, and the event of each checkpoint, still stand there.
 * From a break until it knows, and as long as something is missing, nothing passes. An operator's acceptance is a new fork
 * among the records: then the log is taken as it is.
 */
export class LogGuard {
  private readonly closing = new AbortController();
  private readonly who = 'newest event of this instance';
  private looking: Promise<void> = Promise.resolve();
  private wake = new AbortController();
  private known: { readonly breaks: number; readonly divergence: Divergence | undefined } | undefined;
  private settled = Promise.withResolvers<void>();
  private checked: readonly Standing[] = [];
  private isWritten = true;

  constructor(
    private readonly store: EventStore,
    private readonly records: LogRecords,
    private readonly file: Pick<NewestEventFile, 'read' | 'write'>,
    private readonly log: Log,
  ) {}

  /** Looks once before anything else, then on and on. @throws DependencyUnavailable when log or records are away */
  async start(): Promise<void> {
    const { known } = this.store;
    const kept = await this.file.read();
    known.adopt(known.newest, await this.records.forks());
    if (kept && kept.epoch >= known.epoch) known.adopt(kept);
    known.onBreak(() => this.wake.abort());
    await this.look();
    this.looking = this.lookOnAndOn();
  }

  /** Everything that was looked for at the last look. */
  get standings(): readonly Standing[] {
    return this.checked;
  }

  /** What is missing, as far as the last look found. */
  get divergence(): Divergence | undefined {
    return this.known?.divergence;
  }

  /**
   * Passes at once while nothing broke since the last look, else after the next one.
   * @throws LogWentBack; DependencyUnavailable when there was none within 5 s
   */
  async pass(): Promise<void> {
    const end = performance.now() + patience;
    while (!this.isSure) await this.nextLook(end - performance.now());
    const { divergence } = this.known!;
    if (divergence) throw new LogWentBack(divergence.missing[0]!);
  }

  /** Waits, however long that is, until the log holds all that is known. Resolves also when `signal` aborts. */
  async passes(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (!this.isSure || this.divergence)) {
      const { promise } = this.settled;
      const aborting = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      await Promise.race([promise, aborting]);
    }
  }

  async stop(): Promise<void> {
    this.closing.abort();
    await this.looking;
  }

  private get isSure(): boolean {
    return this.known?.breaks === this.store.known.breaks;
  }

  private async nextLook(withinMs: number): Promise<void> {
    const { promise } = this.settled;
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => late.resolve(true), Math.max(0, withinMs));
    const isLate = await Promise.race([promise, late.promise]);
    clearTimeout(timer);
    if (isLate) throw new DependencyUnavailable('event store');
  }

  private async lookOnAndOn(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      this.wake = new AbortController();
      if (this.isSure) await pause(lookEvery, AbortSignal.any([signal, this.wake.signal]));
      if (signal.aborted) return;
      // While a server is away there is nothing to say: others say it.
      await this.look().catch(() => pause(100, signal));
    }
  }

  private async look(): Promise<void> {
    await this.takeOverForks();
    if (this.isSure && !this.divergence) await this.noteHead();
    const { breaks, newest } = this.store.known;
    const standings = await this.records.standings((position) => this.store.idAt(position));
    const all = newest ? [{ ...newest, who: this.who }, ...standings] : standings;
    const held = new Map<string, Promise<boolean>>();
    const holds = (each: Standing) => {
      const place = `${each.position} ${each.id}`;
      held.set(place, held.get(place) ?? stands(this.store, each));
      return held.get(place)!;
    };
    const found = await Promise.all(all.map(holds));
    const missing = all.filter((_, n) => !found[n]);
    const divergence = missing.length > 0 ? { missing, reason: await this.reasonOf(missing) } : undefined;
    this.checked = all;
    if (divergence?.reason !== this.divergence?.reason) this.tell(divergence);
    this.known = { breaks, divergence };
    const { resolve } = this.settled;
    this.settled = Promise.withResolvers();
    resolve();
    if (newest) await this.write({ ...newest, epoch: this.store.known.epoch });
  }

  /** A full disk ends nothing: a start on an older copy of everything would go unnoticed, which is said once. */
  private async write(newest: NewestEvent): Promise<void> {
    try {
      await this.file.write(newest);
      this.isWritten = true;
    } catch (error) {
      if (this.isWritten) this.log('warn', 'newest event not written', { error });
      this.isWritten = false;
    }
  }

  /** What an operator accepted: all that is remembered goes, and the log is taken as it is now. */
  private async takeOverForks(): Promise<void> {
    const forks = await this.records.forks();
    if ((forks.at(-1)?.epoch ?? 0) <= this.store.known.epoch) return;
    const head = await this.head();
    this.store.known.adopt(head, forks);
    this.log('warn', 'the loss of events was accepted: the log is taken as it is', {
      epoch: this.store.known.epoch,
      head: head?.position,
    });
  }

  /** What others appended counts too: also an instance that had nothing to do finds its loss. */
  private async noteHead(): Promise<void> {
    const { known } = this.store;
    const { breaks } = known;
    const head = await this.head();
    if (head && known.breaks === breaks) known.note(head);
  }

  private async head(): Promise<Place | undefined> {
    const position = await this.store.head();
    const id = position === undefined ? undefined : await this.store.idAt(position);
    return position !== undefined && id !== undefined ? { position, id } : undefined;
  }

  private async reasonOf(missing: readonly Standing[]): Promise<string> {
    const head = await this.store.head();
    const { position } = missing.reduce((a, b) => (this.isBeyond(b.position, a.position) ? b : a));
    return head === undefined || this.isBeyond(position, head)
      ? `the log went back from ${position} to ${head ?? 'nothing'}`
      : `the log holds another event at ${missing[0]!.position} than the one that was read there`;
  }

  /** A position that this store cannot read is beyond every other. */
  private isBeyond(a: Position, b: Position): boolean {
    try {
      return this.store.compare(a, b) > 0;
    } catch {
      return true;
    }
  }

  private tell(divergence: Divergence | undefined): void {
    if (divergence) this.log('error', divergence.reason, { missing: divergence.missing });
    else this.log('info', 'the log holds everything again that was read from it');
  }
}
