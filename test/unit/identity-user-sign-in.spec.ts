import { describe, it } from '@jest/globals';
import type { IdentityUserCommand } from '../../src/domain/identity-user/commands.js';
import { identityUser } from '../../src/domain/identity-user/decider.js';
import type { IdentityUserEvent } from '../../src/domain/identity-user/events.js';
import { plus, second } from '../../src/domain/shared/instant.js';
import { given } from '../support/decider-spec.js';
import {
  credentialId,
  elsewhere,
  here,
  imported,
  later,
  locked,
  refused,
  registered,
  signedIn,
  t0,
  upgraded,
} from './identity-histories.js';

const user = (...facts: readonly IdentityUserEvent[]) => given(identityUser, registered, ...facts);
const signIn = (right: boolean, change: object = {}): IdentityUserCommand => ({
  type: 'SignInByPassword',
  right,
  credentialId,
  address: here,
  commandId: 'command-1',
  at: later(5),
  ...change,
});
const times = (n: number, make: (index: number) => IdentityUserEvent) =>
  Array.from({ length: n }, (_, index) => make(index));
const refusedTimes = (n: number, address = here) => times(n, () => refused(later(1), address));

describe('identity user: sign-in by password', () => {
  it('R9 the first sign-in carries the guide, later ones do not', () => {
    user()
      .when(signIn(true))
      .then(signedIn({ at: later(5) }));
    user(signedIn())
      .when(signIn(true, { commandId: 'command-2' }))
      .then(signedIn({ attempt: 'command-2', guided: false, at: later(5) }));
  });
  it('R9 there is nothing to guide to at level 4', () =>
    user(upgraded)
      .when(signIn(true))
      .then(signedIn({ guided: false, at: later(5) })));
  it('R7 by face too', () =>
    user()
      .when({ type: 'SignInByFace', address: here, commandId: 'command-1', at: later(5) })
      .then(signedIn({ method: 'face', at: later(5) })));

  it('R8 a wrong password is a fact', () =>
    user()
      .when(signIn(false))
      .then(refused(later(5))));
  it('R8 the fifth from one address locks it for 30 minutes', () => {
    user(...refusedTimes(3))
      .when(signIn(false))
      .then(refused(later(5)));
    user(...refusedTimes(4))
      .when(signIn(false))
      .then(refused(later(5)), locked(later(35)));
  });
  it('R8 a locked account listens to no password from there, right or wrong, and counts none', () => {
    const facts = [...refusedTimes(5), locked(later(35))];
    for (const right of [true, false])
      user(...facts)
        .when(signIn(right, { at: later(10) }))
        .thenRefused('login.refused');
    user(...facts)
      .when(signIn(true, { at: plus(later(35), -1) }))
      .thenRefused('login.refused');
  });
  it('R8 it listens again after 30 minutes, and counts anew', () => {
    const facts = [...refusedTimes(5), locked(later(35))];
    user(...facts)
      .when(signIn(true, { at: later(35) }))
      .then(signedIn({ at: later(35) }));
    user(...facts)
      .when(signIn(false, { at: later(35) }))
      .then(refused(later(35)));
  });
  it('R8 a stranger elsewhere does not lock the owner out', () => {
    const facts = [...refusedTimes(5, elsewhere), locked(later(35), elsewhere)];
    user(...facts)
      .when(signIn(true))
      .then(signedIn({ at: later(5) }));
    user(...facts)
      .when(signIn(false))
      .then(refused(later(5)));
  });
  it('R8 a right password ends the count of its address', () =>
    user(...refusedTimes(4), signedIn(), ...refusedTimes(3))
      .when(signIn(false))
      .then(refused(later(5))));
  it('R8 a face does not', () =>
    user(...refusedTimes(4), signedIn({ method: 'face' }))
      .when(signIn(false))
      .then(refused(later(5)), locked(later(35))));

  it('R8 the fiftieth of a day, over all addresses, locks everywhere until midnight in Shanghai', () => {
    const facts = times(49, (index) => refused(plus(t0, index * second), `address-${index}`));
    const midnight = '2026-11-22T16:00:00.000Z';
    const address = 'address-new';
    user(...facts.slice(1))
      .when(signIn(false, { address }))
      .then(refused(later(5), address));
    user(...facts)
      .when(signIn(false, { address }))
      .then(refused(later(5), address), locked(midnight, null));
    user(...facts, locked(midnight, null))
      .when(signIn(true, { address: 'address-owner' }))
      .thenRefused('login.refused');
    user(...facts, locked(midnight, null))
      .when(signIn(true, { at: midnight }))
      .then(signedIn({ at: midnight }));
  });
  it('R8 right passwords in between do not lessen the day’s count', () => {
    const facts = times(49, (index) => refused(plus(t0, index * second), `address-${index}`));
    const success = times(49, (index) => signedIn({ address: `address-${index}` }));
    user(...facts, ...success)
      .when(signIn(false))
      .then(refused(later(5)), locked('2026-11-22T16:00:00.000Z', null));
  });

  it('a password that was replaced meanwhile refuses and counts nothing', () =>
    user({ type: 'PasswordChanged', data: { cause: 'reset', credentialId: 'credential-2', at: t0 } })
      .when(signIn(true))
      .thenRefused('login.refused'));
  it('R11 a reset ends the locks', () =>
    user(...refusedTimes(5), locked(later(35)), {
      type: 'PasswordChanged',
      data: { cause: 'reset', credentialId: 'credential-2', at: later(6) },
    } as const)
      .when(signIn(true, { credentialId: 'credential-2', at: later(7) }))
      .then(signedIn({ at: later(7) })));
  it('R5 an account that is not active has no password', () =>
    given(identityUser, imported()).when(signIn(true)).thenRefused('user.not-found'));
});

describe('identity user: the password once more', () => {
  const check = (right: boolean, change: object = {}): IdentityUserCommand => ({
    type: 'CheckPassword',
    right,
    credentialId,
    address: here,
    at: later(5),
    ...change,
  });
  it('R12 a right one is no fact', () => user().when(check(true)).thenNothing());
  it('R12 a wrong one counts towards the lock', () =>
    user(...refusedTimes(4))
      .when(check(false))
      .then(refused(later(5)), locked(later(35))));
  it('R12 a locked account takes none', () =>
    user(...refusedTimes(5), locked(later(35)))
      .when(check(true))
      .thenRefused('password.wrong'));
});
