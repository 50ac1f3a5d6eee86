import type { KnownLog } from '../../application/ports/known-log.js';
import { pause } from '../resilience/abort.js';

/** Milliseconds until work begins anew. */
const rest = 100;

/**
 * Does `work` until a connection to the log breaks, or `signal` aborts: what it read before is not worked on any more, and
 * it is to begin anew from what is stored.
 */
export const untilBreak = async (
  known: KnownLog,
  signal: AbortSignal,
  work: (unbroken: AbortSignal) => Promise<void>,
): Promise<void> => {
  const broken = new AbortController();
  const deaf = known.onBreak(() => broken.abort());
  try {
    await work(AbortSignal.any([signal, broken.signal]));
  } catch (error) {
    if (!broken.signal.aborted) throw error;
  } finally {
    deaf();
  }
  if (broken.signal.aborted) await pause(rest, signal);
};
