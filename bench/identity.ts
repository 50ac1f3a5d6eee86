import { IdentityUser } from '../demo/identity-user.js';
import { Argon2PasswordHasher } from '../src/adapters/password/argon2-password-hasher.js';
import { checkCharacter } from '../src/domain/shared/resident-id.js';
import { Comparison } from './decoys.js';
import { type Figures, measure } from './measure.js';
import type { Row } from './table.js';

const password = 'Abcd-5678';
const callers = 16;

/** @param atOnce how many passwords the service compares at once */
export const identityFigures = async (
  bareUrl: string,
  url: string,
  atOnce: number,
  ms: number,
): Promise<readonly Row[]> => {
  const users = Array.from({ length: callers }, () => new IdentityUser(url, nextPerson()));
  for (const user of users) await user.register(password);
  return [
    await signIns(users, atOnce, ms),
    await strangers(users),
    await introspection(bareUrl, url, users[0]!, ms),
    await lifecycles(url, ms),
  ];
};

const signIns = async (users: readonly IdentityUser[], atOnce: number, ms: number): Promise<Row> => {
  const hasher = new Argon2PasswordHasher();
  const hash = await hasher.hash(password);
  const floor = await measure(atOnce, ms, () => hasher.verify(hash, password));
  const figures = await measure(callers, ms, (caller) => users[caller]!.signIn(users[caller]!.who.mobile, password));
  return beside(
    `identity: sign-in by password, ${callers} callers`,
    figures,
    `bare argon2id, ${atOnce} at once`,
    floor,
  );
};

/** R7: the same wrong password for those who have an account and for those who have none, by turns; no account is locked by it (R8). */
const strangers = async (users: readonly IdentityUser[]): Promise<Row> => {
  const comparison = new Comparison('identity: sign-in with a wrong password, mobile of nobody');
  const wrong = (identifier: string) => ({ body: { identifier, password: 'Wrong-9876' } });
  for (let round = 0; round < 3; round++) {
    for (const { api, who } of users) {
      await comparison.time('known', () => api.POST('/v1/identity/sessions', wrong(who.mobile)), 401);
      await comparison.time('unknown', () => api.POST('/v1/identity/sessions', wrong(nextPerson().mobile)), 401);
    }
  }
  return comparison.row();
};

/** The session's own call, without the client around it. */
const introspection = async (bareUrl: string, url: string, user: IdentityUser, ms: number): Promise<Row> => {
  const { token } = await user.signIn(user.who.mobile, password);
  const headers = { authorization: `Bearer ${token}` };
  const floor = await measure(callers, ms, async () => (await fetch(`${bareUrl}/bare`)).json());
  const figures = await measure(callers, ms, async () => {
    const response = await fetch(`${url}/v1/identity/sessions/current`, { headers });
    if (!response.ok) throw new Error(`the session was answered ${response.status}`);
    return response.json();
  });
  return beside(`identity: GET current session, ${callers} callers`, figures, 'bare Nest+Fastify route', floor);
};

/** Check, captcha, code, registration, sign-in, cancellation: each time somebody else. */
const lifecycles = async (url: string, ms: number): Promise<Row> => {
  const atOnce = 8;
  const figures = await measure(atOnce, ms, async () => {
    const user = new IdentityUser(url, nextPerson());
    await user.register(password);
    await user.signIn(user.who.mobile, password);
    await user.cancel();
  });
  return { name: `identity: register, sign in, cancel, ${atOnce} people at once`, ...figures };
};

const beside = (name: string, figures: Figures, floorName: string, floor: Figures): Row => ({
  name,
  ...figures,
  ratio: figures.perSecond / floor.perSecond,
  floor: `${floorName}, ${Math.round(floor.perSecond)}/s`,
});

let people = 0;
/** Somebody who was not there before: 28,000 of them, born on a day of February 1990. */
const nextPerson = (): IdentityUser['who'] => {
  const index = people++;
  const day = String(1 + Math.floor(index / 1000)).padStart(2, '0');
  const digits = `110101199002${day}${String(index % 1000).padStart(3, '0')}`;
  const idNumber = digits + checkCharacter(digits);
  return { name: '测试人', idNumber, mobile: `137${String(10_000_001 + index * 7)}` };
};
