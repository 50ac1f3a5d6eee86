import { LogWentBack, type Place, type Position } from './event-store.js';

/** A loss of the log's end that an operator accepted. */
export interface Fork {
  /** Counts them from 1. */
  readonly epoch: number;
  /** The newest position that surely survived; undefined: none was known. */
  readonly survivor: Position | undefined;
}

/**
 * What one instance knows of a log. A log has one order that never changes: as long as it holds the newest event that was
 * read from it or appended to it, everything that was read stands in it too.
 */
export class KnownLog {
  private readonly listeners = new Set<() => void>();
  private at: Place | undefined;
  private broken = 0;
  private accepted: readonly Fork[] = [];

  constructor(private readonly compare: (a: Position, b: Position) => number) {}

  /** The newest event that was read or appended here; undefined: none yet. */
  get newest(): Place | undefined {
    return this.at;
  }

  /** How often a connection broke: what was read before the last time is to be proved again. */
  get breaks(): number {
    return this.broken;
  }

  note({ position, id }: Place): void {
    if (this.at === undefined || this.compare(position, this.at.position) > 0) this.at = { position, id };
  }

  /** Oldest first. */
  get forks(): readonly Fork[] {
    return this.accepted;
  }

  /** How many losses were accepted. */
  get epoch(): number {
    return this.accepted.at(-1)?.epoch ?? 0;
  }

  /** From now on only this is known of the log, after `forks`. */
  adopt(place: Place | undefined, forks: readonly Fork[] = this.accepted): void {
    this.at = place;
    this.accepted = forks;
    this.broke();
  }

  /** A connection broke: what is remembered of the log may not be so any more. */
  broke(): void {
    this.broken++;
    for (const listener of [...this.listeners]) listener();
  }

  /** The log does not hold an event that is known of it: a break, and what to throw. */
  wentBack(missing: Place): LogWentBack {
    this.broke();
    return new LogWentBack(missing);
  }

  /** Calls `listener` at each break, before anything else is read. Answers how to stop it. */
  onBreak(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
