import type { Instant } from '../../domain/shared/instant.js';
import type { JsonObject } from './json.js';

/** Instants at which a process must act, by the service's clock. A payload carries ids, never personal data. */
export abstract class Timers {
  /** Sets the process's timer `key`, or moves it. */
  abstract set(process: string, key: string, dueAt: Instant, payload?: JsonObject): Promise<void>;
  /** Forgets the timer; nothing when there is none. */
  abstract cancel(process: string, key: string): Promise<void>;
}
