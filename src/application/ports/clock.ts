import type { Instant } from '../../domain/shared/instant.js';

/** The service's one clock. In the sandbox it can be moved, also backwards; everything follows it. */
export abstract class Clock {
  abstract now(): Instant;
  /** Resolves once `now()` has reached `until`, also when the clock is moved past it, or when `signal` aborts. */
  abstract waitUntil(until: Instant, signal: AbortSignal): Promise<void>;
}
