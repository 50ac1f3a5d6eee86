import type { Instant } from '../../domain/shared/instant.js';
import type { Position } from '../ports/event-store.js';
import { openedForMs, ShortMemory } from './short-memory.js';

/** A stream as far as it was folded. */
export interface Folded<S> {
  readonly state: S;
  /** Revision of the last event; -1 for a stream that does not exist. */
  readonly revision: bigint;
  /** Whom the stream concerns, where its events name them. */
  readonly person: string | undefined;
  readonly lastAt: Instant | undefined;
  readonly lastPosition: Position | undefined;
  /** Where the last event of each command stands. Shared by the folds of a stream and only added to: what landed, landed. */
  readonly commands: Map<string, Position>;
  /** Commands that began after this instant are all in `commands`; the empty string: every command is. */
  readonly commandsSince: Instant;
  /** Events after the last that tells the whole state. */
  readonly depth: number;
  /** Of the JSON of what was folded: about what the state takes in memory. */
  readonly bytes: number;
}

const maxBytes = 64_000_000;
/** What an entry takes beside its events. */
const overhead = 1_000;

/** Bounded memory of folded streams: a head start for the next command, never an answer by itself. */
export class FoldedStates {
  private readonly memory = new ShortMemory<Folded<unknown>>(maxBytes);

  get<S>(stream: string): Folded<S> | undefined {
    return this.memory.get(stream) as Folded<S> | undefined;
  }

  /**
   * Keeps the newer of two. The age counts from the first fold from the log on: what was opened then is forgotten in time.
   */
  set(stream: string, folded: Folded<unknown>): void {
    const known = this.memory.get(stream);
    if (known && known.revision > folded.revision) return;
    const until = this.memory.until(stream) ?? performance.now() + openedForMs;
    this.memory.set(stream, folded, folded.bytes + overhead, until);
  }

  forget(stream: string): void {
    this.memory.delete(stream);
  }

  forgetAll(): void {
    this.memory.clear();
  }
}
