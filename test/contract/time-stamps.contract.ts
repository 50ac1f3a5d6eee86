import { describe, expect, it } from '@jest/globals';
import type { TimeStamps } from '../../src/application/ports/time-stamps.js';

/** What holds of every adapter. @param adapter made before each test */
export const timeStampsContract = (name: string, adapter: () => TimeStamps): void => {
  describe(`TimeStamps: ${name}`, () => {
    it('stamps where it names roots, and nowhere else', async () => {
      const { roots } = adapter();
      const stamp = await adapter().stamp(Buffer.from('data'));
      expect(stamp === undefined).toBe(roots === undefined);
      if (roots !== undefined) expect(roots).toMatch(/^-----BEGIN CERTIFICATE-----/);
    });

    it('stamps the same data more than once, each time anew', async () => {
      const before = Math.floor(Date.now() / 1000) * 1000;
      const stamps = [];
      for (const data of ['data', 'data', 'other']) stamps.push(await adapter().stamp(Buffer.from(data)));
      const given = stamps.filter((each) => each !== undefined);
      for (const { at } of given) expect(Date.parse(at)).toBeGreaterThanOrEqual(before);
      expect(new Set(given.map(({ response }) => Buffer.from(response).toString('hex'))).size).toBe(given.length);
    });
  });
};
