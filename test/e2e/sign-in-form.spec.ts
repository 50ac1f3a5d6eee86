import { beforeAll, describe, expect, it } from '@jest/globals';
import { idNumberOf, openSignInPage, page } from '../support/people/sign-in-page.js';
import { nextPerson } from '../support/servers/own-service.js';
import { openingHour } from '../support/servers/running-service.js';
import { fullWidth } from '../support/typed-by.js';

openSignInPage();

const fieldsOf = ({ body }: { body: { errors?: { pointer: string; code: string }[] } }) =>
  Object.fromEntries((body.errors ?? []).map(({ pointer, code }) => [pointer, code]));

describe('the captcha (F3, V5)', () => {
  it('V5 is a PNG for two minutes, case-insensitive, spent by its use', async () => {
    await page.clock(openingHour);
    const issued = await page.call('POST', '/v1/captchas', { body: { purpose: 'futuresLogin' } });
    expect(issued.status).toBe(201);
    expect(issued.body).toEqual({
      captchaId: expect.any(String),
      image: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/),
      expiresAt: expect.stringMatching(/^2026-11-25T02:02:00/),
    });
    const solved = await page.captcha();
    expect(solved.captcha).toMatch(/^[2-9A-HJ-NP-Z]{4}$/);
    const lower = { ...solved, captcha: ` ${fullWidth(solved.captcha.toLowerCase())}` };
    expect((await page.ask(idNumberOf(nextPerson()), lower)).verdict).toBe('202');
    expect((await page.ask(idNumberOf(nextPerson()), solved)).verdict).toBe('422 captcha.invalid');
    expect((await page.call('GET', `/sandbox/captchas/${solved.captchaId}`)).verdict).toBe('404 captcha.not-found');
  });

  it.each<[string, () => Promise<object>]>([
    ['wrong', async () => ({ ...(await page.captcha()), captcha: '0000' })],
    ['of another purpose', () => page.captcha('contactPhone')],
    ['never issued', async () => ({ captchaId: 'nothing', captcha: 'ABCD' })],
    [
      'spent by a wrong answer',
      async () => {
        const solved = await page.captcha();
        await page.ask(idNumberOf(nextPerson()), { ...solved, captcha: '0000' });
        return solved;
      },
    ],
    [
      'expired',
      async () => {
        const solved = await page.captcha();
        await page.clock('2026-11-25T02:30:00.000Z');
        return solved;
      },
    ],
  ])('V5, V4.3 a captcha that is %s is invalid and costs no quota', async (_, take) => {
    const n = await page.newCustomer();
    await page.clock(openingHour);
    expect((await page.ask(idNumberOf(n), await take())).verdict).toBe('422 captcha.invalid');
    expect((await page.ask(idNumberOf(n))).verdict).toBe('202');
  });

  it('V4.3 a malformed form leaves the captcha unspent', async () => {
    const solved = await page.captcha();
    expect((await page.ask('410101199508130034', solved)).verdict).toBe('400 request.invalid');
    expect((await page.ask(idNumberOf(nextPerson()), solved)).verdict).toBe('202');
  });
});

