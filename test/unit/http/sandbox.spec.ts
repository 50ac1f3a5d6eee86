import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxMessagesController } from '../../../src/adapters/http/sandbox/messages.controller.js';
import { SandboxController } from '../../../src/adapters/http/sandbox/sandbox.controller.js';
import { DictionariesController } from '../../../src/adapters/http/shared/dictionaries.controller.js';
import {
  HealthController,
  type ReadinessCheck,
  ReadinessChecks,
} from '../../../src/adapters/http/shared/health.controller.js';
import {
  SandboxCaptchas,
  SandboxClock,
  type SandboxMessage,
  type SandboxPerson,
  SandboxSms,
  SandboxStaffTokens,
} from '../../../src/application/ports/sandbox.js';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import { Background } from '../../../src/application/shared/background.js';
import { Dictionaries } from '../../../src/application/shared/dictionaries.js';
import type { Instant } from '../../../src/domain/shared/instant.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

const captchaId = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const message: SandboxMessage = {
  to: '+8613800138000',
  purpose: 'futuresLogin',
  text: '042137',
  code: '042137',
  sentAt: '2026-11-22T08:00:00.000Z',
};
const checks: ReadinessCheck[] = [{ name: 'database', check: async () => {} }];
const start = '2026-11-22T08:00:00.000Z';

let http: TestApp;
let parts: Parameters<typeof openTestApp>[0];
beforeAll(async () => {
  const sms = { messages: async (to: string) => (to === message.to ? [message] : []), notices: async () => [] };
  const captchas = { answer: async (id: string) => (id === captchaId ? '7KPM' : undefined) };
  const clock = { move: async (now: Instant) => http.clock.set(now), reset: async () => http.clock.set(start) };
  const staffTokens = { issue: (person?: SandboxPerson) => http.issuer.issue(person) };
  parts = {
    controllers: [SandboxMessagesController, SandboxController, DictionariesController, HealthController],
    providers: [
      { provide: SandboxSms, useValue: sms },
      { provide: Background, useValue: { settled: async () => {} } },
      { provide: SandboxCaptchas, useValue: captchas },
      { provide: SandboxClock, useValue: clock },
      { provide: SandboxStaffTokens, useValue: staffTokens },
      { provide: Dictionaries, useValue: new Dictionaries() },
      { provide: ReadinessChecks, useValue: new ReadinessChecks(checks) },
    ],
  };
  http = await openTestApp(parts);
});
afterAll(() => http.app.close());

const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${http.url}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
};

