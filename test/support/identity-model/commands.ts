import { expect } from '@jest/globals';
import { eventually } from '../eventually.js';
import { minute } from '../model/time.js';
import type { Command } from '../model/walk.js';
import { type Applicant, matching, mismatching } from '../people/identity-app.js';
import { type Account, type IdentityModel, passwords } from './model.js';
import { codeFor, type IdentityReal, lookAtTheClock, pass } from './world.js';

export type Step = Command<IdentityModel, IdentityReal>;
type Run = Step['run'];
type Options = Partial<Pick<Step, 'possible' | 'mayRace'>>;

export const step = (name: string, run: Run, { possible = () => true, mayRace = false }: Options = {}): Step => ({
  possible,
  mayRace,
  prepare: lookAtTheClock,
  run,
  toString: () => name,
});

/** A step of a person who has an account. */
export const ofAccount = (
  name: string,
  person: number,
  run: (account: Account, model: IdentityModel, real: IdentityReal, who: Applicant) => Promise<void>,
  { possible = () => true, mayRace = false }: { possible?: (account: Account) => boolean; mayRace?: boolean } = {},
): Step =>
  step(`${name} of ${person}`, (model, real) => run(model.accounts.get(person)!, model, real, real.persons[person]!), {
    possible: (model) => {
      const account = model.accounts.get(person);
      return account !== undefined && possible(account);
    },
    mayRace,
  });

export const isActive = ({ status }: Account): boolean => status === 'active';
export const isWrong = 'Wrong-0000';

/** R1–R4; a form that the authority does not know leaves the code good. */
export const register = (person: number, mobile: number, password: number, mismatch = false) =>
  step(
    `register ${person} with mobile ${mobile}${mismatch ? ', mismatching' : ''}`,
    async (model, real) => {
      const { app, persons, mobiles } = real;
      const code = await codeFor(model, real, 'registration', mobile);
      if ('refusal' in code)
        return expectRefusal(model, code.refusal, model.codeRefusal('registration', mobile), mobile);
      const holder = model.accounts.has(person) ? '409 identity.already-registered' : undefined;
      const taken = holder ?? (model.holder(mobile) && '409 identity.mobile-in-use');
      const who = { ...persons[person]!, mobile: mobiles[mobile]!, password: passwords[password]! };
      const form = app.form({ ...who, ...(mismatch && { name: '欧阳不符' }) }, code.code);
      const { verdict, body } = await app.call('POST', '/registrations', form);
      expect(verdict).toBe(taken ?? (mismatch ? '422 identity.four-elements-mismatch' : '201'));
      if (!taken) code.uses++;
      if (taken || mismatch) return;
      code.spent = true;
      model.register(person, body.userId, mobile, password);
    },
    { mayRace: !mismatch },
  );

/** Whoever has no account registers with a mobile that is free. */
export const settle = (person: number, password: number): Step =>
  step(`settle ${person}`, (model, real) => register(person, model.freeMobile()!, password).run(model, real), {
    possible: (model) => !model.accounts.has(person) && model.freeMobile() !== undefined,
    mayRace: true,
  });

/** What a refused request for a code was told, and what the model says of it (V4.2, V4.3). */
export const expectRefusal = (
  model: IdentityModel,
  told: string,
  expected: string | undefined,
  mobile: number,
): void => {
  const quota = expected?.startsWith('429');
  expect(told).toBe(quota ? `${expected} ${model.quotaEnd(mobile)!.rule}` : expected);
};

/** R5: an operator brings an account; one that is active keeps what it has. */
export const bring = (person: number, mobile: number | null, level: number) =>
  step(
    `import ${person} with mobile ${mobile}, level ${level}`,
    async (model, { app, persons, mobiles }) => {
      const { name, idNumber } = persons[person]!;
      const before = model.accounts.get(person);
      const old = before?.status === 'inactive' ? before.mobile : null;
      const holder = mobile === null ? undefined : model.holder(mobile);
      const taken = before?.status !== 'active' && holder && holder !== before;
      const body = { name, idNumber, realNameLevel: level, ...(mobile !== null && { mobile: mobiles[mobile]! }) };
      const answer = await app.as('operator', 'POST', '/staff/identity-users', body);
      expect(answer.verdict).toBe(taken ? '409 identity.mobile-in-use' : before ? '200' : '201');
      if (taken) return;
      model.import(person, answer.body.userId, mobile, level);
      if (old === null || model.accounts.get(person)!.mobile === old) return;
      // A process frees the number that it had.
      const identifier = mobiles[old]!;
      await eventually(async () => expect((await app.login(identifier, isWrong)).verdict).toBe('401 login.refused'));
    },
    { mayRace: true },
  );

