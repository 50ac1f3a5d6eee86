import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { agreed, applicant, IdentityApp, matching, mismatching, SignedInUser } from '../support/people/identity-app.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let app: IdentityApp;
beforeAll(async () => {
  service = await RunningService.start();
  app = await IdentityApp.of(service);
});
afterAll(() => service.dispose());

const change = (user: SignedInUser, oldPassword: string, password: string, passwordConfirmation = password) =>
  user.call('PUT', '/me/password', { oldPassword, password, passwordConfirmation });
const beginReset = (name: string, idNumber: string, face: object = matching) =>
  app.call('POST', '/password-resets', { name, idNumber, face });
const finishReset = (ticket: string, password: string, passwordConfirmation = password) =>
  app.call('PUT', `/password-resets/${ticket}`, { password, passwordConfirmation });
const codesOf = (answer: { body: { errors: { code: string }[] } }) => answer.body.errors.map(({ code }) => code).sort();

describe('change of password', () => {
  it('R12 ends the other sessions, and tells the mobile', async () => {
    const { person, user } = await app.registered(1);
    const other = await app.signIn(person);
    expect((await change(user, person.password, 'Other-1234')).status).toBe(204);
    expect((await user.call('GET', '/me')).status).toBe(200);
    expect((await other.call('GET', '/me')).verdict).toBe('401 session.required');
    expect((await app.login(person.mobile, person.password)).verdict).toBe('401 login.refused');
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
    await eventually(async () =>
      expect(await app.noticesTo(person.mobile)).toEqual([expect.stringContaining('密码已修改')]),
    );
  });

  it('R12 five wrong old ones lock, and the right one is refused too', async () => {
    const { person, user } = await app.registered(2);
    for (let n = 0; n < 5; n++)
      expect((await change(user, 'Wrong-1234', 'Other-1234')).verdict).toBe('422 password.wrong');
    expect((await change(user, person.password, 'Other-1234')).verdict).toBe('422 password.wrong');
    expect((await app.login(person.mobile, person.password)).verdict).toBe('401 login.refused');
  });

  it('V6 refuses wrong new ones, and tells that to whoever knows the old one alone', async () => {
    const { person, user } = await app.registered(3);
    expect(codesOf(await change(user, person.password, person.password))).toEqual(['password.unchanged']);
    for (const password of ['Other-1234', `a-${person.mobile}`])
      expect((await change(user, 'Wrong-1234', password)).verdict).toBe('422 password.wrong');
    expect(codesOf(await change(user, person.password, 'abcdefgh', 'x'))).toEqual([
      'password.confirmation',
      'password.kinds',
    ]);
    expect(codesOf(await change(user, person.password, 'Other 1234'))).toEqual(['password.characters']);
    expect(codesOf(await change(user, person.password, `a-${person.mobile}`))).toEqual(['password.personal']);
  });

  it('R12 a repeat with the same Idempotency-Key is one change', async () => {
    const { person, user } = await app.registered(4);
    const body = { oldPassword: person.password, password: 'Other-1234', passwordConfirmation: 'Other-1234' };
    for (let n = 0; n < 2; n++)
      expect((await user.call('PUT', '/me/password', body, { 'idempotency-key': 'change-4' })).status).toBe(204);
    const types = (await app.facts(person.idNumber)).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('Password'))).toEqual(['PasswordChanged']);
  });
});

