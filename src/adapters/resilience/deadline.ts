import { TaskCancelledError, TimeoutStrategy, timeout } from 'cockatiel';

/**
 * What `work` gives within `ms`. Later its signal aborts, and its own outcome is of no interest any more.
 * @throws an error that `isLate` knows
 */
export const inTime = <T>(ms: number, work: (over: AbortSignal) => Promise<T>): Promise<T> =>
  timeout(ms, TimeoutStrategy.Aggressive).execute(({ signal }) => work(signal));

/** Whether an error says that `inTime` did not wait any longer. */
export const isLate = (error: unknown): boolean => error instanceof TaskCancelledError;
