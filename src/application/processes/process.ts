import { type Instant, minute, second } from '../../domain/shared/instant.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { JsonObject } from '../ports/json.js';

export interface DueTimer {
  readonly key: string;
  readonly dueAt: Instant;
  readonly payload: JsonObject;
}

/**
 * An event here causes a command there. Events come at least once, those of one stream in order: the ids of the
 * commands derive from the event's id (or the timer's key and instant), so that a redelivery is harmless. An event that
 * fails several times is parked, and with it what follows it in its stream; it is tried again minutes later, as a timer
 * that fails is. A failure with DependencyUnavailable counts for nothing.
 */
export interface Process {
  readonly name: string;
  readonly types: readonly string[];
  /**
   * Where the process begins without a checkpoint, as when it is new or renamed, or after a restore: with the `first` event
   * of the log, or with what happens from `now` on, where a repeat of history would show outside the log.
   */
  readonly beginsAt: 'first' | 'now';
  /** No event waits for an earlier one of its stream. */
  readonly unordered?: boolean;
  handle(event: StoredEvent): Promise<void>;
  /** A timer that this process set is due. */
  fire?(timer: DueTimer): Promise<void>;
  /** What neither an event nor a timer asks for: at the beginning and every ten seconds, on the instance that works. */
  sweep?(): Promise<void>;
}

/** Milliseconds until somebody outside is asked again: 10 s, doubled with every failure, at most 15 minutes. */
export const pauseAfter = (failures: number): number =>
  Math.min(10 * second * 2 ** Math.min(failures, 10), 15 * minute);
