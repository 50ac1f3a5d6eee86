import { describe, expect, it } from '@jest/globals';
import type { IdentityUserCommand } from '../../src/domain/identity-user/commands.js';
import { identityUser } from '../../src/domain/identity-user/decider.js';
import type { IdentityUserEvent } from '../../src/domain/identity-user/events.js';
import type { ActiveUser, IdentityUser } from '../../src/domain/identity-user/state.js';
import { summarised } from '../../src/domain/identity-user/summary.js';
import { given } from '../support/decider-spec.js';
import { eventSamples } from '../support/event-samples.js';
import {
  activated,
  cancelled,
  chosen,
  credentialId,
  faceRecord,
  faceRefused,
  imported,
  later,
  registered,
  registration,
  t0,
  upgraded,
} from './identity-histories.js';

const user = (...facts: readonly IdentityUserEvent[]) => given(identityUser, ...facts);
const abandoned: IdentityUserEvent = { type: 'IdentityUserAbandoned', data: { at: t0 } };
const lapsed: IdentityUserEvent = { type: 'AttemptLapsed', data: { attempt: 'call-1', at: t0 } };

describe('identity user: registration', () => {
  it('R4 registers at level 3', () => user().when(registration).then(registered));
  it('R2 refuses who is registered', () =>
    user(registered).when(registration).thenRefused('identity.already-registered'));
  it('R2 refuses who is imported', () =>
    user(imported()).when(registration).thenRefused('identity.already-registered'));
  it('a registration whose claim was given away may not finish', () =>
    user(abandoned).when(registration).thenRefused('revision.conflict'));
  it('bars the stream of whoever never came to be, once, and nobody else’s', () => {
    user().when({ type: 'AbandonUser', at: t0 }).then(abandoned);
    user(abandoned).when({ type: 'AbandonUser', at: t0 }).thenNothing();
    user(registered).when({ type: 'AbandonUser', at: t0 }).thenNothing();
  });
});

describe('identity user: import and activation', () => {
  const { name, idNumber } = registration;
  const importOf = (change: object = {}): IdentityUserCommand => ({
    type: 'ImportUser',
    name,
    idNumber,
    mobile: null,
    realNameLevel: 2,
    causationId: 'call-1',
    at: t0,
    ...change,
  });
  const activate = (change: object = {}): IdentityUserCommand => ({
    type: 'ActivateUser',
    ...chosen,
    causationId: 'call-1',
    at: later(1),
    ...change,
  });

  it('R5 imports, and the same again changes nothing', () => {
    user().when(importOf()).then(imported(null));
    user(imported(null)).when(importOf()).thenNothing();
    user(imported()).when(importOf()).thenNothing();
  });
  it('R6 an operator may record the mobile later', () =>
    user(imported(null))
      .when(importOf({ mobile: registration.mobile }))
      .then(imported()));
  it('R14 an import lowers no level', () =>
    user(imported(null))
      .when(importOf({ realNameLevel: 1 }))
      .thenNothing());
  it('R5 an import changes nothing of an active account', () =>
    user(registered)
      .when(importOf({ mobile: '+8613900139000' }))
      .thenNothing());

  it('R6 activates with username, mobile and password', () => user(imported()).when(activate()).then(activated));
  it('R6 takes the mobile where none is on record', () => user(imported(null)).when(activate()).then(activated));
  it('R6 refuses another mobile than the one on record', () =>
    user(imported())
      .when(activate({ mobile: '+8613900139000' }))
      .thenRefused('identity.activation-refused'));
  it('R5 refuses to activate twice', () => {
    user(imported(), activated).when(activate()).thenRefused('identity.already-active');
    user(registered).when(activate()).thenRefused('identity.already-active');
  });
  it('an activation whose claim was given away may not finish', () =>
    user(imported(), lapsed).when(activate()).thenRefused('revision.conflict'));
});

describe('identity user: level and participation', () => {
  const raise = { type: 'RaiseRealNameLevel', to: 4, method: 'face', reason: null, at: later(2) } as const;
  const join = { type: 'SetParticipation', participate: true, at: later(3) } as const;
  const joined: IdentityUserEvent = { type: 'BusinessRegistrationJoined', data: { at: later(3) } };

  it('R14 rises from 3 to 4, once', () => {
    user(registered).when(raise).then(upgraded);
    user(registered, upgraded).when(raise).thenNothing();
  });
  it('R14 never goes down', () =>
    user(registered, upgraded)
      .when({ ...raise, to: 3 })
      .thenNothing());
  it('R14 an operator’s reason is recorded', () =>
    user(registered)
      .when({ ...raise, method: 'operator', reason: '窗口核验' })
      .then({
        type: 'RealNameUpgraded',
        data: { from: 3, to: 4, method: 'operator', reason: '窗口核验', at: later(2) },
      }));
  it('R15 needs level 4, and can be switched off', () => {
    user(registered).when(join).thenRefused('identity.level-4-required');
    user(registered, upgraded).when(join).then(joined);
    user(registered, upgraded, joined).when(join).thenNothing();
    user(registered, upgraded, joined)
      .when({ ...join, participate: false })
      .then({ type: 'BusinessRegistrationLeft', data: { at: later(3) } });
    user(registered)
      .when({ ...join, participate: false })
      .thenNothing();
  });
});

