import type { Log } from '../../application/ports/log.js';
import { pause } from './abort.js';
import { backOff } from './back-off.js';

const limits = { first: 100, most: 5_000 };

/**
 * Does `attempt` again and again until `signal` aborts. After a failure, which is logged, it pauses; pauses grow until an
 * attempt calls `begun`.
 */
export const supervise = async (
  signal: AbortSignal,
  log: Log,
  what: string,
  attempt: (begun: () => void) => Promise<void>,
  most = limits.most,
): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await attempt(() => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      log('warn', `${what} interrupted`, { error });
      await pause(backOff(failures++, { ...limits, most }), signal);
    }
  }
};
