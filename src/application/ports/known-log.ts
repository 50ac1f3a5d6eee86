import type { Place, Position } from './event-store.js';

/**
 * What one instance knows of a log. A log has one order that never changes: as long as it holds the newest event that was
 * read from it or appended to it, everything that was read stands in it too.
 */
export class KnownLog {
  private readonly listeners = new Set<() => void>();
  private at: Place | undefined;
  private broken = 0;

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

  /** From now on only this is known: the log is another one, or has lost its end, and that is accepted. */
  adopt(place: Place | undefined): void {
    this.at = place;
    this.broke();
  }

  /** A connection broke: what is remembered of the log may not be so any more. */
  broke(): void {
    this.broken++;
    for (const listener of [...this.listeners]) listener();
  }

  /** Calls `listener` at each break, before anything else is read. Answers how to stop it. */
  onBreak(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
