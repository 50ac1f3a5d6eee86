import { describe, expect, it } from '@jest/globals';
import { minute, plus } from '../../src/domain/shared/instant.js';
import { idNumberOf, mobileOf, openSignInPage, page } from '../support/people/sign-in-page.js';
import { nextPerson } from '../support/servers/own-service.js';
import { openingHour } from '../support/servers/running-service.js';

const current = '/v1/futures/sessions/current';

openSignInPage();

const arrival = async (): Promise<{ n: number; token: string }> => {
  const n = nextPerson();
  expect((await page.import(n)).status).toBe(201);
  return { n, token: await page.signIn(n) };
};

describe('a session (§1)', () => {
  it('tells its idle and its absolute end, and lives for 15 idle minutes', async () => {
    await page.clock(openingHour);
    const { token } = await arrival();
    const { body } = await page.with(token, 'GET', current);
    expect(body).toEqual({ idleExpiresAt: expect.any(String), expiresAt: expect.any(String) });
    expect(Date.parse(body.expiresAt) - Date.parse(body.idleExpiresAt)).toBeGreaterThan(11.7 * 60 * minute);
    await page.clock(plus(openingHour, 14 * minute));
    expect((await page.with(token, 'GET', current)).status).toBe(200);
    await page.clock(plus(openingHour, 28 * minute));
    expect((await page.with(token, 'POST', '/v1/captchas', { body: { purpose: 'contactPhone' } })).status).toBe(201);
    await page.clock(plus(openingHour, 42 * minute));
    expect((await page.with(token, 'GET', '/v1/futures/profile/photos/idFront')).verdict).toBe('404 photo.not-found');
    await page.clock(plus(openingHour, 58 * minute));
    expect((await page.with(token, 'GET', current)).verdict).toBe('401 session.required');
  });

  it('ends after 12 hours, however busy', async () => {
    await page.clock('2026-11-26T00:00:00.000Z');
    const { token } = await arrival();
    for (let minutes = 14; minutes < 12 * 60; minutes += 14) {
      await page.clock(plus('2026-11-26T00:00:00.000Z', minutes * minute));
      expect((await page.with(token, 'GET', current)).status).toBe(200);
    }
    const { body } = await page.with(token, 'GET', current);
    expect(body.idleExpiresAt).toBe(body.expiresAt);
    await page.clock('2026-11-26T12:00:05.000Z');
    expect((await page.with(token, 'GET', current)).verdict).toBe('401 session.required');
  });

  it('answers only to the device that signed in', async () => {
    await page.clock('2026-11-27T02:00:00.000Z');
    const { token } = await arrival();
    const from = (device: string) => page.with(token, 'GET', current, { headers: { 'x-device-id': device } });
    expect((await from('device-0002')).verdict).toBe('401 session.required');
    expect((await from('')).verdict).toBe('400 device.required');
    for (const malformed of ['device1', 'x'.repeat(65), 'device_0001', 'device 0001'])
      expect((await from(malformed)).verdict).toBe('400 device.invalid');
    expect((await page.with(token, 'GET', current)).status).toBe(200);
  });

  it('needs a device to begin with', async () => {
    const { n } = await arrival();
    for (const [device, verdict] of [
      ['', '400 device.required'],
      ['short', '400 device.invalid'],
    ] as const) {
      const headers = { 'x-device-id': device };
      expect((await page.ask(idNumberOf(n), {}, headers)).verdict).toBe(verdict);
      expect((await page.logIn(idNumberOf(n), '123456', {}, headers)).verdict).toBe(verdict);
    }
  });

  it('F2 logout ends it at once; other sessions stay', async () => {
    const { n, token } = await arrival();
    await page.clock('2026-11-27T02:02:00.000Z');
    const other = await page.signIn(n);
    expect((await page.with(token, 'DELETE', current)).status).toBe(204);
    expect((await page.with(token, 'GET', '/v1/futures/profile')).verdict).toBe('401 session.required');
    expect((await page.with(token, 'DELETE', current)).verdict).toBe('401 session.required');
    expect((await page.with(other, 'GET', current)).status).toBe(200);
  });

  it('is listed with the others of its owner, who ends one of them; nobody ends another’s', async () => {
    await page.clock('2026-11-27T02:10:00.000Z');
    const { n, token } = await arrival();
    const stranger = await arrival();
    await page.clock('2026-11-27T02:12:00.000Z');
    const newer = await page.signIn(n);
    const list = async (bearer: string) => (await page.with(bearer, 'GET', '/v1/futures/sessions')).body.items;
    const [first, second] = await list(token);
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      createdAt: expect.stringMatching(/^2026-11-27T02:12/),
      lastUsedAt: expect.stringMatching(/^2026-11-27T02:12/),
      device: expect.any(String),
      current: false,
    });
    expect(second).toMatchObject({ createdAt: expect.stringMatching(/^2026-11-27T02:10/), current: true });
    expect(second.lastUsedAt > second.createdAt).toBe(true);
    const end = (bearer: string, id: string) => page.with(bearer, 'DELETE', `/v1/futures/sessions/${id}`);
    for (const id of [first.id, '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', 'x'])
      expect((await end(stranger.token, id)).verdict).toBe('404 session.not-found');
    expect((await end(token, first.id)).status).toBe(204);
    expect((await page.with(newer, 'GET', current)).verdict).toBe('401 session.required');
    expect(await list(token)).toHaveLength(1);
  });

  it.each([
    ['none', {}],
    ['unknown', { authorization: `Bearer ${'x'.repeat(43)}` }],
    ['malformed', { authorization: 'Basic dGVzdDp0ZXN0' }],
  ])('is required: %s', async (_, headers) => {
    const answer = await page.call('GET', '/v1/futures/profile', { headers });
    expect([answer.verdict, answer.headers.get('www-authenticate')]).toEqual(['401 session.required', 'Bearer']);
  });

  it.each<[string, object, number]>([
    ['freezes the account', { status: 'frozen' }, 401],
    ['closes the account', { status: 'closed' }, 401],
    ['changes the mobile', { contactMobile: '13700137000' }, 401],
    ['removes the mobile', { contactMobile: null }, 401],
    ['lets the account sleep', { status: 'dormant' }, 200],
    ['changes the contact phone only', { contactPhone: '0755-7654321' }, 200],
    ['changes nothing', {}, 200],
  ])('F4 an import that %s leaves the session at its due', async (_, change, status) => {
    await page.clock('2026-11-27T03:00:00.000Z');
    const { n, token } = await arrival();
    expect((await page.import(n, change)).status).toBe(200);
    expect((await page.with(token, 'GET', '/v1/futures/profile')).status).toBe(status);
  });
});

