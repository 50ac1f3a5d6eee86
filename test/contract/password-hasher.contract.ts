import { describe, expect, it } from '@jest/globals';
import type { PasswordHasher } from '../../src/application/ports/password-hasher.js';

export const passwordHasherContract = (name: string, create: () => PasswordHasher) =>
  describe(`PasswordHasher by ${name}`, () => {
    it('V6 tells the right password from others', async () => {
      const hasher = create();
      const hash = await hasher.hash('Abcd-1234');
      expect(await hasher.verify(hash, 'Abcd-1234')).toBe(true);
      for (const wrong of ['abcd-1234', 'Abcd-123', 'Abcd-12345', 'Abcd-1234 ', ''])
        expect([wrong, await hasher.verify(hash, wrong)]).toEqual([wrong, false]);
    });

    it('V6 truncates nothing', async () => {
      const hasher = create();
      const long = 'x'.repeat(100);
      const hash = await hasher.hash(`${long}1`);
      expect(await hasher.verify(hash, `${long}2`)).toBe(false);
    });

    it('V6 is argon2id with OWASP’s parameters and a salt of its own', async () => {
      const hasher = create();
      const [one, other] = [await hasher.hash('Abcd-1234'), await hasher.hash('Abcd-1234')];
      expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(one).not.toBe(other);
      expect(await create().verify(one, 'Abcd-1234')).toBe(true);
    });

    it('V6 its own hashes are not outdated', async () => {
      const hasher = create();
      expect(hasher.isOutdated(await hasher.hash('Abcd-1234'))).toBe(false);
    });

    it('R8 nobody’s password is never right', async () => {
      const hasher = create();
      for (const password of ['Abcd-1234', '']) expect(await hasher.verify(undefined, password)).toBe(false);
    });

    it('goes on after a hash that is none', async () => {
      const hasher = create();
      await expect(hasher.verify('no hash', 'Abcd-1234')).rejects.toThrow();
      expect(await hasher.verify(undefined, 'Abcd-1234')).toBe(false);
    });

    it('serves many at once, each with its own answer', async () => {
      const hasher = create();
      const hash = await hasher.hash('Abcd-1234');
      const answers = await Promise.all(
        Array.from({ length: 24 }, (_, index) => hasher.verify(hash, index % 3 === 0 ? 'Abcd-1234' : `wrong-${index}`)),
      );
      expect(answers).toEqual(Array.from({ length: 24 }, (_, index) => index % 3 === 0));
    });
  });
