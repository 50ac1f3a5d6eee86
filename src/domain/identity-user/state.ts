import type { Instant } from '../shared/instant.js';
import type { Held, Personal } from '../shared/personal.js';
import { shanghaiDate } from '../shared/shanghai-calendar.js';
import type { IdentityUserEvent, RealNameLevel } from './events.js';
import { noGuard, noteLock, noteRefusal, noteSuccess, type PasswordGuard } from './password-lock.js';

interface Person<H extends Held> {
  readonly name: Personal<string, H>;
  readonly idNumber: Personal<string, H>;
  readonly realNameLevel: RealNameLevel;
  /** Instants of the refused faces of the last day on which there were any; those of strangers count elsewhere (R16). */
  readonly facesRefused: readonly Instant[];
  /** Calls that took a claim and died, by their causation ids. */
  readonly lapsed: readonly string[];
}

/** Imported and not yet activated (R5). */
export interface InactiveUser<H extends Held = 'opened'> extends Person<H> {
  readonly is: 'inactive';
  readonly mobile: Personal<string, H> | null;
}

export interface ActiveUser<H extends Held = 'opened'> extends Person<H> {
  readonly is: 'active';
  readonly mobile: Personal<string, H>;
  readonly username: Personal<string, H> | null;
  /** The call that changed the mobile last, by its causation id. */
  readonly mobileChangedBy: string | null;
  readonly credentialId: string;
  readonly passwordGuard: PasswordGuard;
  readonly participates: boolean;
  /** The command of the first sign-in, which carried the guide (R9). */
  readonly guidedIn: string | null;
  readonly hasSignedIn: boolean;
}

export type KnownUser<H extends Held = 'opened'> = InactiveUser<H> | ActiveUser<H>;

export type IdentityUser<H extends Held = 'opened'> =
  | { readonly is: 'unknown' }
  | { readonly is: 'abandoned' }
  | { readonly is: 'cancelled' }
  | KnownUser<H>;

export const isKnown = <H extends Held>(user: IdentityUser<H>): user is KnownUser<H> =>
  user.is === 'active' || user.is === 'inactive';

export const evolve = <H extends Held>(state: IdentityUser<H>, event: IdentityUserEvent<H>): IdentityUser<H> => {
  switch (event.type) {
    case 'IdentityUserRegistered': {
      const { name, idNumber, mobile, realNameLevel, credentialId } = event.data;
      const person = { name, idNumber, realNameLevel, facesRefused: [], lapsed: [] };
      return { is: 'active', ...person, mobile, username: null, ...fresh(credentialId) };
    }
    case 'IdentityUserImported': {
      const { name, idNumber, mobile, realNameLevel } = event.data;
      const { facesRefused, lapsed } = isKnown(state) ? state : { facesRefused: [], lapsed: [] };
      return { is: 'inactive', name, idNumber, mobile, realNameLevel, facesRefused, lapsed };
    }
    case 'IdentityUserAbandoned':
      return { is: 'abandoned' };
    case 'IdentityUserCancelled':
      return { is: 'cancelled' };
    case 'IdentityUserSummarised':
      return state.is === 'unknown' ? { is: 'active', ...event.data } : state;
    default:
      return isKnown(state) ? change(state, event) : state;
  }
};

const fresh = (credentialId: string) => ({
  credentialId,
  mobileChangedBy: null,
  passwordGuard: noGuard,
  participates: false,
  guidedIn: null,
  hasSignedIn: false,
});

type OfAll =
  | 'IdentityUserRegistered'
  | 'IdentityUserImported'
  | 'IdentityUserAbandoned'
  | 'IdentityUserCancelled'
  | 'IdentityUserSummarised';
type Change<H extends Held> = Exclude<IdentityUserEvent<H>, { type: OfAll }>;

/** What may happen to whoever is known, activated or not; the rest to active users alone. */
const change = <H extends Held>(user: KnownUser<H>, event: Change<H>): KnownUser<H> => {
  switch (event.type) {
    case 'IdentityUserActivated': {
      const { username, mobile, credentialId } = event.data;
      return { ...user, is: 'active', mobile, username, ...fresh(credentialId) };
    }
    case 'FaceRefused': {
      const { at, address } = event.data;
      if (address !== undefined) return user;
      const sameDay = user.facesRefused.filter((each) => shanghaiDate(each) === shanghaiDate(at));
      return { ...user, facesRefused: [...sameDay, at] };
    }
    case 'RealNameUpgraded':
      return { ...user, realNameLevel: event.data.to };
    case 'AttemptLapsed':
      return { ...user, lapsed: [...user.lapsed, event.data.attempt] };
    default:
      return user.is === 'active' ? changeActive(user, event) : user;
  }
};

type Common = 'IdentityUserActivated' | 'FaceRefused' | 'RealNameUpgraded' | 'AttemptLapsed';

const changeActive = <H extends Held>(
  user: ActiveUser<H>,
  event: Exclude<Change<H>, { type: Common }>,
): ActiveUser<H> => {
  switch (event.type) {
    case 'SignedIn': {
      const { method, address, attempt, guided } = event.data;
      const passwordGuard = method === 'password' ? noteSuccess(user.passwordGuard, address) : user.passwordGuard;
      return { ...user, passwordGuard, hasSignedIn: true, guidedIn: guided ? attempt : user.guidedIn };
    }
    case 'PasswordRefused':
      return { ...user, passwordGuard: noteRefusal(user.passwordGuard, event.data.address, event.data.at) };
    case 'PasswordLocked':
      return { ...user, passwordGuard: noteLock(user.passwordGuard, event.data, event.data.at) };
    case 'PasswordChanged':
      return { ...user, credentialId: event.data.credentialId, passwordGuard: noGuard };
    case 'MobileChanged':
      return { ...user, mobile: event.data.mobile, mobileChangedBy: event.data.attempt };
    case 'BusinessRegistrationJoined':
      return { ...user, participates: true };
    case 'BusinessRegistrationLeft':
      return { ...user, participates: false };
    case 'FaceVerified':
      return user;
  }
};