describe('the sandbox', () => {
  it.each([
    '13800138000',
    '%2B8613800138000',
    '+8613800138000',
    '138-0013-8000',
  ])('shows what was sent to %s, as it is written at home', async (to) => {
    const { body } = await call(`/sandbox/sms-messages?to=${to}`);
    expect(body).toEqual({ items: [{ ...message, to: '13800138000' }] });
    expect((await call(`/sandbox/notices?to=${to}`)).body).toEqual({ items: [] });
  });

  it('refuses what is no mobile', async () => {
    for (const query of ['', '?to=', '?to=123', '?to=1&to=2', '?to=13800138000&x=1']) {
      const { body } = await call(`/sandbox/sms-messages${query}`);
      expect(body).toMatchObject({ status: 400, code: 'request.invalid', errors: [expect.any(Object)] });
    }
  });

  it('knows the answers of captchas', async () => {
    expect((await call(`/sandbox/captchas/${captchaId}`)).body).toEqual({ answer: '7KPM' });
    for (const id of [captchaId.replace('3', '4'), 'nonsense'])
      expect((await call(`/sandbox/captchas/${id}`)).body).toMatchObject({ status: 404, code: 'captcha.not-found' });
  });

  it('issues staff tokens that open staff calls', async () => {
    const { body } = await call('/sandbox/staff-tokens');
    expect(Object.keys(body)).toEqual(['operator', 'agent', 'reviewer', 'auditor']);
    expect((await call('/v1/staff/me', { headers: { authorization: `Bearer ${body.agent}` } })).status).toBe(200);
  });

  it('have second and third people of each role', async () => {
    const agent = async (query: string) => {
      const { body } = await call(`/sandbox/staff-tokens${query}`);
      return (await call('/v1/staff/me', { headers: { authorization: `Bearer ${body.agent}` } })).body;
    };
    expect(await agent('?person=1')).toMatchObject({ id: 'sandbox-agent', licenceNumber: 'F3000001' });
    expect(await agent('?person=2')).toMatchObject({ id: 'sandbox-agent-2', licenceNumber: 'F3000002' });
    expect(await agent('?person=3')).toMatchObject({ id: 'sandbox-agent-3', licenceNumber: 'F3000003' });
    expect((await call('/sandbox/staff-tokens?person=4')).body.code).toBe('request.invalid');
  });

  it('moves the clock forwards and backwards, and resets it', async () => {
    const move = (now: unknown) =>
      call('/sandbox/clock', {
        method: 'PUT',
        body: JSON.stringify({ now }),
        headers: { 'content-type': 'application/json' },
      });
    expect((await move('2030-01-01T00:00:00+08:00')).body).toEqual({ now: '2029-12-31T16:00:00.000Z' });
    const { body, headers } = await call('/sandbox/clock');
    expect([body.now, headers.get('date')]).toEqual(['2029-12-31T16:00:00.000Z', 'Mon, 31 Dec 2029 16:00:00 GMT']);
    expect((await move('2021-02-03T04:05:06.789Z')).body).toEqual({ now: '2021-02-03T04:05:06.789Z' });
    for (const bad of [
      'now',
      5,
      '2026-13-01T00:00:00Z',
      '2026-01-01',
      '1999-01-01T00:00:00Z',
      '9999-01-01T00:00:00Z',
      null,
    ])
      expect((await move(bad)).body).toMatchObject({ status: 400, errors: [{ pointer: '/now' }] });
    expect((await call('/sandbox/clock', { method: 'DELETE' })).status).toBe(204);
    expect((await call('/sandbox/clock')).body).toEqual({ now: start });
  });

  it('does not exist behind a proxy', async () => {
    for (const headers of <Record<string, string>[]>[
      { forwarded: 'for=1.2.3.4' },
      { 'x-forwarded-for': '' },
      { 'x-forwarded-for': '1.2.3.4' },
      { 'x-forwarded-host': 'example.com' },
      { 'x-forwarded-proto': 'https' },
      { 'x-real-ip': '1.2.3.4' },
      { via: '1.1 proxy' },
      { 'cf-connecting-ip': '1.2.3.4' },
    ])
      for (const path of ['sms-messages?to=13800138000', 'notices', `captchas/${captchaId}`, 'staff-tokens', 'clock'])
        expect((await call(`/sandbox/${path}`, { headers })).body).toMatchObject({
          status: 404,
          code: 'route.not-found',
        });
  });

  const statusUnder = async (host: string, { url }: TestApp = http) => {
    const { port, hostname } = new URL(url);
    const asked = get({ port, hostname, path: '/sandbox/clock', headers: { host } });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };

  it('does not exist under a name that is not this machine’s', async () => {
    for (const host of ['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:3000'])
      expect([host, await statusUnder(host)]).toEqual([host, 200]);
    for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1', '127.0.0.1.nip.io'])
      expect([host, await statusUnder(host)]).toEqual([host, 404]);
  });

  it('exists under any name with SANDBOX=on, yet not behind a proxy', async () => {
    const everywhere = await openTestApp({ ...parts, http: { sandbox: 'everywhere' } });
    expect(await statusUnder('sandbox.example', everywhere)).toBe(200);
    const headers = { 'x-real-ip': '1.2.3.4' };
    expect((await fetch(`${everywhere.url}/sandbox/clock`, { headers })).status).toBe(404);
    await everywhere.app.close();
  });
});

describe('dictionaries', () => {
  it.each(['regions', 'educations', 'occupations'])('serve %s, cached for 5 minutes', async (name) => {
    const { body, headers } = await call(`/v1/dictionaries/${name}`);
    expect(body).toEqual({ version: expect.any(String), items: expect.any(Array) });
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    const etag = headers.get('etag')!;
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await call(`/v1/dictionaries/${name}`, { headers: { 'if-none-match': known } });
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag]);
    }
    expect((await call(`/v1/dictionaries/${name}`, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  it('know no others', async () => {
    expect((await call('/v1/dictionaries/others')).body).toMatchObject({ status: 404, code: 'dictionary.not-found' });
  });
});

describe('health', () => {
  it('is ready when every dependency is, and says which is not without telling secrets', async () => {
    expect((await call('/health/live')).body).toEqual({ status: 'up' });
    expect(await call('/health/ready')).toMatchObject({ status: 200, body: { status: 'up' } });
    const cause = Object.assign(new Error('postgres://user:secret@host'), { code: 'ECONNREFUSED' });
    checks.push(
      { name: 'log', check: () => Promise.reject(new DependencyUnavailable('event store', { cause })) },
      { name: 'cache', check: () => Promise.reject(new Error('redis://user:secret@host')) },
    );
    expect(await call('/health/ready')).toMatchObject({
      status: 503,
      body: {
        status: 'down',
        checks: [
          { name: 'database', status: 'up' },
          { name: 'log', status: 'down', reason: 'event store is unavailable (ECONNREFUSED)' },
          { name: 'cache', status: 'down', reason: 'failed' },
        ],
      },
    });
  });

  it('asks for each thing once at a time, however many probes there are', async () => {
    let asked = 0;
    let answer = () => {};
    const slow = new ReadinessChecks([
      {
        name: 'slow',
        check: () => {
          asked++;
          return new Promise((resolve) => {
            answer = () => resolve(undefined);
          });
        },
      },
    ]);
    const probe = () => slow.current()[0]!.check();
    const first = [probe(), probe()];
    answer();
    await Promise.all(first);
    expect(asked).toBe(1);
    void probe();
    expect(asked).toBe(2);
  });
});
