import { expect } from '@jest/globals';
import { agreed, matching, mismatching } from '../people/identity-app.js';
import type { Answer } from '../people/journey.js';
import { expectRefusal, isActive, isWrong, ofAccount, step } from './commands.js';
import { type Account, type IdentityModel, type ModelSession, note, passwords } from './model.js';
import { codeFor, type IdentityReal, userOf } from './world.js';

/** R5, R7–R9: by ID number or mobile; a lock listens to no password. */
export const signIn = (person: number, by: 'idNumber' | 'mobile', right: boolean) =>
  step(`sign ${person} in by ${by} and ${right ? 'right' : 'wrong'} password`, async (model, real) => {
    const { app, persons, mobiles } = real;
    const account = model.accounts.get(person);
    const known = by === 'idNumber' || account?.mobile !== null;
    const identifier =
      by === 'mobile' && account && account.mobile !== null ? mobiles[account.mobile]! : persons[person]!.idNumber;
    const answer = await app.login(identifier, right && account ? passwords[account.password]! : isWrong);
    if (!account || !known) {
      expect(answer.verdict).toBe(account ? '403 identity.activation-required' : '401 login.refused');
    } else if (!isActive(account)) expect(answer.verdict).toBe('403 identity.activation-required');
    else if (model.isLocked(account) || !right) {
      expect(answer.verdict).toBe('401 login.refused');
      if (!model.isLocked(account)) model.refuse(account);
    } else takeSession(model, account, answer, 'password');
  });

/** R9: the first sign-in carries the guide. */
const takeSession = (model: IdentityModel, account: Account, answer: Answer, method: 'password' | 'face'): void => {
  expect(answer.verdict).toBe('201');
  const guided = !account.hasSignedIn && account.level < 4;
  expect(answer.body.guide).toBe(guided ? 'raiseRealNameLevel' : undefined);
  model.signIn(account, answer.body.token, method);
};

export const signInByFace = (person: number, match: boolean) =>
  ofAccount(`sign in by ${match ? 'right' : 'wrong'} face`, person, async (account, model, { app }, { idNumber }) => {
    const face = match ? matching : mismatching;
    const answer = await app.call('POST', '/sessions/face', { identifier: idNumber, face });
    if (model.facesExhausted(account)) return void expect(answer.verdict).toBe('429 face.too-many-tries');
    model.face(account, match);
    if (!match) expect(answer.verdict).toBe('401 login.refused');
    else if (!isActive(account)) expect(answer.verdict).toBe('403 identity.activation-required');
    else takeSession(model, account, answer, 'face');
  });

/** R11: a new password by face; every session ends, and the lock. */
export const forgot = (person: number, password: number) =>
  ofAccount(
    'forgot the password',
    person,
    async (account, model, { app }, { name, idNumber }) => {
      const begun = await app.call('POST', '/password-resets', { name, idNumber, face: matching });
      if (model.facesExhausted(account)) return void expect(begun.verdict).toBe('429 face.too-many-tries');
      expect(begun.verdict).toBe('201');
      model.face(account, true);
      const form = { password: passwords[password]!, passwordConfirmation: passwords[password]! };
      const { verdict } = await app.call('PUT', `/password-resets/${begun.body.ticket}`, form);
      expect(verdict).toBe(password === account.password ? '400 request.invalid' : '204');
      if (password !== account.password) model.changePassword(account, password);
    },
    { possible: isActive },
  );

/** A step of somebody who is signed in. */
const ofSession = (
  name: string,
  person: number,
  run: (session: ModelSession, account: Account, model: IdentityModel, real: IdentityReal) => Promise<void>,
  mayRace = false,
) =>
  ofAccount(name, person, (account, model, real) => run(account.sessions.at(-1)!, account, model, real), {
    possible: ({ sessions }) => sessions.length > 0,
    mayRace,
  });

/** R12: a wrong old one counts towards the lock; other sessions end. */
export const changePassword = (person: number, password: number, right: boolean) =>
  ofSession(`change password, old one ${right ? 'right' : 'wrong'},`, person, async (session, account, model, real) => {
    const oldPassword = right ? passwords[account.password]! : isWrong;
    const form = { oldPassword, password: passwords[password]!, passwordConfirmation: passwords[password]! };
    const { verdict } = await userOf(real, session).call('PUT', '/me/password', form);
    if (right && password === account.password) expect(verdict).toBe('400 request.invalid');
    else if (!checkPassword(model, account, right)) expect(verdict).toBe('422 password.wrong');
    else {
      expect(verdict).toBe('204');
      model.changePassword(account, password, session);
    }
  });

