import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Applicant, agreed, applicant, IdentityApp } from '../support/people/identity-app.js';
import { RunningService } from '../support/servers/running-service.js';
import { fullWidth } from '../support/typed-by.js';

let service: RunningService;
let app: IdentityApp;
beforeAll(async () => {
  service = await RunningService.start();
  app = await IdentityApp.of(service);
});
afterAll(() => service.dispose());

const check = (idNumber: unknown) => app.call('POST', '/registrations/checks', { idNumber });
const register = async (person: Applicant, change: object = {}) =>
  app.call('POST', '/registrations', app.form(person, await app.code('registration', person.mobile), change));
const errorsOf = (answer: { body: { errors: { pointer: string; code: string }[] } }) =>
  answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();

describe('registration', () => {
  it('R1, R4 registers at level 3, without a session', async () => {
    const person = applicant(1);
    expect((await check(person.idNumber)).status).toBe(204);
    const answer = await register(person);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ userId: expect.stringMatching(/^[0-9a-f-]{36}$/), realNameLevel: 3 });
    const user = await app.signIn(person);
    expect(await user.profile()).toEqual({
      maskedName: '欧*',
      maskedIdNumber: `1101**********${person.idNumber.slice(-4)}`,
      maskedMobile: `${person.mobile.slice(0, 4)}****${person.mobile.slice(-3)}`,
      username: null,
      realNameLevel: 3,
      participatesInBusinessRegistration: false,
    });
    const [first] = await app.facts(person.idNumber);
    expect(first).toMatchObject({ type: 'IdentityUserRegistered', data: { agreement: { scope: 'general' } } });
    for (const clear of [person.name, person.idNumber, person.mobile, person.password, 'argon2'])
      expect(JSON.stringify(first)).not.toContain(clear);
  });

  it('R2 refuses who is registered, at the check and at the registration', async () => {
    const { person } = await app.registered(2);
    expect((await check(person.idNumber)).verdict).toBe('409 identity.already-registered');
    const again = { ...person, mobile: applicant(3).mobile };
    expect((await register(again)).verdict).toBe('409 identity.already-registered');
  });

  it('R2 refuses who is imported and not yet activated', async () => {
    const { person } = await app.imported(4);
    expect((await check(person.idNumber)).verdict).toBe('409 identity.already-registered');
  });

  it('R2 refuses a mobile in use, before a message is sent, and at the registration to whoever has its code', async () => {
    const person = applicant(6);
    const smsCode = await app.code('registration', person.mobile);
    await app.imported(5, person.mobile);
    expect((await app.askForCode('registration', person.mobile)).verdict).toBe('409 identity.mobile-in-use');
    const register = async (code: string) => (await app.call('POST', '/registrations', app.form(person, code))).verdict;
    expect(await register(smsCode === '000000' ? '111111' : '000000')).toBe('422 sms.code-invalid');
    expect(await register(smsCode)).toBe('409 identity.mobile-in-use');
  });

  it('V1 every wrong ID number has its own code', async () => {
    const codes = {
      '': 'id.empty',
      '410101950813003': 'id.first-generation',
      '1101011990': 'id.shape',
      '100101199003072111': 'id.province',
      '810000199003072117': 'id.not-mainland-resident',
      '110101200102292117': 'id.date',
      '110101199003072114': 'id.checksum',
    };
    for (const [idNumber, code] of Object.entries(codes))
      expect(errorsOf(await check(idNumber))).toEqual([`/idNumber ${code}`]);
    const number = '{"idNumber":110101199003072113}';
    const headers = { 'content-type': 'application/json' };
    const answer = await app.call('POST', '/registrations/checks', number, { headers });
    expect(errorsOf(answer)).toEqual(['/idNumber field.type']);
  });

  it('R1, V6 names every wrong field at once, and the code stays good', async () => {
    const person = applicant(7);
    const smsCode = await app.code('registration', person.mobile);
    const wrong = {
      name: 'Zhang',
      idNumber: '110101199003072114',
      validity: { start: '20200318', term: 20, end: '20300318' },
      mobile: '12345',
      password: 'short',
      passwordConfirmation: 'other',
      agreement: { ...agreed, agreed: false },
    };
    const answer = await app.call('POST', '/registrations', app.form(person, smsCode.slice(1), wrong));
    expect(answer.verdict).toBe('400 request.invalid');
    expect(errorsOf(answer)).toEqual(
      [
        '/agreement/agreed field.required',
        '/idNumber id.checksum',
        '/mobile phone.shape',
        '/name name.shape',
        '/password password.length',
        '/passwordConfirmation password.confirmation',
        '/smsCode smsCode.shape',
        '/validity/end validity.term-mismatch',
      ].sort(),
    );
    expect((await app.call('POST', '/registrations', app.form(person, fullWidth(smsCode)))).status).toBe(201);
  });

  it('R1 a field of the wrong shape hides none of the others', async () => {
    const misshapen = { smsCode: '', validity: { start: '', term: 7 }, extra: 1 };
    const wrong = {
      name: 'Zhang',
      idNumber: '110101199003072114',
      mobile: '12345',
      password: 'short',
      agreement: null,
    };
    const answer = await app.call('POST', '/registrations', { ...app.form(applicant(9), ''), ...wrong, ...misshapen });
    expect(errorsOf(answer)).toEqual(
      [
        '/agreement field.required',
        '/extra field.unknown',
        '/idNumber id.checksum',
        '/mobile phone.shape',
        '/name name.shape',
        '/password password.length',
        '/passwordConfirmation password.confirmation',
        '/smsCode field.required',
        '/validity/start field.required',
        '/validity/term field.type',
      ].sort(),
    );
  });

  it('V6 refuses a password that says who one is', async () => {
    const person = applicant(8);
    for (const password of [`a${person.mobile}`, `ab-${person.idNumber.slice(-6)}`]) {
      const answer = await app.call('POST', '/registrations', app.form({ ...person, password }, '000000'));
      expect(errorsOf(answer)).toEqual(['/password password.personal']);
    }
  });

  it('P6 needs today’s agreement, agreed to', async () => {
    const person = applicant(9);
    for (const agreement of [
      { ...agreed, agreed: false },
      { ...agreed, version: '0.9' },
    ]) {
      const answer = await app.call('POST', '/registrations', app.form(person, '000000', { agreement }));
      expect(answer.verdict).toBe('422 agreement.not-accepted');
    }
  });

  it('V4 refuses a wrong code, one of another number, and too many tries', async () => {
    const person = applicant(10);
    const smsCode = await app.code('registration', person.mobile);
    const other = await app.code('registration', applicant(11).mobile);
    const wrong = smsCode === '000000' ? '111111' : '000000';
    for (const code of [wrong, wrong, wrong, ...(other === smsCode ? [wrong] : [other]), wrong])
      expect((await app.call('POST', '/registrations', app.form(person, code))).verdict).toBe('422 sms.code-invalid');
    expect((await app.call('POST', '/registrations', app.form(person, smsCode))).verdict).toBe(
      '422 sms.too-many-tries',
    );
  });

  it.each([
    ['欧阳不符', '422 identity.four-elements-mismatch', 12],
    ['欧阳新换证', '422 identity.four-elements-mismatch', 13],
    ['欧阳超时', '503 dependency.unavailable', 14],
  ])('R3 %s: nothing is registered, and the same code may be used again', async (name, verdict, n) => {
    const person = applicant(n, { name });
    const smsCode = await app.code('registration', person.mobile);
    const answer = await app.call('POST', '/registrations', app.form(person, smsCode));
    expect(answer.verdict).toBe(verdict);
    if (verdict.startsWith('503')) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    else expect(answer.body.detail).toContain('刚刚换领');
    expect((await check(person.idNumber)).status).toBe(204);
    const { status } = await app.call('POST', '/registrations', app.form({ ...person, name: '欧阳' }, smsCode));
    expect(status).toBe(201);
    const once = app.form({ ...applicant(n + 28), mobile: person.mobile }, smsCode);
    expect((await app.call('POST', '/registrations', once)).verdict).toBe('422 sms.code-invalid');
  });

  it('R1 takes a repeat with the same Idempotency-Key as the same registration', async () => {
    const person = applicant(30);
    const form = app.form(person, await app.code('registration', person.mobile));
    const headers = { 'idempotency-key': 'registration-30', 'x-device-id': 'device-0000030' };
    const [one, two] = [
      await app.call('POST', '/registrations', form, { headers }),
      await app.call('POST', '/registrations', form, { headers }),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual(one.body);
  });
});

describe('configuration', () => {
  it('says what the app shows before anybody is known', async () => {
    const { body } = await app.call('GET', '/configuration');
    expect(body).toMatchObject({ title: '工商注册身份验证', smsQuota: { minute: 1, hour: 3, day: 5 } });
    expect(body.faq).toHaveLength(3);
    const { items } = (await app.call('GET', '/agreements')).body;
    expect(items).toEqual([
      expect.objectContaining({
        documentId: 'userAgreement',
        version: '1.0',
        sha256: expect.stringMatching(/^\w{64}$/),
      }),
      expect.objectContaining({ documentId: 'faceConsent', text: expect.stringContaining('人脸') }),
    ]);
  });
});
