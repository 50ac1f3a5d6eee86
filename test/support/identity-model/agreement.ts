import { expect } from '@jest/globals';
import type { IdentityModel } from './model.js';
import { type IdentityReal, userOf } from './world.js';

/** Dead sessions that are tried at every step. */
const tried = 4;

/** The operator finds each person's one account; live sessions show it; a dead one is answered to nothing (R10–R12, R17). */
export const agree = async (model: IdentityModel, real: IdentityReal): Promise<void> => {
  const { app, persons, mobiles } = real;
  for (const [index, { idNumber }] of persons.entries()) {
    const account = model.accounts.get(index);
    const { verdict, body } = await app.as('operator', 'POST', '/staff/identity-users/searches', { idNumber });
    const { userId, status, level: realNameLevel } = account ?? {};
    expect({ verdict, ...(account && body) }).toEqual(
      account ? { verdict: '200', userId, status, realNameLevel } : { verdict: '404 user.not-found' },
    );
  }
  for (const { sessions, mobile, username, level, participates } of model.accounts.values()) {
    for (const session of sessions) {
      const number = mobiles[mobile!]!;
      expect(await userOf(real, session).profile()).toMatchObject({
        maskedMobile: `${number.slice(0, 4)}****${number.slice(-3)}`,
        username,
        realNameLevel: level,
        participatesInBusinessRegistration: participates,
      });
      model.touch(session);
    }
  }
  for (const token of model.dead.slice(-tried)) {
    const headers = { authorization: `Bearer ${token}` };
    const looked = await app.call('GET', '/me', undefined, { headers });
    const written = await app.call('PUT', '/me/business-registration', { participate: false }, { headers });
    expect([looked.verdict, written.verdict]).toEqual(['401 session.required', '401 session.required']);
  }
};
