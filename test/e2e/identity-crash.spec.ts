import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrashGate } from '../support/crashes/crash-gate.js';
import { eventually } from '../support/eventually.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { RunningProcess } from '../support/servers/running-service.js';

let service: RunningProcess;
let app: IdentityApp;
let gate: CrashGate;
beforeAll(async () => {
  service = await RunningProcess.onItsServer();
  app = await IdentityApp.of(service);
  gate = await CrashGate.beforeAppends(service, 'IdentityUser');
});
afterAll(() => service.dispose());

const keyed = (key: string) => ({ 'idempotency-key': key, 'x-device-id': 'device-00000001' });
const check = (idNumber: string) => app.call('POST', '/registrations/checks', { idNumber });

describe('a service that dies between a claim and what it is for', () => {
  it('R1 a repeat of the registration finishes it, once', async () => {
    const person = applicant(1);
    const form = app.form(person, await app.code('registration', person.mobile));
    const register = () => app.call('POST', '/registrations', form, { headers: keyed('crash-1') });
    await gate.crashDuring(register);
    const repeated = await register();
    expect(repeated.status).toBe(201);
    expect((await register()).body).toEqual(repeated.body);
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
    expect((await app.facts(person.idNumber)).map(({ type }) => type)).toEqual(['IdentityUserRegistered', 'SignedIn']);
  });

  it('R2 a registration that never comes back holds neither ID number nor mobile, and a late one loses', async () => {
    const person = applicant(2);
    const form = app.form(person, await app.code('registration', person.mobile));
    const register = () => app.call('POST', '/registrations', form, { headers: keyed('crash-2') });
    await gate.crashDuring(register);
    expect((await check(person.idNumber)).verdict).toBe('204');
    await app.register({ ...applicant(8), idNumber: person.idNumber });
    expect((await register()).verdict).toBe('409 identity.already-registered');
    await app.pass(62);
    await app.register({ ...applicant(9), mobile: person.mobile });
    expect((await app.login(applicant(8).mobile, person.password)).status).toBe(201);
  });

  it('R13 a change of mobile that comes back in time is finished', async () => {
    const { user } = await app.registered(3);
    const mobile = applicant(4).mobile;
    await user.call('POST', '/sms-codes', { purpose: 'mobileChange', mobile });
    const body = { mobile, smsCode: await app.codeSentTo(mobile) };
    const change = () => user.call('PUT', '/me/mobile', body, keyed('crash-3'));
    await gate.crashDuring(change);
    expect((await change()).status).toBe(200);
    expect((await user.profile()).maskedMobile).toBe(`${mobile.slice(0, 4)}****${mobile.slice(-3)}`);
  });

  it('R13 the number of one that never comes back is free after a minute, and a late one loses', async () => {
    const { person, user } = await app.registered(5);
    const mobile = applicant(6).mobile;
    await user.call('POST', '/sms-codes', { purpose: 'mobileChange', mobile });
    const body = { mobile, smsCode: await app.codeSentTo(mobile) };
    const change = () => user.call('PUT', '/me/mobile', body, keyed('crash-5'));
    await gate.crashDuring(change);
    expect((await app.askForCode('registration', mobile)).verdict).toBe('409 identity.mobile-in-use');

    await app.pass(62);
    await eventually(async () => expect((await app.askForCode('registration', mobile)).status).toBe(202));
    expect((await change()).verdict).toBe('409 revision.conflict');
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
    const form = app.form({ ...applicant(6), mobile }, await app.codeSentTo(mobile));
    expect((await app.call('POST', '/registrations', form)).status).toBe(201);
  });

  it('R12 a change of password whose fact did not come to be leaves the old one', async () => {
    const { person, user } = await app.registered(7);
    const body = { oldPassword: person.password, password: 'Other-1234', passwordConfirmation: 'Other-1234' };
    const change = () => user.call('PUT', '/me/password', body, keyed('crash-7'));
    await gate.crashDuring(change);
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
    expect((await change()).status).toBe(204);
    expect((await app.login(person.mobile, 'Other-1234')).status).toBe(201);
    expect((await app.login(person.mobile, person.password)).status).toBe(401);
  });
});
