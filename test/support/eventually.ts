import { setTimeout as sleep } from 'node:timers/promises';
import { hangLimit } from './hang-limit.js';

/** Repeats an assertion until it holds, and gives its result. @throws what it threw last, after `within` milliseconds */
export const eventually = async <T>(assertion: () => T | Promise<T>, within = hangLimit): Promise<T> => {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(25);
    }
  }
};
