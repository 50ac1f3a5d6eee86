import { halfJitterGenerator } from 'cockatiel';

/** In milliseconds: the pause after the first failure, and the longest one. */
export interface BackOffLimits {
  readonly first: number;
  readonly most: number;
}

/**
 * Milliseconds to wait before the next attempt after `failures` earlier pauses: doubling from `first` up to `most`, up to
 * half of it left out at random, so that those who failed together do not come back together.
 */
export const backOff = (failures: number, { first, most }: BackOffLimits): number =>
  halfJitterGenerator(failures, {
    generator: halfJitterGenerator,
    initialDelay: first,
    maxDelay: most,
    exponent: 2,
  })[0];
