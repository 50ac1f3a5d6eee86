import type { Instant } from '../../domain/shared/instant.js';
import type { JsonObject, StoredEvent } from '../ports/event-store.js';

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

/** Instants at which a process must act, by the service's clock. A payload carries ids, never personal data. */
export abstract class Timers {
  /** Sets the process's timer `key`, or moves it. */
  abstract set(process: string, key: string, dueAt: Instant, payload?: JsonObject): Promise<void>;
  /** Forgets the timer; nothing when there is none. */
  abstract cancel(process: string, key: string): Promise<void>;
}
