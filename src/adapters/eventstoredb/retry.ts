import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { pause } from '../resilience/abort.js';
import { backOff } from '../resilience/back-off.js';

/** Milliseconds between two attempts. */
export const waits = { first: 25, most: 1_000 };

export interface Deadlines {
  /** Milliseconds that one request may take. */
  readonly attemptMs: number;
  /** Milliseconds after which no further attempt is made. */
  readonly totalMs: number;
}

/**
 * Repeats `attempt`, told how many milliseconds it has, until it succeeds or is refused.
 * @throws DependencyUnavailable when the total deadline comes first
 */
export const untilDeadline = async <T>(
  { attemptMs, totalMs }: Deadlines,
  signal: AbortSignal,
  isFinal: (error: unknown) => boolean,
  attempt: (ms: number) => Promise<T>,
): Promise<T> => {
  const end = performance.now() + totalMs;
  for (let failures = 0; ; failures++) {
    try {
      signal.throwIfAborted();
      return await attempt(Math.max(1, Math.min(attemptMs, end - performance.now())));
    } catch (error) {
      if (isFinal(error)) throw error;
      const wait = backOff(failures, waits);
      if (signal.aborted || performance.now() + wait >= end) {
        throw new DependencyUnavailable('event store', { cause: error });
      }
      await pause(wait, signal);
    }
  }
};
