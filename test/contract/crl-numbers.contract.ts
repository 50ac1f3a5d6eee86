import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CrlNumbers } from '../../src/application/ports/crl-numbers.js';
import { day, hour, plus } from '../../src/domain/shared/instant.js';

const now = '2026-11-22T08:00:00.000Z';

/** `open` gives another instance on the same numbers each time. */
export const crlNumbersContract = (name: string, open: () => Promise<CrlNumbers>) =>
  describe(`CrlNumbers on ${name}`, () => {
    let numbers: CrlNumbers;
    let content: string;
    const current = (of = content, at = now, from = numbers) => from.current(of, at, day);
    beforeEach(async () => {
      numbers = await open();
      content = randomUUID();
    });

    it('F28 keeps number and thisUpdate of the same content, also over a restart', async () => {
      const first = await current();
      expect(first).toEqual({ number: expect.any(BigInt), thisUpdate: now });
      expect(await current(content, plus(now, hour))).toEqual(first);
      expect(await current(content, plus(now, hour), await open())).toEqual(first);
    });

    it('F28 gives the next number when the content changes, and when it changes back', async () => {
      const { number } = await current('[]');
      const later = plus(now, hour);
      expect(await current(content, later)).toEqual({ number: number + 1n, thisUpdate: later });
      expect(await current('[]', later)).toEqual({ number: number + 2n, thisUpdate: later });
    });

    it('F28 gives the next number when the lifetime is over', async () => {
      const first = await current();
      expect(await current(content, plus(now, day - 1))).toEqual(first);
      expect(await current(content, plus(now, day))).toEqual({
        number: first.number + 1n,
        thisUpdate: plus(now, day),
      });
    });

    it('RFC 5280 §3.3 says when the last one was issued', async () => {
      await current();
      await current(content, plus(now, hour));
      expect(await numbers.lastUpdate()).toBe(now);
      await current(content, plus(now, day));
      expect(await (await open()).lastUpdate()).toBe(plus(now, day));
    });

    it('gives the next number when the clock was moved back', async () => {
      const { number } = await current();
      expect(await current(content, plus(now, -1))).toEqual({ number: number + 1n, thisUpdate: plus(now, -1) });
    });

    it('gives parallel callers with equal content one number', async () => {
      const { number } = await current('[]');
      const callers = await Promise.all(Array.from({ length: 16 }, open));
      const answers = await Promise.all(callers.map((caller) => current(content, now, caller)));
      for (const answer of answers) expect(answer).toEqual({ number: number + 1n, thisUpdate: now });
    });

    it('RFC 5280 §5.2.3 gives parallel callers with different contents different numbers', async () => {
      const { number } = await current('[]');
      const callers = await Promise.all(Array.from({ length: 16 }, open));
      const answers = await Promise.all(callers.map((caller, index) => current(`${content}/${index}`, now, caller)));
      const given = answers.map((answer) => Number(answer.number - number)).sort((a, b) => a - b);
      expect(given).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
      expect((await current()).number).toBe(number + 17n);
    });
  });
