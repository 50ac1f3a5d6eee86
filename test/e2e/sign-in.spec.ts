import { describe, expect, it } from '@jest/globals';
import { idNumberOf, mobileOf, openSignInPage, page } from '../support/people/sign-in-page.js';
import { nextPerson } from '../support/servers/own-service.js';
import { openingHour } from '../support/servers/running-service.js';
import { fullWidth } from '../support/typed-by.js';

openSignInPage();

describe('the company (F1, F5, F7)', () => {
  it('F1 is found by its four digits and tells exactly what the contract says', async () => {
    const { body } = await page.call('GET', '/v1/futures/companies/0038');
    const text = expect.stringMatching(/./);
    expect(body).toEqual({
      code: '0038',
      name: '测试期货',
      services: expect.arrayContaining([{ code: text, name: text, enabled: expect.any(Boolean) }]),
      accountTypes: [{ code: 'futuresBrokerage', name: '期货经纪' }],
      branches: [
        { code: '001', name: text },
        { code: '002', name: text },
      ],
      serviceHours: {
        text: '周一至周五、周六 01:23-23:58',
        windows: [{ days: [1, 2, 3, 4, 5, 6], from: '01:23:00', to: '23:58:00' }],
        open: true,
        nextOpening: null,
      },
      hints: expect.arrayContaining([text]),
      preparation: expect.arrayContaining(['二代身份证', '银行卡']),
      texts: expect.any(Object),
      hotline: text,
      appVersion: text,
    });
  });

  it.each([
    '0099',
    '38',
    '00380',
    'abcd',
  ])('F1 %s is not found, before anything personal is asked', async (companyCode) => {
    const missing = '404 company.not-found';
    expect((await page.call('GET', `/v1/futures/companies/${companyCode}`)).verdict).toBe(missing);
    expect((await page.ask(idNumberOf(1), { companyCode })).verdict).toBe(missing);
    expect((await page.logIn(idNumberOf(1), '123456', { companyCode })).verdict).toBe(missing);
  });
});

describe('the code and the session (F2, F4)', () => {
  it('F2 sends the code to the mobile on file, masked to its last four (V9), and signs in once', async () => {
    const n = await page.newCustomer({ name: '欧阳测试' });
    const sent = await page.ask(idNumberOf(n));
    expect(sent.verdict).toBe('202');
    expect(sent.body).toEqual({
      maskedMobile: `*******${mobileOf(n).slice(-4)}`,
      resendAt: expect.stringMatching(/^2026-11-25T02:\d\d:\d\d\.\d{3}Z$/),
      resendIn: 60,
    });
    const [code] = await page.codes(mobileOf(n));
    const first = await page.logIn(idNumberOf(n), ` ${fullWidth(code!)}`);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresAt: expect.stringMatching(/Z$/),
      customer: { maskedName: '欧*' },
      idExpired: false,
    });
    expect((await page.logIn(idNumberOf(n), code)).verdict).toBe('401 login.refused');
  });

  it('F2 says so where no mobile is on file', async () => {
    const n = await page.newCustomer({ contactMobile: null });
    expect((await page.ask(idNumberOf(n))).verdict).toBe('422 customer.no-contact-mobile');
    expect((await page.logIn(idNumberOf(n), '123456')).verdict).toBe('401 login.refused');
  });

  it.each([
    'frozen',
    'closed',
    'unknown',
  ])('F4 whoever is %s gets the same answer, with a mask that stays, and no message', async (status) => {
    const n = status === 'unknown' ? nextPerson() : await page.newCustomer({ status });
    await page.clock(openingHour);
    const first = await page.ask(idNumberOf(n));
    expect(first.verdict).toBe('202');
    expect(first.body).toEqual({
      maskedMobile: expect.stringMatching(/^\*{7}\d{4}$/),
      resendAt: expect.any(String),
      resendIn: 60,
    });
    expect(first.body.maskedMobile).not.toBe(`*******${mobileOf(n).slice(-4)}`);
    const soon = await page.ask(idNumberOf(n));
    expect([soon.verdict, soon.body.rule]).toEqual(['429 sms.quota-exceeded', 'minute']);
    await page.clock('2026-11-25T02:02:00.000Z');
    expect((await page.ask(idNumberOf(n))).body.maskedMobile).toBe(first.body.maskedMobile);
    expect(await page.codes(mobileOf(n))).toEqual([]);
    const refused = await page.logIn(idNumberOf(n), '123456');
    const wrong = await page.logIn(idNumberOf(await page.newCustomer()), '123456');
    expect([refused.status, refused.body]).toEqual([wrong.status, wrong.body]);
  });

  it('F4 dormant customers sign in, F6 with an expired card too', async () => {
    const n = await page.newCustomer({ status: 'dormant', validity: { start: '2005-01-01', end: '2025-01-01' } });
    await page.ask(idNumberOf(n));
    const answer = await page.logIn(idNumberOf(n), (await page.codes(mobileOf(n)))[0]);
    expect([answer.status, answer.body.idExpired]).toEqual([201, true]);
  });

  it('F4 the gateway’s verdict is not told: a number that cannot be reached', async () => {
    const n = await page.newCustomer({ contactMobile: '13912340000' });
    const sent = await page.ask(idNumberOf(n));
    expect([sent.verdict, sent.body.maskedMobile]).toEqual(['202', '*******0000']);
    expect(await page.codes('13912340000')).toEqual([]);
  });

  it('V4.1 five tries, then not even the right code; a new one voids the old', async () => {
    const n = await page.newCustomer();
    await page.clock('2026-11-25T03:00:00.000Z');
    await page.ask(idNumberOf(n));
    const [first] = await page.codes(mobileOf(n));
    for (let tries = 0; tries < 5; tries++)
      expect((await page.logIn(idNumberOf(n), first === '111111' ? '222222' : '111111')).verdict).toBe(
        '401 login.refused',
      );
    const used = await page.logIn(idNumberOf(n), first);
    expect(used.verdict).toBe('401 login.refused');
    expect(used.body).not.toHaveProperty('triesLeft');
    await page.clock('2026-11-25T03:01:10.000Z');
    await page.ask(idNumberOf(n));
    await page.clock('2026-11-25T03:02:20.000Z');
    await page.ask(idNumberOf(n));
    const [third, second] = await page.codes(mobileOf(n));
    if (second !== third) expect((await page.logIn(idNumberOf(n), second)).verdict).toBe('401 login.refused');
    await page.clock('2026-11-25T03:07:25.000Z');
    expect((await page.logIn(idNumberOf(n), third)).verdict).toBe('401 login.refused');
  });

  it('V4.1 one code opens one session, however many ask at once', async () => {
    const n = await page.newCustomer();
    await page.ask(idNumberOf(n));
    const [code] = await page.codes(mobileOf(n));
    const answers = await Promise.all([1, 2, 3, 4].map(() => page.logIn(idNumberOf(n), code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
  });

  it('V4.1 a code is bound to the account it was asked for', async () => {
    const [a, b] = [await page.newCustomer(), await page.newCustomer()];
    await page.ask(idNumberOf(a));
    expect((await page.logIn(idNumberOf(b), (await page.codes(mobileOf(a)))[0])).verdict).toBe('401 login.refused');
  });
});
