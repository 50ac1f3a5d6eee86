import { beforeEach, describe, expect, it } from '@jest/globals';
import { Argon2PasswordHasher, argon2Cost } from '../../src/adapters/password/argon2-password-hasher.js';
import { Claims } from '../../src/application/core/claims.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { newId } from '../../src/application/core/ids.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { CommonPasswords } from '../../src/application/identity/common-passwords.js';
import { Decoys } from '../../src/application/identity/decoys.js';
import { IdentityTickets } from '../../src/application/identity/identity-tickets.js';
import { Passwords } from '../../src/application/identity/passwords.js';
import { SignInByPassword, SignInByPasswordHandler } from '../../src/application/identity/sign-in.js';
import { IdentityUsers, idNumberKey, userStream } from '../../src/application/identity/users.js';
import type { PasswordHasher } from '../../src/application/ports/password-hasher.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { Background } from '../../src/application/shared/background.js';
import { Sessions } from '../../src/application/shared/sessions.js';
import { SingleUse } from '../../src/application/shared/single-use.js';
import { commandContext } from '../support/command-context.js';
import { Calls } from '../support/memory/counted.js';
import { MemoryCredentials } from '../support/memory/credentials.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';
import { registration } from './identity-histories.js';

const password = 'Abcd-5678';
const earlier = new Argon2PasswordHasher({ ...argon2Cost, memory: 64, passes: 1 });
const today = new Argon2PasswordHasher({ ...argon2Cost, memory: 128, passes: 1 });
const isOfToday = /^\$argon2id\$v=19\$m=128,t=1,p=1\$/;

describe('V6 a password whose hash was made with other parameters', () => {
  const calls = new Calls();
  let clock: ManualClock;
  let store: MemoryEventStore;
  let credentials: MemoryCredentials;
  let userId: string;
  let credentialId: string;
  let signInWith: (hasher: PasswordHasher) => (typed: string) => Promise<string>;

  const hash = () => credentials.get(userId, credentialId);
  const context = () => commandContext({ at: clock.now() });

  beforeEach(async () => {
    clock = new ManualClock('2026-11-23T02:00:00.000Z');
    store = new MemoryEventStore();
    credentials = new MemoryCredentials();
    const shortLived = new MemoryShortLived(clock);
    const runner = new CommandRunner(store, new EventCodec(new MemoryDataKeys()));
    const claims = new Claims(runner, new Keyring(Buffer.alloc(32, 7)));
    const users = new IdentityUsers(claims, runner);
    const passwordsBy = (hasher: PasswordHasher) => new Passwords(credentials, hasher, new CommonPasswords(new Set()));
    signInWith = (hasher) => {
      const singleUse = new SingleUse(shortLived, clock, new Background());
      const tickets = new IdentityTickets(shortLived, clock, singleUse);
      const decoys = new Decoys(shortLived, clock);
      const sessions = new Sessions(shortLived, clock);
      const handler = new SignInByPasswordHandler(users, passwordsBy(hasher), tickets, decoys, sessions);
      return (typed) => {
        const form = { identifier: registration.idNumber, password: typed };
        return handler.execute(new SignInByPassword(form, 'here', context())).then(
          () => 'signed in',
          ({ code }: { code: string }) => code,
        );
      };
    };
    userId = newId();
    await claims.take(idNumberKey(registration.idNumber), userStream(userId), context());
    const before = passwordsBy(earlier);
    await before.set(userId, await before.hash(password), null, context(), (id) => {
      credentialId = id;
      return users.run(userId, { ...registration, credentialId, at: clock.now() }, context());
    });
  });

  it('R7 is hashed anew when its owner signs in, and signs in again; once', async () => {
    const old = await hash();
    expect(old).not.toMatch(isOfToday);
    const signIn = signInWith(calls.of('hasher', today));
    expect(await signIn(password)).toBe('signed in');
    const renewed = await hash();
    expect(renewed).toMatch(isOfToday);
    calls.take();
    expect(await signIn(password)).toBe('signed in');
    expect(calls.take()).toEqual({ 'hasher.verify': 1, 'hasher.isOutdated': 1 });
    expect(await hash()).toBe(renewed);
    expect(await signIn('wrong-5678')).toBe('login.refused');
  });

  it('R8 is never hashed anew by a wrong password, nor by the right one at a locked account', async () => {
    const old = await hash();
    const signIn = signInWith(today);
    for (let n = 0; n < 5; n++) expect(await signIn('wrong-5678')).toBe('login.refused');
    expect(await signIn(password)).toBe('login.refused');
    expect(await hash()).toBe(old);
  });

  it('P1 no event tells of it', async () => {
    await signInWith(today)(password);
    const types: string[] = [];
    for await (const event of store.read(userStream(userId))) {
      types.push(event.type);
      expect(JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
        'argon2',
      );
    }
    expect(types).toEqual(['IdentityUserRegistered', 'SignedIn']);
  });

  it('is one that counts after parallel sign-ins', async () => {
    const signIn = signInWith(today);
    expect(await Promise.all([signIn(password), signIn(password), signIn(password)])).toEqual(
      Array(3).fill('signed in'),
    );
    expect(await hash()).toMatch(isOfToday);
    expect(await signIn(password)).toBe('signed in');
  });

  it('stays away when it was replaced while it was hashed', async () => {
    const slow = new Argon2PasswordHasher({ ...argon2Cost, memory: 128, passes: 1 });
    slow.hash = async (typed) => {
      await credentials.delete(userId, credentialId);
      return today.hash(typed);
    };
    await signInWith(slow)(password);
    expect(await hash()).toBeUndefined();
  });

  it('waits for the next sign-in when too many are being hashed', async () => {
    const busy = new Argon2PasswordHasher({ ...argon2Cost, memory: 128, passes: 1 });
    busy.hash = () => Promise.reject(new DependencyUnavailable('password hashing'));
    const old = await hash();
    expect(await signInWith(busy)(password)).toBe('signed in');
    expect(await hash()).toBe(old);
    expect(await signInWith(today)(password)).toBe('signed in');
    expect(await hash()).toMatch(isOfToday);
  });
});
