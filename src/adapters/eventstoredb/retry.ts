import { setTimeout as sleep } from 'node:timers/promises';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** Milliseconds to wait before attempt `attempt + 1`: doubling from 25 to 1,000, up to half of it at random. */
export const backOff = (attempt: number): number => Math.min(25 * 2 ** attempt, 1000) * (1 - Math.random() / 2);

/** Ends early, without an error, when `signal` aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => {});

/** @throws Error when `work` takes longer; its own outcome is then nobody's business any more */
export const inTime = <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

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
      const wait = backOff(failures);
      if (signal.aborted || performance.now() + wait >= end) {
        throw new DependencyUnavailable('event store', { cause: error });
      }
      await pause(wait, signal);
    }
  }
};
