import type { Decider } from '../shared/decider.js';
import { conflict, notFound, refusal, rule } from '../shared/domain-error.js';
import { nextShanghaiMidnight, shanghaiDate } from '../shared/shanghai-calendar.js';
import type {
  ActivateUser,
  CheckPassword,
  IdentityUserCommand,
  ImportUser,
  RaiseRealNameLevel,
  RecordFace,
  RegisterUser,
  SignInByFace,
  SignInByPassword,
} from './commands.js';
import type { IdentityUserEvent } from './events.js';
import { isLocked, refusePassword } from './password-lock.js';
import { type ActiveUser, evolve, type IdentityUser, isKnown, type KnownUser } from './state.js';

type Events = readonly IdentityUserEvent[];

/** Level of whoever registers: 「都是三级实名」 (R4). */
export const levelOfRegistration = 3;
const highestLevel = 4;
/** Failures of a face that a person has a day (R16). */
export const facesPerDay = 5;

export const loginRefused = () => refusal('login.refused');

/** A person of the registration identity app: registered, or imported and activated later. */
export const identityUser: Decider<IdentityUserCommand, IdentityUserEvent, IdentityUser> = {
  category: 'IdentityUser',
  initialState: { is: 'unknown' },
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'RegisterUser':
        return register(command, state);
      case 'ImportUser':
        return importUser(command, state);
      case 'AbandonUser':
        return state.is === 'unknown' ? [{ type: 'IdentityUserAbandoned', data: { at: command.at } }] : [];
      case 'CancelUser':
        if (state.is === 'cancelled') return [];
        return known(state) && [{ type: 'IdentityUserCancelled', data: { at: command.at } }];
      case 'LapseAttempt':
        if (!isKnown(state) || state.lapsed.includes(command.causationId)) return [];
        return [{ type: 'AttemptLapsed', data: { attempt: command.causationId, at: command.at } }];
      case 'ActivateUser':
        return activate(command, known(state));
      case 'RecordFace':
        return recordFace(command, known(state));
      case 'RaiseRealNameLevel':
        return raiseLevel(command, known(state));
      default:
        return decideActive(command, active(state));
    }
  },
};

type OfAnyone =
  | 'RegisterUser'
  | 'ImportUser'
  | 'AbandonUser'
  | 'CancelUser'
  | 'LapseAttempt'
  | 'ActivateUser'
  | 'RecordFace'
  | 'RaiseRealNameLevel';

const decideActive = (command: Exclude<IdentityUserCommand, { type: OfAnyone }>, user: ActiveUser): Events => {
  const { at } = command;
  switch (command.type) {
    case 'SignInByPassword':
      return signInByPassword(command, user);
    case 'SignInByFace':
      return [signedIn(command, user, 'face')];
    case 'CheckPassword':
      return checkPassword(command, user);
    case 'ChangePassword': {
      const { cause, replaces, credentialId } = command;
      if (user.credentialId === credentialId) return [];
      if (user.credentialId !== replaces) throw conflict('revision.conflict');
      return [{ type: 'PasswordChanged', data: { cause, credentialId, at } }];
    }
    case 'ChangeMobile':
      mayFinish(command.causationId, user);
      if (user.mobile === command.mobile) throw rule('mobile.unchanged');
      return [{ type: 'MobileChanged', data: { mobile: command.mobile, attempt: command.causationId, at } }];
    case 'SetParticipation':
      if (user.participates === command.participate) return [];
      if (!command.participate) return [{ type: 'BusinessRegistrationLeft', data: { at } }];
      if (user.realNameLevel < highestLevel) throw rule('identity.level-4-required');
      return [{ type: 'BusinessRegistrationJoined', data: { at } }];
  }
};

/** @throws DomainError `user.not-found` */
const known = (state: IdentityUser): KnownUser => {
  if (!isKnown(state)) throw notFound('user.not-found');
  return state;
};

const active = (state: IdentityUser): ActiveUser => {
  const user = known(state);
  if (user.is !== 'active') throw notFound('user.not-found');
  return user;
};