describe('forgotten password', () => {
  it('R11 name, ID number and face give a ticket and the masked account; every session ends', async () => {
    const { person, user } = await app.registered(10);
    const begun = await beginReset(person.name, person.idNumber);
    expect(begun).toMatchObject({ status: 201, body: { maskedAccount: '1101-XXXXXXXX' } });
    expect(begun.body.ticket).toMatch(/^[\w-]{43}$/);
    expect(codesOf(await finishReset(begun.body.ticket, 'short'))).toEqual(['password.length']);
    expect(codesOf(await finishReset(begun.body.ticket, person.password))).toEqual(['password.unchanged']);
    expect((await finishReset(begun.body.ticket, 'Other-1234')).status).toBe(204);
    expect((await finishReset(begun.body.ticket, 'Third-1234')).verdict).toBe('422 ticket.invalid');
    expect((await user.call('GET', '/me')).verdict).toBe('401 session.required');
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
  });

  it('R11 a wrong name, an unknown ID number and a face that does not match are refused alike', async () => {
    const { person } = await app.registered(11);
    const refusals = [
      await beginReset(person.name, person.idNumber, mismatching),
      await beginReset('欧阳别人', person.idNumber),
      await beginReset(person.name, applicant(12).idNumber),
    ];
    for (const { verdict } of refusals) expect(verdict).toBe('422 identity.face-mismatch');
    const headers = refusals.map((refusal) => [...refusal.headers.keys()].sort());
    for (const each of headers) expect(each).toEqual(headers[0]);
    expect(codesOf(await beginReset('Zhang', '123'))).toEqual(['id.shape', 'name.shape']);
  });

  it('R8, R11 a locked account may reset, and then sign in', async () => {
    const { person } = await app.registered(13);
    for (let n = 0; n < 5; n++) await app.login(person.mobile, 'Wrong-1234');
    expect((await app.login(person.mobile, person.password)).status).toBe(401);
    const { body } = await beginReset(person.name, person.idNumber);
    expect((await finishReset(body.ticket, 'Other-1234')).status).toBe(204);
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
  });

  it('R11 a ticket lives ten minutes', async () => {
    const { person } = await app.registered(14);
    const begun = await beginReset(person.name, person.idNumber);
    await app.pass(600);
    expect((await finishReset(begun.body.ticket, 'Third-1234')).verdict).toBe('422 ticket.invalid');
  });

  it('R11 a ticket is void once the password that it was issued to replace is replaced', async () => {
    const { person } = await app.registered(15);
    const [one, two] = [await beginReset(person.name, person.idNumber), await beginReset(person.name, person.idNumber)];
    expect((await finishReset(one.body.ticket, 'Other-1234')).status).toBe(204);
    expect((await finishReset(two.body.ticket, 'Third-1234')).verdict).toBe('422 ticket.invalid');
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
    expect((await app.login(person.mobile, 'Third-1234')).verdict).toBe('401 login.refused');
  });
});

describe('real-name level and participation', () => {
  const participate = (user: SignedInUser, yes: boolean) =>
    user.call('PUT', '/me/business-registration', { participate: yes });

  it('R14, R15 level 3 must be raised by face first; then one may join and leave', async () => {
    const { person, user } = await app.registered(20);
    expect((await participate(user, true)).verdict).toBe('422 identity.level-4-required');
    expect((await user.raiseLevel(mismatching)).verdict).toBe('422 identity.face-mismatch');
    const started = { purpose: 'realNameLevel', consent: agreed };
    const { faceVerificationId } = (await user.call('POST', '/face-verifications', started)).body;
    const raised = await user.raiseLevel({ faceVerificationId });
    expect(raised).toMatchObject({ status: 200, body: { realNameLevel: 4 } });
    expect((await participate(user, true)).body).toMatchObject({ participatesInBusinessRegistration: true });
    expect((await participate(user, false)).body).toMatchObject({ participatesInBusinessRegistration: false });
    const types = (await app.facts(person.idNumber)).map(({ type }) => type);
    expect(types.slice(2)).toEqual([
      'FaceRefused',
      'FaceVerified',
      'RealNameUpgraded',
      'BusinessRegistrationJoined',
      'BusinessRegistrationLeft',
    ]);
  });

  it('R14 at level 4 already nothing happens, and no face is looked at', async () => {
    const { person, user } = await app.registered(21);
    await user.raiseLevel();
    const before = await app.facts(person.idNumber);
    expect((await user.raiseLevel(mismatching)).body.realNameLevel).toBe(4);
    expect(await app.facts(person.idNumber)).toEqual(before);
  });

  it('R14 there is no level but 4, and P6 no face without consent', async () => {
    const { user } = await app.registered(22);
    const body = { level: 3, face: matching, consent: agreed };
    expect((await user.call('PUT', '/me/real-name-level', body)).verdict).toBe('400 request.invalid');
    expect((await user.raiseLevel(matching, { ...agreed, agreed: false })).verdict).toBe('422 agreement.not-accepted');
  });

  it('R16 after five failures of a day there are no more', async () => {
    const { user } = await app.registered(23);
    for (let n = 0; n < 5; n++) expect((await user.raiseLevel(mismatching)).verdict).toBe('422 identity.face-mismatch');
    const refused = await user.raiseLevel();
    expect(refused.verdict).toBe('429 face.too-many-tries');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await user.raiseLevel({ providerTicket: 'sandbox:unavailable' })).verdict).toBe(
      '503 dependency.unavailable',
    );
  });
});
