import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds; the test's own time limit is the only one. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(5);
};
