import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/application/ports/clock.js';
import { day, plus } from '../../src/domain/shared/instant.js';

export const clockContract = (name: string, open: () => Promise<Clock>) =>
  describe(`Clock on ${name}`, () => {
    const never = new AbortController().signal;

    it('tells instants in UTC with milliseconds, and goes on', async () => {
      const clock = await open();
      const before = clock.now();
      expect(before).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      await clock.waitUntil(plus(before, 5), never);
      expect(clock.now() >= plus(before, 5)).toBe(true);
    });

    it('does not wait for what has passed', async () => {
      const clock = await open();
      await clock.waitUntil(clock.now(), never);
      await clock.waitUntil('1999-12-31T16:00:00.000Z', never);
    });

    it('wakes earlier waits first', async () => {
      const clock = await open();
      const woken: number[] = [];
      const wait = (ms: number) => clock.waitUntil(plus(clock.now(), ms), never).then(() => woken.push(ms));
      await Promise.all([wait(60), wait(10)]);
      expect(woken).toEqual([10, 60]);
    });

    it('waits for longer than a timer can hold (2^31 ms), until it is told to stop', async () => {
      const clock = await open();
      const stop = new AbortController();
      let woken = false;
      const long = clock.waitUntil(plus(clock.now(), 60 * day), stop.signal).then(() => {
        woken = true;
      });
      await clock.waitUntil(plus(clock.now(), 20), never);
      expect(woken).toBe(false);
      stop.abort();
      await long;
    });

    it('does not wait at all under a signal that was given before', async () => {
      const clock = await open();
      await clock.waitUntil(plus(clock.now(), day), AbortSignal.abort());
    });
  });
