import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { applicant, IdentityApp, matching, mismatching, type SignedInUser } from '../support/people/identity-app.js';
import { Company } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let app: IdentityApp;
beforeAll(async () => {
  service = await RunningService.start();
  app = await IdentityApp.of(service);
});
afterAll(() => service.dispose());

const ask = (user: SignedInUser, mobile: string, captcha: object = {}) =>
  user.call('POST', '/sms-codes', { purpose: 'mobileChange', mobile, ...captcha });
const change = (user: SignedInUser, mobile: string, smsCode: string) =>
  user.call('PUT', '/me/mobile', { mobile, smsCode });
const changeTo = async (user: SignedInUser, mobile: string) => {
  expect((await ask(user, mobile)).status).toBe(202);
  return change(user, mobile, await app.codeSentTo(mobile));
};
const confirm = (user: SignedInUser, proof: object) => user.call('POST', '/sessions/current/confirmations', proof);

describe('change of mobile', () => {
  it('R13 by a code to the new number; both numbers are told; the old one is free; other sessions end', async () => {
    const { person, user } = await app.registered(1);
    const mobile = applicant(2).mobile;
    const elsewhere = await app.signIn(person);
    const changed = await changeTo(user, mobile);
    expect(changed).toMatchObject({
      status: 200,
      body: { maskedMobile: `${mobile.slice(0, 4)}****${mobile.slice(-3)}` },
    });
    expect((await elsewhere.call('GET', '/me')).verdict).toBe('401 session.required');
    expect((await user.call('GET', '/me')).status).toBe(200);
    expect((await app.login(mobile, person.password)).status).toBe(201);
    expect((await app.login(person.mobile, person.password)).status).toBe(401);
    for (const number of [person.mobile, mobile])
      await eventually(async () =>
        expect(await app.noticesTo(number)).toEqual([expect.stringContaining('手机号已更换')]),
      );
    await app.pass(61);
    await app.register({ ...applicant(3), mobile: person.mobile });
  });

  it('R13 refuses the same number, one in use, one without its own code', async () => {
    const [{ person, user }, { person: other }] = [await app.registered(4), await app.registered(5)];
    const mobile = applicant(6).mobile;
    expect((await ask(user, person.mobile)).verdict).toBe('422 mobile.unchanged');
    expect((await ask(user, other.mobile)).verdict).toBe('409 identity.mobile-in-use');
    expect((await change(user, person.mobile, '000000')).verdict).toBe('422 mobile.unchanged');
    expect((await change(user, other.mobile, '000000')).verdict).toBe('409 identity.mobile-in-use');
    const refused = await change(user, mobile, '000000');
    expect([refused.verdict, refused.body.triesLeft]).toEqual(['422 sms.code-invalid', 0]);
    expect((await change(user, '12345', '000000')).body.errors).toMatchObject([{ code: 'phone.shape' }]);
  });

  it('V4 a code is its user’s and its purpose’s alone', async () => {
    const [{ user }, { user: other }] = [await app.registered(7), await app.registered(8)];
    const mobile = applicant(9).mobile;
    await ask(user, mobile);
    const code = await app.codeSentTo(mobile);
    expect((await change(other, mobile, code)).verdict).toBe('422 sms.code-invalid');
    const form = app.form({ ...applicant(9), mobile }, code);
    expect((await app.call('POST', '/registrations', form)).verdict).toBe('422 sms.code-invalid');
    expect((await change(user, mobile, code)).status).toBe(200);
  });

  it('R13 of two who want the same number at once one gets it', async () => {
    const users = [await app.registered(10), await app.registered(11)];
    const mobile = applicant(12).mobile;
    await ask(users[0]!.user, mobile);
    const first = await app.codeSentTo(mobile);
    await app.pass(61);
    await ask(users[1]!.user, mobile);
    const second = await app.codeSentTo(mobile);
    const answers = await Promise.all([change(users[0]!.user, mobile, first), change(users[1]!.user, mobile, second)]);
    expect(answers.map(({ verdict }) => verdict).sort()).toEqual(['200', '409 identity.mobile-in-use']);
  });

  it('R13 needs a sign-in or a confirmation within ten minutes', async () => {
    const { person, user } = await app.registered(13);
    await app.pass(599);
    const mobile = applicant(14).mobile;
    expect((await changeTo(user, mobile)).status).toBe(200);
    await app.pass(2);
    const other = applicant(15).mobile;
    await ask(user, other);
    const code = await app.codeSentTo(other);
    expect((await change(user, other, code)).verdict).toBe('403 session.confirmation-required');
    expect((await confirm(user, { password: 'Wrong-1234' })).verdict).toBe('422 password.wrong');
    expect((await confirm(user, { face: mismatching })).verdict).toBe('422 identity.face-mismatch');
    expect((await confirm(user, {})).verdict).toBe('400 request.invalid');
    expect((await confirm(user, { password: person.password })).status).toBe(204);
    expect((await change(user, other, code)).status).toBe(200);
    await app.pass(601);
    expect((await user.call('DELETE', '/me')).verdict).toBe('403 session.confirmation-required');
    expect((await confirm(user, { face: matching })).status).toBe(204);
    expect((await user.call('DELETE', '/me')).status).toBe(204);
  });

  it('needs a session', async () => {
    expect((await app.askForCode('mobileChange', applicant(16).mobile)).verdict).toBe('401 session.required');
  });
});

