import { describe, expect, it } from '@jest/globals';
import type { FourElements, IdentityAuthority } from '../../src/application/ports/identity-authority.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';

/** People of whom it is known what the authority will say. */
export interface KnownPeople {
  readonly match: FourElements;
  readonly mismatch: FourElements;
  readonly notFound: FourElements;
  readonly unavailable: FourElements;
}

export const identityAuthorityContract = (name: string, create: () => IdentityAuthority, people: KnownPeople) =>
  describe(`IdentityAuthority of ${name}`, () => {
    it.each([
      ['match', people.match],
      ['mismatch', people.mismatch],
      ['not-found', people.notFound],
    ])('R3 answers %s', async (verdict, person) => {
      expect(await create().verify(person)).toBe(verdict);
      expect(await create().verify(person)).toBe(verdict);
    });

    it('R3 says unavailable when there is no answer', async () => {
      await expect(create().verify(people.unavailable)).rejects.toThrow(DependencyUnavailable);
    });
  });
