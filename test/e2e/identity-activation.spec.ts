import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { agreed, applicant, IdentityApp, matching, mismatching } from '../support/people/identity-app.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let app: IdentityApp;
beforeAll(async () => {
  service = await RunningService.start();
  app = await IdentityApp.of(service);
});
afterAll(() => service.dispose());

const ticketFor = async (identifier: string): Promise<string> => {
  const answer = await app.login(identifier, 'whatever it is');
  expect(answer.verdict).toBe('403 identity.activation-required');
  return answer.body.activationTicket;
};
const begin = (activationTicket: string, idNumber: string, mobile: string, smsCode: string, face?: object) =>
  app.call('POST', '/activations', { activationTicket, idNumber, mobile, smsCode, ...(face && { face }) });
const finish = (ticket: string, username: string, password: string, passwordConfirmation = password) =>
  app.call('PUT', `/activations/${ticket}`, { username, password, passwordConfirmation });
/** Through step 1, by somebody whose mobile is on record. */
const step2 = async (n: number) => {
  const { person, userId } = await app.imported(n, applicant(n).mobile);
  const code = await app.code('activation', person.mobile);
  const { body } = await begin(await ticketFor(person.idNumber), person.idNumber, person.mobile, code);
  return { person, userId, ticket: body.ticket as string };
};

describe('activation', () => {
  it('R5, R6 with any password to a ticket, then mobile, then username and password', async () => {
    const { person, userId, ticket } = await step2(1);
    expect(await finish(ticket, 'Ouyang_01', person.password)).toMatchObject({
      status: 200,
      body: { userId, username: 'Ouyang_01', realNameLevel: 2 },
    });
    const user = await app.signIn(person);
    expect(await user.profile()).toMatchObject({ username: 'Ouyang_01', realNameLevel: 2 });
    expect((await app.login(person.mobile, 'whatever it is')).verdict).toBe('401 login.refused');
  });

  it('R5 the ticket is no session, and an empty password gets none', async () => {
    const { person } = await app.imported(2, applicant(2).mobile);
    const ticket = await ticketFor(person.mobile);
    const headers = { authorization: `Bearer ${ticket}` };
    expect((await app.call('GET', '/me', undefined, { headers })).verdict).toBe('401 session.required');
    expect((await app.login(person.idNumber, '')).verdict).toBe('400 request.invalid');
  });

  it('R6 the mobile on record and the ID number must match', async () => {
    const { person } = await app.imported(3, applicant(3).mobile);
    const ticket = await ticketFor(person.idNumber);
    const other = applicant(4);
    const code = await app.code('activation', other.mobile);
    expect((await begin(ticket, person.idNumber, other.mobile, code)).verdict).toBe('422 identity.activation-refused');
    expect((await begin(ticket, other.idNumber, other.mobile, code)).verdict).toBe('422 identity.activation-refused');
    for (const idNumber of [person.idNumber, other.idNumber])
      expect((await begin(ticket, idNumber, person.mobile, code)).verdict).toBe('422 sms.code-invalid');
    const own = await app.code('activation', person.mobile);
    expect((await begin(ticket, person.idNumber, person.mobile, own)).status).toBe(201);
  });

  it('R6 without a mobile on record a face is required', async () => {
    const { person } = await app.imported(5);
    const ticket = await ticketFor(person.idNumber);
    const smsCode = await app.code('activation', person.mobile);
    const attempt = (face?: object) => begin(ticket, person.idNumber, person.mobile, smsCode, face);
    expect((await attempt()).verdict).toBe('422 identity.face-required');
    expect((await attempt(mismatching)).verdict).toBe('422 identity.face-mismatch');
    const started = { purpose: 'activation', activationTicket: ticket, consent: agreed };
    const flow = await app.call('POST', '/face-verifications', started);
    const done = await attempt(await app.wentThrough(flow));
    expect(done.status).toBe(201);
    await finish(done.body.ticket, 'Ouyang_05', person.password);
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
  });

  it('R6 an operator may record the mobile first', async () => {
    const { person, userId } = await app.imported(6);
    const { name, idNumber, mobile } = person;
    const again = await app.as('operator', 'POST', '/staff/identity-users', {
      name,
      idNumber,
      mobile,
      realNameLevel: 3,
    });
    expect([again.status, again.body]).toEqual([200, { userId }]);
    const code = await app.code('activation', mobile);
    expect((await begin(await ticketFor(mobile), idNumber, mobile, code)).status).toBe(201);
  });

  it('R13 a mobile of somebody else is in use', async () => {
    const { person: owner } = await app.registered(7);
    const { person } = await app.imported(8);
    expect((await app.askForCode('activation', owner.mobile)).verdict).toBe('409 identity.mobile-in-use');
    const ticket = await ticketFor(person.idNumber);
    const attempt = await begin(ticket, person.idNumber, owner.mobile, '000000', matching);
    expect(attempt.verdict).toBe('422 sms.code-invalid');
  });

  it('V4 a wrong code leaves the ticket usable; V6, V7 wrong fields too; success spends it', async () => {
    const { person } = await app.imported(9, applicant(9).mobile);
    const first = await ticketFor(person.idNumber);
    const code = await app.code('activation', person.mobile);
    const wrong = code === '000000' ? '111111' : '000000';
    expect((await begin(first, person.idNumber, person.mobile, wrong)).verdict).toBe('422 sms.code-invalid');
    const { body } = await begin(first, person.idNumber, person.mobile, code);
    expect((await begin(first, person.idNumber, person.mobile, code)).verdict).toBe('422 ticket.invalid');

    const refused = await finish(body.ticket, '1zhang', 'zhang', 'other');
    expect(refused.body.errors.map(({ code }: { code: string }) => code).sort()).toEqual(
      ['password.confirmation', 'password.length', 'username.shape'].sort(),
    );
    const personal = await finish(body.ticket, 'Ouyang_09', 'x-ouyang_09');
    expect(personal.body.errors).toMatchObject([{ pointer: '/password', code: 'password.personal' }]);
    expect((await finish(body.ticket, 'Ouyang_09', person.password)).status).toBe(200);
    expect((await finish(body.ticket, 'Ouyang_09', person.password)).verdict).toBe('422 ticket.invalid');
  });

  it('V7 a username is taken whatever its case, and the ticket stays usable', async () => {
    const [one, other] = [await step2(10), await step2(11)];
    expect((await finish(one.ticket, 'Same_Name', one.person.password)).status).toBe(200);
    expect((await finish(other.ticket, 'sAME_nAME', other.person.password)).verdict).toBe('409 username.taken');
    expect((await finish(other.ticket, 'Other_Name', other.person.password)).status).toBe(200);
  });

  it('R5 nobody activates twice', async () => {
    const { person } = await app.imported(14, applicant(14).mobile);
    const [first, second] = [await ticketFor(person.idNumber), await ticketFor(person.idNumber)];
    const code = await app.code('activation', person.mobile);
    const { body } = await begin(first, person.idNumber, person.mobile, code);
    await app.pass(61);
    const another = await app.code('activation', person.mobile);
    const late = await begin(second, person.idNumber, person.mobile, another);
    expect((await finish(body.ticket, 'Ouyang_14', person.password)).status).toBe(200);
    expect((await finish(late.body.ticket, 'Ouyang_15', 'Other-5678')).verdict).toBe('409 identity.already-active');
    expect((await app.login(person.idNumber, person.password)).status).toBe(201);
  });

  it('tickets live ten minutes, and one is no other', async () => {
    const { person } = await app.imported(16, applicant(16).mobile);
    const ticket = await ticketFor(person.idNumber);
    expect((await finish(ticket, 'Ouyang_16', person.password)).verdict).toBe('422 ticket.invalid');
    const reset = await app.call('PUT', `/password-resets/${ticket}`, {
      password: 'Other-5678',
      passwordConfirmation: 'Other-5678',
    });
    expect(reset.verdict).toBe('422 ticket.invalid');
    expect(reset.body.instance).toBe('/v1/identity/password-resets/{ticket}');
    await app.pass(600);
    expect((await begin(ticket, person.idNumber, person.mobile, '000000')).verdict).toBe('422 ticket.invalid');
  });
});