/** R6, first step: a mobile on record must match; none on record → face. */
export const beginActivation = (person: number, mobile: number, face: 'match' | 'mismatch' | 'none') =>
  ofAccount(
    `begin activation with mobile ${mobile}, face ${face},`,
    person,
    async (account, model, real, { idNumber }) => {
      const { app, mobiles } = real;
      const signIn = await app.login(idNumber, isWrong);
      expect(signIn.verdict).toBe('403 identity.activation-required');
      const code = await codeFor(model, real, 'activation', mobile);
      if ('refusal' in code) return expectRefusal(model, code.refusal, model.codeRefusal('activation', mobile), mobile);
      const { activationTicket } = signIn.body;
      const shown = face === 'none' ? {} : { face: face === 'match' ? matching : mismatching };
      const form = { activationTicket, idNumber, mobile: mobiles[mobile]!, smsCode: code.code, ...shown };
      const { verdict, body } = await app.call('POST', '/activations', form);
      const refusal = activationRefusal(model, account, mobile, face);
      expect(verdict).toBe(refusal ?? faceRefusal(model, account, face) ?? '201');
      if (refusal) return;
      code.uses++;
      if (account.mobile === null && !model.facesExhausted(account)) model.face(account, face === 'match');
      if (verdict !== '201') return;
      code.spent = true;
      model.activations.set(person, { ticket: body.ticket, mobile, until: model.now + 10 * minute });
    },
    { possible: (account) => !isActive(account) },
  );

const activationRefusal = (model: IdentityModel, account: Account, mobile: number, face: string) => {
  if (account.mobile !== null && account.mobile !== mobile) return '422 identity.activation-refused';
  const holder = model.holder(mobile);
  if (holder && holder !== account) return '409 identity.mobile-in-use';
  return account.mobile === null && face === 'none' ? '422 identity.face-required' : undefined;
};

const faceRefusal = (model: IdentityModel, account: Account, face: string): string | undefined => {
  if (account.mobile !== null) return undefined;
  if (model.facesExhausted(account)) return '429 face.too-many-tries';
  return face === 'mismatch' ? '422 identity.face-mismatch' : undefined;
};

/** R6, second step: username and password. */
export const finishActivation = (person: number, wanted: string, password: number) =>
  step(
    `finish activation of ${person} as ${wanted}`,
    async (model, { app, series }) => {
      const username = `${wanted}_${series}`;
      const { ticket, mobile, until } = model.activations.get(person)!;
      const account = model.accounts.get(person);
      const form = { username, password: passwords[password]!, passwordConfirmation: passwords[password]! };
      const { verdict, body } = await app.call('PUT', `/activations/${ticket}`, form);
      const refusal = finishRefusal(model, account, { username, mobile, until });
      expect(verdict).toBe(refusal ?? '200');
      if (refusal) return;
      expect(body).toMatchObject({ username, userId: account!.userId });
      model.activations.delete(person);
      model.activate(account!, mobile, username, password);
    },
    { possible: (model) => model.activations.has(person), mayRace: true },
  );

const finishRefusal = (
  model: IdentityModel,
  account: Account | undefined,
  { username, mobile, until }: { username: string; mobile: number; until: number },
): string | undefined => {
  if (model.now >= until || !account) return '422 ticket.invalid';
  if (isActive(account)) return '409 identity.already-active';
  if (model.isUsernameTaken(username, account)) return '409 username.taken';
  const holder = model.holder(mobile);
  if (holder && holder !== account) return '409 identity.mobile-in-use';
  return account.mobile !== null && account.mobile !== mobile ? '422 identity.activation-refused' : undefined;
};

/** V4.1: a code opens nothing twice, also when its number is free again. */
export const replaySpentCode = step(
  'replay a spent code',
  async (model, { app, persons, mobiles }) => {
    const { purpose, mobile, owner, code } = model.spentCode()!;
    const smsCode = code;
    if (purpose === 'registration') {
      const free = persons.find((_, index) => !model.accounts.has(index));
      if (!free) return;
      const form = app.form({ ...free, mobile: mobiles[mobile]! }, smsCode);
      expect((await app.call('POST', '/registrations', form)).verdict).toMatch(
        /^422 sms\.(code-invalid|too-many-tries)$/,
      );
      return;
    }
    const account = [...model.accounts.values()].find(({ userId }) => userId === owner);
    const session = account?.sessions.find((each) => model.isConfirmed(each));
    if (!session) return;
    const headers = { authorization: `Bearer ${session.token}` };
    const { verdict } = await app.call('PUT', '/me/mobile', { mobile: mobiles[mobile]!, smsCode }, { headers });
    expect(verdict).toMatch(/^422 sms\.(code-invalid|too-many-tries)$/);
  },
  { possible: (model) => model.spentCode() !== undefined },
);

/** R14: an operator who has seen the person. */
export const raiseByOperator = (person: number) =>
  ofAccount('operator raises the level', person, async (account, model, { app }) => {
    const path = `/staff/identity-users/${account.userId}/real-name-level`;
    const answer = await app.as('operator', 'POST', path, { level: 4, reason: '本人到场核验' });
    expect(answer).toMatchObject({ verdict: '200', body: { realNameLevel: 4 } });
    model.raise(account);
  });

const passes: Readonly<Record<string, number>> = {
  'a minute': 61,
  'six minutes': 360,
  'eleven minutes': 660,
  'sixteen minutes': 960,
  'half an hour': 1_860,
  'a day': 86_400,
};
export const times = Object.keys(passes);
export const time = (name: string) => step(`${name} pass`, (model, real) => pass(model, real, passes[name]!));

export const crash = step('crash', (_, { service }) => service.crash());