describe('the ID number (V1)', () => {
  beforeAll(() => page.clock(openingHour));

  it.each([
    ['', 'id.empty'],
    ['410101950813003', 'id.first-generation'],
    ['4101011995 08130033', 'id.shape'],
    ['1101011990030721', 'id.shape'],
    ['100101199003072111', 'id.province'],
    ['810000199003072117', 'id.not-mainland-resident'],
    ['830000199003072110', 'id.not-mainland-resident'],
    ['911124199003072118', 'id.not-mainland-resident'],
    ['110101200102292117', 'id.date'],
    ['110101203001012116', 'id.date'],
    ['110101199003072114', 'id.checksum'],
    [110101199003072110, 'field.type'],
    [null, 'field.required'],
    [['410101199508130033'], 'field.type'],
  ])('V1 refuses %p with %s', async (idNumber, code) => {
    for (const answer of [await page.ask(idNumber), await page.logIn(idNumber, '123456')]) {
      expect(answer.verdict).toBe('400 request.invalid');
      expect(fieldsOf(answer)).toEqual({ '/idNumber': code });
    }
  });

  it.each([
    '４１０１０１１９９５０８１３００３３',
    ' 310119197001012119 ',
    '11010119900307002x',
    '11010120000229211X',
  ])('V1 takes %p', async (idNumber) => {
    expect((await page.ask(idNumber)).verdict).toBe('202');
  });

  it('F6 judges the age by the number before any look-up: 18 years in Shanghai', async () => {
    const young = idNumberOf(1, '20081126');
    expect((await page.ask(young)).verdict).toBe('422 customer.under-age');
    expect((await page.logIn(young, '123456')).verdict).toBe('422 customer.under-age');
    expect((await page.ask(idNumberOf(2, '20081125'))).verdict).toBe('202');
  });

  it('names every wrong field at once, an unknown account type and unknown fields too', async () => {
    const unknown = await page.ask('410101199508130034', { accountType: 'stocks' });
    expect(fieldsOf(unknown)).toEqual({ '/idNumber': 'id.checksum', '/accountType': 'account-type.unknown' });
    const misshapen = await page.logIn('110101199003072114', undefined, { extra: 1 });
    expect(fieldsOf(misshapen)).toEqual({
      '/idNumber': 'id.checksum',
      '/smsCode': 'field.required',
      '/extra': 'field.unknown',
    });
    const parted = await page.logIn('110101199003072114', '12 34 5', { accountType: 'stocks' });
    expect(fieldsOf(parted)).toEqual({
      '/idNumber': 'id.checksum',
      '/accountType': 'account-type.unknown',
      '/smsCode': 'smsCode.shape',
    });
    const body = { companyCode: 38, smsCode: 123456, extra: {} };
    expect(fieldsOf(await page.call('POST', '/v1/futures/sessions', { body }))).toEqual({
      '/companyCode': 'field.type',
      '/idNumber': 'field.required',
      '/accountType': 'field.required',
      '/smsCode': 'field.type',
      '/extra': 'field.unknown',
    });
  });
});

describe('service hours (F5)', () => {
  const monday = '2026-11-22T17:23:00.000Z';
  it.each([
    ['2026-11-20T17:00:00.000Z', '2026-11-20T17:23:00.000Z', 'Saturday before 01:23'],
    ['2026-11-21T15:58:01.000Z', monday, 'Saturday after 23:58'],
    ['2026-11-22T04:00:00.000Z', monday, 'Sunday noon'],
    ['2026-11-24T16:30:00.000Z', '2026-11-24T17:23:00.000Z', 'Wednesday 00:30'],
  ])('F5 at %s closed until %s (%s)', async (now, retryAt) => {
    await page.clock(now);
    const { serviceHours } = (await page.call('GET', '/v1/futures/companies/0038')).body;
    expect(serviceHours).toMatchObject({ open: false, nextOpening: retryAt });
    for (const answer of [await page.ask(idNumberOf(1)), await page.logIn(idNumberOf(1), '123456')]) {
      expect([answer.verdict, answer.body.retryAt]).toEqual(['422 service.closed', retryAt]);
    }
    expect((await page.logIn('', '123456')).verdict).toBe('400 request.invalid');
  });

  it.each(['2026-11-20T17:23:00.000Z', '2026-11-21T15:57:50.000Z'])('F5 at %s open', async (now) => {
    await page.clock(now);
    expect((await page.logIn(idNumberOf(1), '123456')).verdict).toBe('401 login.refused');
  });

  it('F5 a running session may still read, save and log out', async () => {
    await page.clock('2026-11-25T15:50:00.000Z');
    const token = await page.signIn(await page.newCustomer());
    await page.clock('2026-11-25T15:59:00.000Z');
    expect((await page.with(token, 'GET', '/v1/futures/profile')).status).toBe(200);
    const opened = await page.with(token, 'POST', '/v1/futures/change-requests', { body: { kind: 'contactPhone' } });
    expect(opened.status).toBe(201);
    expect((await page.with(token, 'DELETE', '/v1/futures/sessions/current')).status).toBe(204);
  });
});
