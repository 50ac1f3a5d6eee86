import { retryPause } from '../../application/core/retry-pause.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { epochMs, type Instant, second } from '../../domain/shared/instant.js';
import { reasonOf, waitsBehind } from './fold.js';

/** Why something did not succeed. `away`: only because of a server that was not there, which counts for nothing. */
export interface Failure {
  readonly reason: string;
  readonly away: boolean;
}

/** An event whose type or schema this release does not know. It does not count as a failure: a newer release handles it. */
export const ofNewerRelease: Failure = { reason: 'of a newer release', away: true };

/** Undefined when it succeeded. */
export const attempt = async (work: () => Promise<void>): Promise<Failure | undefined> => {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { reason: reasonOf(error), away: error instanceof DependencyUnavailable };
  }
};

/** It was not tried: an earlier event is parked. */
export const behindAnother: Failure = { reason: waitsBehind, away: false };

/**
 * What is noted of something that is put aside, or fails again: by how much it counts, and when it is tried again. What waits
 * behind another is due as soon as it is the first.
 */
export const putAside = (before: number, { reason, away }: Failure, now: Instant): { failures: number; due: Date } => {
  if (reason === waitsBehind) return { failures: before, due: new Date(epochMs(now)) };
  const failures = before + Number(!away);
  return { failures, due: new Date(epochMs(now) + (away ? 10 * second : retryPause(failures))) };
};
