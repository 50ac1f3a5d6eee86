import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idNumberOf, SignInPage } from '../support/people/sign-in-page.js';
import { openingHour, RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let page: SignInPage;
let token: string;

beforeAll(async () => {
  service = await RunningService.start();
  page = await SignInPage.of(service);
  await page.import(1);
  token = await page.signIn(1);
});
afterAll(() => service?.dispose());

const company = '/v1/futures/companies/0038';

describe('problems (§1, RFC 9457)', () => {
  it('tell type, title, status, detail, code and the path without its query', async () => {
    const { body, headers } = await page.call('GET', `/v1/nothing?idNumber=${idNumberOf(1)}`);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toEqual({
      type: expect.stringMatching(/route\.not-found$/),
      title: expect.stringMatching(/\p{Script=Han}/u),
      status: 404,
      detail: expect.stringMatching(/\p{Script=Han}/u),
      code: 'route.not-found',
      instance: '/v1/nothing',
    });
  });

  it.each([
    ['en', 'en'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['zh-CN,en;q=0.5', 'zh'],
    ['fr', 'zh'],
    ['', 'zh'],
  ])('speak the language of Accept-Language %p: %s', async (asked, language) => {
    const { body, headers } = await page.ask('x', {}, { 'accept-language': asked });
    expect(headers.get('content-language')).toBe(language);
    const texts = [body.title, body.detail, body.errors[0].detail];
    for (const text of texts) expect(/\p{Script=Han}/u.test(text)).toBe(language === 'zh');
    expect(body.code).toBe('request.invalid');
  });

  it.each([
    ['{"purpose":', 'application/json', '400 request.invalid'],
    ['[]', 'application/json', '400 request.invalid'],
    ['', 'application/json', '400 request.invalid'],
    ['purpose=futuresLogin', 'application/x-www-form-urlencoded', '415 request.media-type'],
    ['{"purpose":"futuresLogin"}', 'text/plain', '415 request.media-type'],
    [JSON.stringify({ purpose: 'x'.repeat(300_000) }), 'application/json', '413 request.too-large'],
    ['{"purpose":"other"}', 'application/json', '400 request.invalid'],
    ['{"purpose":"futuresLogin","__proto__":{}}', 'application/json', '400 request.invalid'],
  ])('a body %.20p as %s is %s', async (body, type, verdict) => {
    expect((await page.call('POST', '/v1/captchas', { body, headers: { 'content-type': type } })).verdict).toBe(
      verdict,
    );
  });

  it.each(['PATCH', 'PUT', 'DELETE'])('%s where there is none is not found', async (method) => {
    const answer = await page.with(token, method, '/v1/futures/profile', { body: {} });
    expect(answer.verdict).toBe('404 route.not-found');
  });

  it('name a ticket by its parameter, whether or not the call exists', async () => {
    const ticket = 'A'.repeat(43);
    const { body } = await page.call('PUT', `/v1/somewhere/${ticket}`, { body: {} });
    expect(body.instance).toBe('/v1/somewhere/{ticket}');
  });

  it('are given to what is no HTTP at all', async () => {
    const { port } = new URL(page.url);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      let answer = '';
      socket.on('data', (bytes) => {
        answer += bytes;
      });
      socket.on('close', () => resolve(answer));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*problem\+json[\s\S]*request\.invalid/);
  });
});

describe('headers (§1)', () => {
  it('X-Correlation-Id is echoed, or made where it is none', async () => {
    const echoed = async (id: string) =>
      (await page.call('GET', company, { headers: { 'x-correlation-id': id } })).headers.get('x-correlation-id');
    expect(await echoed('corr-42')).toBe('corr-42');
    const headers = { 'x-correlation-id': 'corr-43' };
    const malformed = await page.call('GET', '/v1/futures/companies/%E0%A4', { headers });
    expect([malformed.verdict, malformed.headers.get('x-correlation-id')]).toEqual(['400 request.invalid', 'corr-43']);
    for (const none of ['', 'ü', 'x'.repeat(129)]) expect(await echoed(none)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('Date follows the service’s clock', async () => {
    await page.clock('2026-12-25T02:00:00.000Z');
    for (const path of [company, '/v1/nothing', '/health/live', '/v1/futures/companies/%E0%A4'])
      expect((await page.call('GET', path)).headers.get('date')).toMatch(/^Fri, 25 Dec 2026 02:00:/);
    await page.clock(openingHour);
  });

  it.each([
    company,
    '/v1/dictionaries/regions',
    '/v1/dictionaries/educations',
    '/v1/dictionaries/occupations',
  ])('%s may be cached for 5 minutes, by ETag', async (path) => {
    const first = await page.call('GET', path);
    expect(first.headers.get('cache-control')).toMatch(/\bmax-age=300\b/);
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await page.call('GET', path, { headers: { 'if-none-match': known } });
      expect([again.status, again.bytes.length, again.headers.get('etag')]).toEqual([304, 0, etag]);
    }
    expect((await page.call('GET', path, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  it('everything else is not stored', async () => {
    const answers = [
      await page.with(token, 'GET', '/v1/futures/profile'),
      await page.call('POST', '/v1/captchas', { body: { purpose: 'futuresLogin' } }),
      await page.call('GET', '/v1/dictionaries/nothing'),
      await page.call('GET', '/v1/futures/companies/0099'),
      await page.call('GET', '/health/ready'),
    ];
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });

  it('Consistency-Token: a GET sees the write; a forged or foreign one is refused at once', async () => {
    const written = await page.import(1, { idAddress: '北京市东城区' });
    const seen = { 'consistency-token': written.headers.get('consistency-token')! };
    expect((await page.with(token, 'GET', '/v1/futures/profile', { headers: seen })).body.identity.idAddress).toBe(
      '北京市东城区',
    );
    const changed = seen['consistency-token'].replace(/^.{20}/, 'A'.repeat(20));
    for (const forged of ['x', '', changed, 'x'.repeat(124), 'x'.repeat(600)]) {
      const headers = { 'consistency-token': forged };
      expect((await page.with(token, 'GET', '/v1/futures/profile', { headers })).verdict).toBe(
        '400 consistency-token.invalid',
      );
    }
  });

  it('If-Match: another revision, or a tag that is none, is a mismatch', async () => {
    const { body, headers } = await page.with(token, 'POST', '/v1/futures/change-requests', {
      body: { kind: 'contactPhone' },
    });
    const cancel = (match: string) =>
      page.with(token, 'DELETE', `/v1/futures/change-requests/${body.id}`, { headers: { 'if-match': match } });
    for (const other of ['"99"', '"abc"', `W/${headers.get('etag')}`])
      expect((await cancel(other)).verdict).toBe('412 revision.mismatch');
    expect((await cancel('99')).verdict).toBe('400 request.invalid');
    expect((await cancel(headers.get('etag')!)).status).toBe(204);
  });

  it('a problem’s type leads to a page that explains its code', async () => {
    const { body } = await page.call('GET', '/v1/futures/companies/0099');
    const { origin } = new URL(page.url);
    const explained = await fetch(new URL(String(body.type), origin));
    expect([explained.status, explained.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await explained.text()).toContain('company.not-found');
    expect((await fetch(`${origin}/problems/no.such-code`)).status).toBe(404);
  });

  it('CORS: any localhost in the sandbox, no credentials, every header of the contract', async () => {
    const origin = 'http://app.localhost:5173';
    const asked = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-device-id' };
    const preflight = await page.call('OPTIONS', '/v1/futures/profile', { headers: asked });
    expect(preflight.status).toBe(204);
    const allow = (name: string) => preflight.headers.get(`access-control-allow-${name}`)!;
    expect(allow('origin')).toBe(origin);
    expect(allow('credentials')).toBeNull();
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) expect(allow('methods')).toContain(method);
    const sent = ['Authorization', 'Content-Type', 'X-Device-Id', 'Idempotency-Key', 'If-Match', 'Consistency-Token'];
    for (const name of [...sent, 'X-Correlation-Id', 'X-Client-Version', 'X-Audit-Reason', 'Accept-Language'])
      expect(allow('headers').toLowerCase()).toContain(name.toLowerCase());

    const answer = await page.call('GET', company, { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    for (const name of ['ETag', 'Consistency-Token', 'Retry-After', 'X-Correlation-Id', 'Date'])
      expect(answer.headers.get('access-control-expose-headers')).toContain(name);
    const stranger = await page.call('GET', company, { headers: { origin: 'https://evil.example' } });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('dictionaries (§2)', () => {
  it.each(['regions', 'educations', 'occupations'])('%s: version and items of code, name, active', async (name) => {
    const { body } = await page.call('GET', `/v1/dictionaries/${name}`);
    expect(body).toEqual({ version: expect.any(String), items: expect.any(Array) });
    const check = (items: { code: string; name: string; active: boolean; children?: [] }[]) => {
      for (const { children, ...item } of items) {
        expect(item).toEqual({
          code: expect.any(String),
          name: expect.stringMatching(/./),
          active: expect.any(Boolean),
        });
        if (children) check(children);
      }
    };
    check(body.items);
  });

  it('F18 districts of 上海市 at the second level, 浦东新区 310115', async () => {
    const { items } = (await page.call('GET', '/v1/dictionaries/regions')).body;
    const shanghai = items.find(({ code }: { code: string }) => code === '310000');
    expect(shanghai.children).toContainEqual({ code: '310115', name: '浦东新区', active: true });
  });
});

describe('the sandbox (§8)', () => {
  it.each(['forwarded', 'x-forwarded-for'])('does not exist for requests that carry %s', async (name) => {
    for (const path of ['/sandbox/clock', '/sandbox/staff-tokens', '/sandbox/sms-messages?to=13800138000'])
      expect((await page.call('GET', path, { headers: { [name]: '1.2.3.4' } })).verdict).toBe('404 route.not-found');
  });

  it('moves the clock and lets it go on; DELETE brings it back', async () => {
    const put = (now: unknown) => page.call('PUT', '/sandbox/clock', { body: { now } });
    const moved = await put('2026-11-25T10:00:00+08:00');
    expect([moved.status, moved.body]).toEqual([200, { now: expect.stringMatching(/^2026-11-25T02:00:00\.\d{3}Z$/) }]);
    for (const bad of ['tomorrow', '2026-11-25', 1_764_036_000_000, '1999-01-01T00:00:00Z', null])
      expect((await put(bad)).verdict).toBe('400 request.invalid');
    expect((await page.call('DELETE', '/sandbox/clock')).status).toBe(204);
    const { now } = (await page.call('GET', '/sandbox/clock')).body;
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(5000);
    await page.clock(openingHour);
  });

  it('has a person for each role, whose token ends by the service’s clock', async () => {
    const { body } = await page.call('GET', '/sandbox/staff-tokens');
    expect(Object.keys(body).sort()).toEqual(['agent', 'auditor', 'operator', 'reviewer']);
    const old = page.company;
    await page.clock('2026-11-26T02:00:00.000Z');
    expect((await old.as('operator', 'PUT', '/customers/0038/N1', { body: {} })).verdict).toBe('401 session.required');
    await page.clock(openingHour);
  });

  it('shows what was sent, newest first', async () => {
    const { body } = await page.call('GET', '/sandbox/sms-messages?to=%2B8613800138000');
    expect(body).toEqual({ items: [] });
    expect((await page.call('GET', '/sandbox/sms-messages')).verdict).toBe('400 request.invalid');
    expect((await page.call('GET', '/sandbox/sms-messages?to=123')).verdict).toBe('400 request.invalid');
    expect((await page.call('GET', '/sandbox/notices?to=13800138000')).body).toEqual({ items: [] });
  });
});

describe('operations (§2)', () => {
  it('is live and ready; metrics are on a port of their own', async () => {
    expect((await page.call('GET', '/health/live')).status).toBe(200);
    expect((await page.call('GET', '/health/ready')).status).toBe(200);
    expect((await page.call('GET', '/metrics')).verdict).toBe('404 route.not-found');
  });
});
