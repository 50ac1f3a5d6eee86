import { jest } from '@jest/globals';

/** Awaits work that waits on timers while the time of `jest.useFakeTimers` passes. */
export const inPassingTime = async <T>(work: Promise<T>): Promise<T> => {
  let over = false;
  const stop = () => {
    over = true;
  };
  work.then(stop, stop);
  while (!over) await jest.advanceTimersByTimeAsync(20);
  return work;
};
