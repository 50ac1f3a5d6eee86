import { expect, it } from '@jest/globals';
import { Argon2PasswordHasher } from '../../src/adapters/password/argon2-password-hasher.js';
import { DependencyUnavailable } from '../../src/application/ports/event-store.js';
import { passwordHasherContract } from './password-hasher.contract.js';

passwordHasherContract('argon2', () => new Argon2PasswordHasher());

it('lets so many wait and refuses the others, then serves again', async () => {
  const hasher = new Argon2PasswordHasher(1, 2);
  const all = await Promise.allSettled(Array.from({ length: 5 }, () => hasher.verify(undefined, 'Abcd-1234')));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
  for (const each of all) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(DependencyUnavailable);
  expect(await hasher.verify(await hasher.hash('Abcd-1234'), 'Abcd-1234')).toBe(true);
});

it('goes on after a hash that is none', async () => {
  const hasher = new Argon2PasswordHasher(1);
  await expect(hasher.verify('no hash', 'Abcd-1234')).rejects.toThrow();
  expect(await hasher.verify(undefined, 'Abcd-1234')).toBe(false);
});