describe('back office', () => {
  it('finds users by ID number, and only operators do', async () => {
    const { person, userId } = await app.imported(20);
    const search = { idNumber: person.idNumber };
    const found = await app.as('operator', 'POST', '/staff/identity-users/searches', search);
    expect([found.status, found.body]).toEqual([200, { userId, status: 'inactive', realNameLevel: 2 }]);
    const unknown = { idNumber: applicant(21).idNumber };
    const refused = await app.as('operator', 'POST', '/staff/identity-users/searches', unknown);
    expect(refused.verdict).toBe('404 user.not-found');
    expect((await app.as('agent', 'POST', '/staff/identity-users/searches', search)).verdict).toBe(
      '403 access.forbidden',
    );
  });

  it('R6 an import carries at most level 3, and claims its mobile', async () => {
    const { name, idNumber, mobile } = applicant(22);
    const body = { name, idNumber, mobile, realNameLevel: 4 };
    expect((await app.as('operator', 'POST', '/staff/identity-users', body)).verdict).toBe('400 request.invalid');
    expect((await app.as('operator', 'POST', '/staff/identity-users', { ...body, realNameLevel: 3 })).status).toBe(201);
    const other = { ...body, idNumber: applicant(23).idNumber, realNameLevel: 3 };
    expect((await app.as('operator', 'POST', '/staff/identity-users', other)).verdict).toBe(
      '409 identity.mobile-in-use',
    );
    expect((await app.askForCode('registration', mobile)).verdict).toBe('409 identity.mobile-in-use');
  });

  it('R6 a mobile that an import replaces is free again', async () => {
    const { person } = await app.imported(24, applicant(24).mobile);
    const mobile = applicant(25).mobile;
    const { name, idNumber } = person;
    await app.as('operator', 'POST', '/staff/identity-users', { name, idNumber, mobile, realNameLevel: 2 });
    await app.register({ ...applicant(26), mobile: person.mobile });
  });

  it('R14 an operator raises the level, with a reason that is recorded and sealed', async () => {
    const { person, userId, user } = await app.registered(27);
    const path = `/staff/identity-users/${userId}/real-name-level`;
    const answer = await app.as('operator', 'POST', path, { level: 4, reason: '本人到窗口核验原件' });
    expect([answer.status, answer.body]).toEqual([200, { userId, status: 'active', realNameLevel: 4 }]);
    expect((await user.profile()).realNameLevel).toBe(4);
    const upgrade = (await app.facts(person.idNumber)).filter(({ type }) => type === 'RealNameUpgraded');
    expect(upgrade).toMatchObject([{ data: { from: 3, to: 4, method: 'operator', reason: '***' } }]);
    await app.as('operator', 'POST', path, { level: 4, reason: '再次' });
    expect((await app.facts(person.idNumber)).filter(({ type }) => type === 'RealNameUpgraded')).toHaveLength(1);
    const nobody = await app.as('operator', 'POST', path.replace(userId, crypto.randomUUID()), {
      level: 4,
      reason: '无',
    });
    expect(nobody.verdict).toBe('404 user.not-found');
  });
});