describe('codes by text message', () => {
  it('V5 whoever is not signed in solves a captcha, for that purpose', async () => {
    const { mobile } = applicant(20);
    const without = { purpose: 'registration', mobile };
    expect((await app.call('POST', '/sms-codes', without)).verdict).toBe('422 captcha.required');
    const wrong = { ...without, ...(await app.captcha('registration')), captcha: '????' };
    expect((await app.call('POST', '/sms-codes', wrong)).verdict).toBe('422 captcha.invalid');
    const other = { ...without, ...(await app.captcha('activation')) };
    expect((await app.call('POST', '/sms-codes', other)).verdict).toBe('422 captcha.invalid');
    expect((await app.askForCode('registration', mobile)).status).toBe(202);
  });

  it('V4 a number that the gateway refuses', async () => {
    expect((await app.askForCode('registration', '13900990000')).verdict).toBe('422 sms.undeliverable');
  });

  it('V5 whoever is signed in needs one only when asking often', async () => {
    const { user } = await app.registered(21);
    for (let n = 0; n < 5; n++) expect((await ask(user, applicant(30 + n).mobile)).status).toBe(202);
    expect((await ask(user, applicant(36).mobile)).verdict).toBe('422 captcha.required');
    expect((await ask(user, applicant(36).mobile, await app.captcha('mobileChange'))).status).toBe(202);
  });

  it('V4.2 the quota of a number is shared by all purposes and both apps', async () => {
    const { person, user } = await app.registered(40);
    const mobile = applicant(41).mobile;
    const company = await Company.of(service);
    const customer = await company.customer(41, { photos: false, contactMobile: mobile });
    await customer.signIn();
    const refused = await app.askForCode('registration', mobile);
    expect(refused).toMatchObject({ verdict: '429 sms.quota-exceeded', body: { rule: 'minute' } });
    await app.pass(60);
    expect((await app.askForCode('activation', mobile)).status).toBe(202);
    await app.pass(60);
    expect((await ask(user, mobile)).status).toBe(202);
    await app.pass(60);
    expect(await app.askForCode('registration', mobile)).toMatchObject({ body: { rule: 'hour' } });
    await app.pass(3600);
    expect((await app.signIn(person)).token).toBeDefined();
    expect((await app.askForCode('registration', mobile)).status).toBe(202);
    await app.pass(60);
    expect((await app.askForCode('registration', mobile)).status).toBe(202);
    await app.pass(60);
    expect(await app.askForCode('activation', mobile)).toMatchObject({
      verdict: '429 sms.quota-exceeded',
      body: { rule: 'day' },
    });
  });
});
