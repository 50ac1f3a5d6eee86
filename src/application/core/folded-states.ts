import type { Instant } from '../../domain/shared/instant.js';
import type { Position } from '../ports/event-store.js';

/** A stream as far as it was folded. */
export interface Folded<S> {
  readonly state: S;
  /** Revision of the last event; -1 for a stream that does not exist. */
  readonly revision: bigint;
  readonly lastAt: Instant | undefined;
  readonly lastPosition: Position | undefined;
  /** Where the last event of each command stands. Shared by the folds of a stream and only added to: what landed, landed. */
  readonly commands: Map<string, Position>;
}

const maxEntries = 10_000;
/** A state holds personal values opened: it stays no longer than an opened data key (P2). */
const maxAgeMs = 60_000;

/** Bounded memory of folded streams: a head start for the next command, never an answer by itself. */
export class FoldedStates {
  private readonly entries = new Map<string, { readonly folded: Folded<unknown>; readonly until: number }>();

  get<S>(stream: string): Folded<S> | undefined {
    const entry = this.entries.get(stream);
    if (entry === undefined) return undefined;
    this.entries.delete(stream);
    if (entry.until < performance.now()) return undefined;
    this.entries.set(stream, entry);
    return entry.folded as Folded<S>;
  }

  /**
   * Keeps the newer of two. The age counts from the first fold from the log on: what was opened then is forgotten in time.
   */
  set(stream: string, folded: Folded<unknown>): void {
    const known = this.entries.get(stream);
    if (known && known.folded.revision > folded.revision) return;
    const until = known?.until ?? performance.now() + maxAgeMs;
    this.entries.delete(stream);
    this.entries.set(stream, { folded, until });
    if (this.entries.size > maxEntries) this.entries.delete(this.entries.keys().next().value!);
  }

  forget(stream: string): void {
    this.entries.delete(stream);
  }
}
