import type { Instant } from '../../domain/shared/instant.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { JsonObject } from '../ports/json.js';

export interface DueTimer {
  readonly key: string;
  readonly dueAt: Instant;
  readonly payload: JsonObject;
}

/**
 * An event here causes a command there. Events come at least once, those of one stream in order: the ids of the
 * commands derive from the event's id (or the timer's key and instant), so that a redelivery is harmless.
 * DependencyUnavailable is waited out; an event that fails otherwise again and again is parked, and with it what
 * follows it in its stream. A new process begins with the first event of the log.
 */
export interface Process {
  readonly name: string;
  readonly types: readonly string[];
  handle(event: StoredEvent): Promise<void>;
  /** A timer that this process set is due. */
  fire?(timer: DueTimer): Promise<void>;
}
