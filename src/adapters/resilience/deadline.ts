import { TimeoutStrategy, timeout } from 'cockatiel';

/**
 * What `work` gives within `ms`. Later its signal aborts, and its own outcome is of no interest any more.
 * @throws TaskCancelledError
 */
export const inTime = <T>(ms: number, work: (over: AbortSignal) => Promise<T>): Promise<T> =>
  timeout(ms, TimeoutStrategy.Aggressive).execute(({ signal }) => work(signal));
