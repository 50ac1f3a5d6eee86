import { expect, it } from '@jest/globals';
import { Argon2PasswordHasher, argon2Cost } from '../../src/adapters/password/argon2-password-hasher.js';
import { BoundedPasswordHasher } from '../../src/adapters/password/bounded-password-hasher.js';
import { passwordHasherContract } from './password-hasher.contract.js';

passwordHasherContract('argon2', () => new Argon2PasswordHasher());
passwordHasherContract(
  'argon2, two at once',
  () => new BoundedPasswordHasher(new Argon2PasswordHasher(), { atOnce: 2, waiting: 100, maxWaitMs: 60_000 }),
);

it('V6 a hash of other parameters, or of another version, is outdated, and is right all the same', async () => {
  const today = new Argon2PasswordHasher();
  for (const cost of [{ memory: 64 }, { passes: 1 }, { lanes: 2 }]) {
    const hash = await new Argon2PasswordHasher({ ...argon2Cost, ...cost }).hash('Abcd-1234');
    expect([hash, today.isOutdated(hash), await today.verify(hash, 'Abcd-1234')]).toEqual([hash, true, true]);
  }
  const hash = await today.hash('Abcd-1234');
  expect(today.isOutdated(hash)).toBe(false);
  for (const other of [hash.replace('argon2id', 'argon2i'), hash.replace('v=19', 'v=16'), '$2b$12$abc'])
    expect([other, today.isOutdated(other)]).toEqual([other, true]);
});