export const confirm = (person: number, right: boolean) =>
  ofSession(`confirm by ${right ? 'right' : 'wrong'} password`, person, async (session, account, model, real) => {
    const body = { password: right ? passwords[account.password]! : isWrong };
    const { verdict } = await userOf(real, session).call('POST', '/sessions/current/confirmations', body);
    const passed = checkPassword(model, account, right);
    expect(verdict).toBe(passed ? '204' : '422 password.wrong');
    if (passed) session.confirmedAt = model.now;
  });

/** Whether a password of somebody who is signed in is taken. */
const checkPassword = (model: IdentityModel, account: Account, right: boolean): boolean => {
  const locked = model.isLocked(account);
  if (!locked && !right) model.refuse(account);
  return right && !locked;
};

/** R13: confirmed within ten minutes, by a code to the new number. */
export const changeMobile = (person: number, mobile: number) =>
  ofSession(
    `change mobile to ${mobile}`,
    person,
    async (session, account, model, real) => {
      const by = { userId: account.userId, session };
      const code = await codeFor(model, real, 'mobileChange', mobile, by);
      const refusal = model.codeRefusal('mobileChange', mobile, account);
      if ('refusal' in code) return expectRefusal(model, code.refusal, refusal, mobile);
      const body = { mobile: real.mobiles[mobile]!, smsCode: code.code };
      const { verdict } = await userOf(real, session).call('PUT', '/me/mobile', body);
      const confirmed = model.isConfirmed(session);
      const taken = refusal && !refusal.startsWith('429') ? refusal : undefined;
      expect(verdict).toBe(confirmed ? (taken ?? '200') : '403 session.confirmation-required');
      if (!confirmed || taken) return;
      Object.assign(code, { uses: code.uses + 1, spent: true });
      account.mobile = mobile;
      model.end(account, (each) => each !== session);
      note(account, 'MobileChanged');
    },
    true,
  );

/** R14: by face, never downwards. */
export const raiseLevel = (person: number, match: boolean) =>
  ofSession(`raise level by ${match ? 'right' : 'wrong'} face`, person, async (session, account, model, real) => {
    const { verdict } = await userOf(real, session).raiseLevel(match ? matching : mismatching, agreed);
    if (account.level === 4) expect(verdict).toBe('200');
    else if (model.facesExhausted(account)) expect(verdict).toBe('429 face.too-many-tries');
    else {
      expect(verdict).toBe(match ? '200' : '422 identity.face-mismatch');
      model.face(account, match);
      if (match) model.raise(account);
    }
  });

export const participate = (person: number, participates: boolean) =>
  ofSession(
    participates ? 'join business registration' : 'leave business registration',
    person,
    async (session, account, _, real) => {
      const body = { participate: participates };
      const { verdict } = await userOf(real, session).call('PUT', '/me/business-registration', body);
      const changes = account.participates !== participates;
      const refused = changes && participates && account.level < 4;
      expect(verdict).toBe(refused ? '422 identity.level-4-required' : '200');
      if (refused || !changes) return;
      account.participates = participates;
      note(account, participates ? 'BusinessRegistrationJoined' : 'BusinessRegistrationLeft');
    },
    true,
  );

export const signOut = (person: number) =>
  ofSession('sign out', person, async (session, account, model, real) => {
    expect((await userOf(real, session).call('DELETE', '/sessions/current')).verdict).toBe('204');
    model.end(account, (each) => each === session);
  });

/** R17: who lost the answer may find the session gone with the account. */
export const cancel = (person: number) =>
  ofSession(
    'cancel the account',
    person,
    async (session, _, model, real) => {
      const { verdict } = await userOf(real, session).call('DELETE', '/me');
      if (!model.isConfirmed(session)) return void expect(verdict).toBe('403 session.confirmation-required');
      expect(verdict).toMatch(/^(204|401 session\.required)$/);
      model.cancel(person);
    },
    true,
  );