describe('identity user: faces', () => {
  const face = (matched: boolean, at = later(10)): IdentityUserCommand => ({
    type: 'RecordFace',
    matched,
    face: faceRecord(at),
  });
  const five = Array.from({ length: 5 }, (_, index) => faceRefused(later(index)));

  it('R16 records the outcome and the consent', () => {
    user(registered)
      .when(face(true))
      .then({ type: 'FaceVerified', data: faceRecord(later(10)) });
    user(registered)
      .when(face(false))
      .then(faceRefused(later(10)));
  });
  it('R16 closes after five failures, until midnight in Shanghai', () => {
    user(registered, ...five)
      .when(face(true))
      .thenRefused('face.too-many-tries', { kind: 'quota', retryAt: '2026-11-22T16:00:00.000Z' });
    user(registered, ...five)
      .when(face(false, '2026-11-22T16:00:00.000Z'))
      .then(faceRefused('2026-11-22T16:00:00.000Z'));
  });
  it('R16 counts successes as no failure', () =>
    user(registered, ...five.slice(1), { type: 'FaceVerified', data: faceRecord() })
      .when(face(false))
      .then(faceRefused(later(10))));
});

describe('identity user: mobile, password, cancellation', () => {
  const change = { type: 'ChangeMobile', mobile: '+8613900139000', causationId: 'call-1', at: later(4) } as const;
  const password = {
    type: 'ChangePassword',
    cause: 'owner',
    replaces: credentialId,
    credentialId: 'credential-2',
    at: later(4),
  } as const;

  it('R13 changes the mobile, and refuses the one on record', () => {
    user(registered)
      .when(change)
      .then({ type: 'MobileChanged', data: { mobile: '+8613900139000', attempt: 'call-1', at: later(4) } });
    user(registered)
      .when({ ...change, mobile: registration.mobile })
      .thenRefused('mobile.unchanged');
  });
  it('a change whose claim was given away may not finish', () =>
    user(registered, lapsed).when(change).thenRefused('revision.conflict'));
  it('an attempt lapses once', () => {
    user(registered).when({ type: 'LapseAttempt', causationId: 'call-1', at: t0 }).then(lapsed);
    user(registered, lapsed).when({ type: 'LapseAttempt', causationId: 'call-1', at: t0 }).thenNothing();
  });

  it('R12 changes the password that was looked at, once', () => {
    const changed: IdentityUserEvent = {
      type: 'PasswordChanged',
      data: { cause: 'owner', credentialId: 'credential-2', at: later(4) },
    };
    user(registered).when(password).then(changed);
    user(registered, changed).when(password).thenNothing();
    user(registered, changed)
      .when({ ...password, credentialId: 'credential-3' })
      .thenRefused('revision.conflict');
  });

  it('R17 ends once, and then knows nobody', () => {
    user(registered)
      .when({ type: 'CancelUser', at: later(3) })
      .then(cancelled);
    user(registered, cancelled)
      .when({ type: 'CancelUser', at: later(3) })
      .thenNothing();
    user(registered, cancelled).when(change).thenRefused('user.not-found');
    user(registered, cancelled).when(registration).thenRefused('revision.conflict');
  });
  it('R17 P2 forgets who it was', () => {
    const state = [registered, cancelled].reduce(identityUser.evolve, identityUser.initialState);
    expect(state).toEqual({ is: 'cancelled' });
  });
});

describe('identity user: summary', () => {
  const states = [...eventSamples.values()].map(({ state }) => state as IdentityUser | null);
  const active = states.filter((state): state is ActiveUser => state?.is === 'active' && 'passwordGuard' in state);

  it.each(active.map((state) => [state] as const))('tells the whole state, and changes none: %#', (state) => {
    const summary = summarised(state)!;
    expect(identityUser.evolve(identityUser.initialState, summary)).toEqual(state);
    expect(identityUser.evolve(state, summary)).toBe(state);
    const earlier = { ...state, hasSignedIn: !state.hasSignedIn };
    expect(identityUser.evolve(earlier, summary)).toBe(earlier);
  });
  it('is not of who is unknown, inactive, cancelled or abandoned', () => {
    const others = [[], [imported()], [registered, cancelled], [abandoned]] as const;
    for (const facts of others)
      expect(summarised(facts.reduce(identityUser.evolve, identityUser.initialState as IdentityUser))).toBeUndefined();
  });
});