describe('the profile (F8–F10, V9)', () => {
  it('F8 shows the three groups, masked by the server, absent values as null', async () => {
    await page.clock('2026-11-27T04:00:00.000Z');
    const { n, token } = await arrival();
    const { body, headers } = await page.with(token, 'GET', '/v1/futures/profile');
    const idNumber = idNumberOf(n);
    expect(body).toEqual({
      identity: {
        maskedName: '测*',
        maskedIdNumber: `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`,
        idAddress: '上海市浦东新区华鹏路300号',
        validity: { start: '2020-03-18', end: '2040-03-18', longTerm: false, expired: false },
      },
      phones: {
        contactPhone: '0755****533',
        contactMobile: `${mobileOf(n).slice(0, 4)}****${mobileOf(n).slice(-3)}`,
      },
      other: {
        province: { code: '310000', name: '上海市' },
        city: { code: '310115', name: '浦东新区' },
        address: '上海市浦东新区华鹏路300号',
        postcode: '518000',
        email: null,
        education: { code: '1', name: '硕士及以上' },
        occupation: { code: '1200', name: '信息技术、工程技术、农业技术、卫生专业技术人员', active: true },
        clientManager: '张三',
        intermediary: '李四',
      },
      editable: { clientManager: true, intermediary: true },
      branch: { code: '001', name: '上海营业部' },
      openRequests: [],
    });
    expect(headers.get('etag')).toBe('"0"');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('F8, F9 follows imports: a long-term or expired card, no phone, no branch, an inactive occupation', async () => {
    const { n, token } = await arrival();
    const other = {
      provinceCode: '440000',
      cityCode: '440300',
      address: '深南大道1号',
      postcode: '518000',
      education: '7',
      occupation: '1310',
      email: 'a@example.com',
    };
    const validity = { start: '2010-01-01', end: '2099-12-31' };
    await page.import(n, { contactPhone: null, branchCode: null, other, validity });
    const { body } = await page.with(token, 'GET', '/v1/futures/profile');
    expect(body).toMatchObject({
      identity: { validity: { longTerm: true, expired: false } },
      phones: { contactPhone: null },
      other: {
        province: { code: '440000' },
        city: { name: '深圳市' },
        email: 'a@example.com',
        occupation: { code: '1310', active: false },
        clientManager: null,
        intermediary: null,
      },
      branch: null,
    });
    await page.import(n, { validity: { start: '2005-01-01', end: '2026-11-26' } });
    const expired = await page.with(token, 'GET', '/v1/futures/profile');
    expect(expired.body.identity.validity).toMatchObject({ longTerm: false, expired: true });
  });
});