/** A command whose claim was given to somebody else, because it took too long, may not finish. */
const mayFinish = (causationId: string, user: KnownUser): void => {
  if (user.lapsed.includes(causationId)) throw conflict('revision.conflict');
};

const register = ({ type: _, ...data }: RegisterUser, state: IdentityUser): Events => {
  if (isKnown(state)) throw conflict('identity.already-registered');
  if (state.is !== 'unknown') throw conflict('revision.conflict');
  return [{ type: 'IdentityUserRegistered', data: { ...data, realNameLevel: levelOfRegistration } }];
};

/** An account that is active already keeps what it has; one that is not takes what the operator knows now. */
const importUser = ({ type: _, causationId, ...data }: ImportUser, state: IdentityUser): Events => {
  if (state.is === 'active') return [];
  if (state.is === 'unknown') return [{ type: 'IdentityUserImported', data }];
  if (state.is !== 'inactive') throw conflict('revision.conflict');
  mayFinish(causationId, state);
  const mobile = data.mobile ?? state.mobile;
  const realNameLevel = state.realNameLevel > data.realNameLevel ? state.realNameLevel : data.realNameLevel;
  const same = state.name === data.name && state.mobile === mobile && state.realNameLevel === realNameLevel;
  return same ? [] : [{ type: 'IdentityUserImported', data: { ...data, mobile, realNameLevel } }];
};

const activate = ({ type: _, causationId, ...data }: ActivateUser, user: KnownUser): Events => {
  if (user.is === 'active') throw conflict('identity.already-active');
  mayFinish(causationId, user);
  if (user.mobile !== null && user.mobile !== data.mobile) throw rule('identity.activation-refused');
  return [{ type: 'IdentityUserActivated', data }];
};

/** A wrong password is a fact; a locked account or a password that was changed meanwhile refuses without one. */
const signInByPassword = (command: SignInByPassword, user: ActiveUser): Events => {
  const { right, credentialId, address, at } = command;
  if (user.credentialId !== credentialId || isLocked(user.passwordGuard, address, at)) throw loginRefused();
  return right ? [signedIn(command, user, 'password')] : refusePassword(user.passwordGuard, address, at);
};

const signedIn = (
  { address, commandId, at }: SignInByPassword | SignInByFace,
  user: ActiveUser,
  method: 'password' | 'face',
): IdentityUserEvent => {
  const guided = !user.hasSignedIn && user.realNameLevel < highestLevel;
  return { type: 'SignedIn', data: { method, address, attempt: commandId, guided, at } };
};

const checkPassword = ({ right, credentialId, address, at }: CheckPassword, user: ActiveUser): Events => {
  if (isLocked(user.passwordGuard, address, at)) throw rule('password.wrong');
  if (user.credentialId !== credentialId) throw conflict('revision.conflict');
  return right ? [] : refusePassword(user.passwordGuard, address, at);
};

/**
 * A stranger's face is recorded whatever the person's own failures were, and adds none.
 * @throws DomainError `face.too-many-tries` after five failures of the day (R16), until the next midnight in Shanghai
 */
const recordFace = ({ matched, face }: RecordFace, user: KnownUser): Events => {
  if (face.address === undefined && facesExhausted(user, face.at)) throw tooManyFaces(face.at);
  return [{ type: matched ? 'FaceVerified' : 'FaceRefused', data: face }];
};

export const facesExhausted = (user: KnownUser, at: string): boolean =>
  user.facesRefused.filter((each) => shanghaiDate(each) === shanghaiDate(at)).length >= facesPerDay;

export const tooManyFaces = (at: string) => refusal('face.too-many-tries', { retryAt: nextShanghaiMidnight(at) });

/** Never downwards (R14). */
const raiseLevel = ({ to, method, reason, at }: RaiseRealNameLevel, user: KnownUser): Events => {
  const from = user.realNameLevel;
  return to > from ? [{ type: 'RealNameUpgraded', data: { from, to, method, reason, at } }] : [];
};
