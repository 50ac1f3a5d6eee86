import { minute } from '../../domain/shared/instant.js';

const longest = 60 * minute;

/** Milliseconds until what has failed `failures` times is tried again: 1, 2, 4, 8, 16, 32, 60, 60 … minutes. */
export const retryPause = (failures: number): number => Math.min(2 ** Math.max(0, failures - 1) * minute, longest);
