import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrashGate } from '../support/crashes/crash-gate.js';
import { applicant, IdentityApp, matching, type SignedInUser } from '../support/people/identity-app.js';
import { RunningProcess } from '../support/servers/running-service.js';

let service: RunningProcess;
let app: IdentityApp;
let gate: CrashGate;
beforeAll(async () => {
  service = await RunningProcess.start();
  app = await IdentityApp.of(service);
  gate = await CrashGate.beforeAnswers(service);
});
afterAll(() => service.dispose());

const device = { 'x-device-id': 'device-00000001' };
/** The call, lost once, and its repeat. */
const repeated = async (method: string, path: string, body: unknown, user?: SignedInUser) => {
  const headers = { ...device, ...user?.headers, 'idempotency-key': crypto.randomUUID() };
  const call = () => app.call(method, path, body, { headers });
  await gate.crashDuring(call);
  return call();
};
const count = async (idNumber: string, type: string) =>
  (await app.facts(idNumber)).filter((fact) => fact.type === type).length;

describe('a repeat of a call whose answer was lost', () => {
  it('R1 registers once', async () => {
    const person = applicant(1);
    const form = app.form(person, await app.code('registration', person.mobile));
    expect((await repeated('POST', '/registrations', form)).status).toBe(201);
    expect(await count(person.idNumber, 'IdentityUserRegistered')).toBe(1);
  });

  it('R9 the first sign-in carries the guide, and is one', async () => {
    const person = applicant(2);
    await app.register(person);
    const answer = await repeated('POST', '/sessions', { identifier: person.mobile, password: person.password });
    expect(answer).toMatchObject({ status: 201, body: { guide: 'raiseRealNameLevel' } });
    expect(await count(person.idNumber, 'SignedIn')).toBe(1);
  });

  it('R8 a wrong password counts once', async () => {
    const person = applicant(3);
    await app.register(person);
    const answer = await repeated('POST', '/sessions', { identifier: person.mobile, password: 'Wrong-1234' });
    expect(answer.verdict).toBe('401 login.refused');
    expect(await count(person.idNumber, 'PasswordRefused')).toBe(1);
  });

  it('R12 the password is changed once, and its old one is not held against the repeat', async () => {
    const { person, user } = await app.registered(4);
    const body = { oldPassword: person.password, password: 'Other-1234', passwordConfirmation: 'Other-1234' };
    expect((await repeated('PUT', '/me/password', body, user)).status).toBe(204);
    expect(await count(person.idNumber, 'PasswordChanged')).toBe(1);
    expect(await count(person.idNumber, 'PasswordRefused')).toBe(0);
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
  });

  it('R13 the mobile is changed once', async () => {
    const { person, user } = await app.registered(5);
    const mobile = applicant(6).mobile;
    await user.call('POST', '/sms-codes', { purpose: 'mobileChange', mobile });
    const body = { mobile, smsCode: await app.codeSentTo(mobile) };
    expect((await repeated('PUT', '/me/mobile', body, user)).status).toBe(200);
    expect(await count(person.idNumber, 'MobileChanged')).toBe(1);
    expect((await app.login(mobile, person.password)).status).toBe(201);
  });

  it('R14 the level is raised once, by one face', async () => {
    const { person, user } = await app.registered(7);
    const consent = { version: '1.0', agreed: true };
    const { body } = await user.call('POST', '/face-verifications', { purpose: 'realNameLevel', consent });
    const face = { faceVerificationId: body.faceVerificationId };
    const answer = await repeated('PUT', '/me/real-name-level', { level: 4, face, consent }, user);
    expect(answer).toMatchObject({ status: 200, body: { realNameLevel: 4 } });
    expect(await count(person.idNumber, 'FaceVerified')).toBe(1);
  });

  it('R6 both steps of an activation', async () => {
    const { person } = await app.imported(8, applicant(8).mobile);
    const { activationTicket } = (await app.login(person.idNumber, 'any')).body;
    const { idNumber, mobile, password } = person;
    const smsCode = await app.code('activation', mobile);
    const first = await repeated('POST', '/activations', { activationTicket, idNumber, mobile, smsCode });
    expect(first.status).toBe(201);
    const form = { username: 'Ouyang_08', password, passwordConfirmation: password };
    const second = await repeated('PUT', `/activations/${first.body.ticket}`, form);
    expect(second).toMatchObject({ status: 200, body: { username: 'Ouyang_08' } });
    expect(await count(idNumber, 'IdentityUserActivated')).toBe(1);
    expect((await app.login(mobile, password)).status).toBe(201);
  });

  it('R11 a reset', async () => {
    const { person } = await app.registered(9);
    const { name, idNumber } = person;
    const begun = await repeated('POST', '/password-resets', { name, idNumber, face: matching });
    expect(begun.status).toBe(201);
    const body = { password: 'Other-1234', passwordConfirmation: 'Other-1234' };
    expect((await repeated('PUT', `/password-resets/${begun.body.ticket}`, body)).status).toBe(204);
    expect(await count(idNumber, 'PasswordChanged')).toBe(1);
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
  });

  it('R17 a cancellation: the person is gone, and the ID number free', async () => {
    const { person, user } = await app.registered(10);
    const answer = await repeated('DELETE', '/me', undefined, user);
    expect(['204', '401 session.required']).toContain(answer.verdict);
    expect((await app.call('POST', '/registrations/checks', { idNumber: person.idNumber })).status).toBe(204);
  });
});
