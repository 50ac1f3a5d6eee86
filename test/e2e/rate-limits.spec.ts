import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, HttpCode, Logger, Post } from '@nestjs/common';
import { ConfigError, readConfig } from '../../src/adapters/composition/config.js';
import { defaultConnectionLimits } from '../../src/adapters/http/connection-defaults.js';
import type { HttpOptions } from '../../src/adapters/http/create-http-app.js';
import {
  defaultRateLimits,
  networkOf,
  RateLimiter,
  rateGroupOf,
  rateGroups,
} from '../../src/adapters/http/rate-limits.js';
import { openTestApp, type TestApp } from '../support/http-app/http-app.js';
import { send } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

@Controller('v1')
class LimitedController {
  @Post('captchas')
  @HttpCode(204)
  captcha() {}

  @Post('identity/sms-codes')
  @HttpCode(204)
  sms() {}

  @Post('futures/sessions')
  @HttpCode(204)
  signIn() {}

  @Get('futures/sessions')
  list() {
    return {};
  }
}

const opened: TestApp[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map(({ app }) => app.close()));
});
const open = async (options: Partial<HttpOptions>): Promise<TestApp> => {
  const http = await openTestApp({ controllers: [LimitedController], http: options });
  opened.push(http);
  return http;
};

describe('limits by address', () => {
  it('let as many calls pass as a minute allows, then one by one', () => {
    let now = 0;
    const limiter = new RateLimiter(6, () => now);
    const taken = (key: string) => limiter.take(key);
    expect(Array.from({ length: 7 }, () => taken('a'))).toEqual([0, 0, 0, 0, 0, 0, 10_000]);
    expect(taken('b')).toBe(0);
    now = 9_999;
    expect(taken('a')).toBe(1);
    now = 10_000;
    expect([taken('a'), taken('a')]).toEqual([0, 10_000]);
    now = 70_000;
    expect(Array.from({ length: 7 }, () => taken('a'))).toEqual([0, 0, 0, 0, 0, 0, 10_000]);
  });

  it('know an IPv6 subscriber by the /64', () => {
    expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
    expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
    expect(networkOf('2001:db8:0:7::1')).toBe('2001:db8:0:7');
    expect(networkOf('2001:0db8:0:7:ffff:1:2:3')).toBe('2001:db8:0:7');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  });

  it.each([
    ['POST', '/v1/futures/sessions', 'signIns'],
    ['POST', '/v1/identity/sessions/face', 'signIns'],
    ['POST', '/v1/futures/sessions/sms-codes', 'sms'],
    ['POST', '/v1/futures/change-requests/:id/sms-codes', 'sms'],
    ['POST', '/v1/captchas', 'captchas'],
    ['POST', '/v1/identity/registrations/checks', 'registrationChecks'],
    ['POST', '/v1/identity/face-verifications', 'faces'],
    ['POST', '/v1/futures/change-requests/:id/agreements/:documentId/signing-sessions', undefined],
    ['GET', '/v1/futures/sessions', undefined],
    ['DELETE', '/v1/futures/sessions/current', undefined],
  ])('%s %s counts as %s', (method, route, group) => {
    expect(rateGroupOf(method, route)).toBe(group);
  });

  it('answer 429 request.rate-limited with Retry-After, each group for itself, before anything else is looked at', async () => {
    const { url, clock } = await open({ rateLimits: { ...defaultRateLimits, captchas: 2, signIns: 1 } });
    const captcha = () => send(`${url}/v1/captchas`, 'POST');
    expect([(await captcha()).verdict, (await captcha()).verdict]).toEqual(['204', '204']);
    const refused = await captcha();
    expect(refused.verdict).toBe('429 request.rate-limited');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(31);
    expect(refused.body.retryAt > clock.now()).toBe(true);
    expect((await send(`${url}/v1/futures/sessions`, 'POST')).verdict).toBe('204');
    expect((await send(`${url}/v1/futures/sessions`, 'POST', { body: '{' })).verdict).toBe('429 request.rate-limited');
    expect((await send(`${url}/v1/futures/sessions`, 'GET')).verdict).toBe('200');
  });

  it('believe X-Forwarded-For from trusted proxies only', async () => {
    const from = (url: string, address: string) =>
      send(`${url}/v1/futures/sessions`, 'POST', { headers: { 'x-forwarded-for': address } });
    const rateLimits = { ...defaultRateLimits, signIns: 1 };
    const direct = await open({ rateLimits });
    expect((await from(direct.url, '203.0.113.1')).verdict).toBe('204');
    expect((await from(direct.url, '203.0.113.2')).verdict).toBe('429 request.rate-limited');

    const proxied = await open({ rateLimits, trustedProxies: ['127.0.0.0/8'] });
    expect((await from(proxied.url, '203.0.113.1')).verdict).toBe('204');
    expect((await from(proxied.url, '203.0.113.2')).verdict).toBe('204');
    expect((await from(proxied.url, '198.51.100.7, 203.0.113.2')).verdict).toBe('429 request.rate-limited');
  });

  it('are off in the sandbox unless RATE_LIMITS asks for them', () => {
    expect(readConfig({}).rateLimits).toBeUndefined();
    expect(readConfig({ RATE_LIMITS: 'on' }).rateLimits).toEqual(defaultRateLimits);
    expect(readConfig({ RATE_LIMITS: 'sms=3, faces=4' }).rateLimits).toEqual({
      ...defaultRateLimits,
      sms: 3,
      faces: 4,
    });
    expect(readConfig({ TRUSTED_PROXIES: '10.0.0.1, fd00::/8' }).trustedProxies).toEqual(['10.0.0.1', 'fd00::/8']);
    for (const wrong of ['yes', 'sms=0', 'sms', 'toString=1', 'sms=1,'])
      expect(() => readConfig({ RATE_LIMITS: wrong })).toThrow(
        `list such as signIns=60,sms=30 of ${rateGroups.join(', ')}`,
      );
    for (const wrong of ['proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0'])
      expect(() => readConfig({ TRUSTED_PROXIES: wrong })).toThrow(ConfigError);
  });

  it('hold in the service, at its real routes', async () => {
    const service = await RunningService.start({ RATE_LIMITS: 'captchas=2' });
    try {
      const captcha = () => send(`${service.url}/v1/captchas`, 'POST', { body: { purpose: 'futuresLogin' } });
      const verdicts = [(await captcha()).verdict, (await captcha()).verdict, (await captcha()).verdict];
      expect(verdicts).toEqual(['201', '201', '429 request.rate-limited']);
    } finally {
      await service.dispose();
    }
  });
});

describe('messages', () => {
  const ask = async (http: TestApp, headers = {}) =>
    (await send(`${http.url}/v1/identity/sms-codes`, 'POST', { headers })).verdict;

  it('of one address are so many a day, whatever the limits by minute are', async () => {
    const http = await open({ smsPerAddress: 3 });
    const verdicts = [await ask(http), await ask(http), await ask(http), await ask(http)];
    expect(verdicts).toEqual(['204', '204', '204', '429 request.rate-limited']);
    expect(readConfig({}).smsPerAddress).toBeUndefined();
    expect(readConfig({ SMS_PER_ADDRESS_AND_DAY: '9', SMS_PER_DAY: '99' })).toMatchObject({
      smsPerAddress: 9,
      smsPerDay: 99,
    });
  });

  it('a proxy that nobody named is told of once', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    try {
      const http = await open({});
      for (let n = 0; n < 3; n++) await ask(http, { 'x-forwarded-for': '1.2.3.4' });
      const named = await open({ trustedProxies: ['127.0.0.1'] });
      await ask(named, { 'x-forwarded-for': '1.2.3.4' });
      expect(warn.mock.calls.map(([text]) => text)).toEqual([expect.stringContaining('TRUSTED_PROXIES is empty')]);
    } finally {
      warn.mockRestore();
    }
  });
});

describe('connections', () => {
  const limits = { ...defaultConnectionLimits, headersMs: 200, requestMs: 200 };
  const raw = async ({ url }: TestApp, text: string): Promise<Socket> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  };
  const received = async (socket: Socket): Promise<string> => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    if (!socket.closed) await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  };
  const timeout = /^HTTP\/1\.1 408 Request Timeout\r\nContent-Type: application\/problem\+json/;

  it('that send a head without end are closed', async () => {
    const http = await open({ connections: limits });
    expect(await received(await raw(http, 'GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Slow: 1\r\n'))).toMatch(timeout);
  });

  it('that send a body without end are closed, and those that are done are kept', async () => {
    const http = await open({ connections: limits });
    const head = 'POST /v1/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';
    expect(await received(await raw(http, `${head}{"idNumber":`))).toMatch(timeout);
    expect((await send(`${http.url}/v1/things`, 'GET')).status).toBe(200);
  });

  it('F13 may take longer over a photo', async () => {
    const http = await open({ connections: limits });
    const path = '/v1/things/3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e/photos/idFront';
    const photo = await raw(
      http,
      `PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nab`,
    );
    const head = 'POST /v1/forms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n';
    await received(await raw(http, head));
    photo.write('c');
    expect(await received(photo)).toMatch(/^HTTP\/1\.1 200 OK.*\{"length":3\}/s);
  });

  it('with a head beyond 16 KB are refused', async () => {
    const http = await open({});
    const text = await received(await raw(http, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`));
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('that are idle are closed after KEEP_ALIVE_SECONDS', async () => {
    const http = await open({ connections: { ...limits, keepAliveMs: 100 } });
    const text = await received(await raw(http, 'GET /v1/things HTTP/1.1\r\nHost: x\r\n\r\n'));
    expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('beyond MAX_CONNECTIONS are closed unanswered', async () => {
    const http = await open({ connections: { ...defaultConnectionLimits, connections: 2 } });
    const [one] = [await raw(http, 'GET'), await raw(http, 'GET')];
    const third = connect(Number(new URL(http.url).port), '127.0.0.1');
    sockets.push(third);
    third.on('error', () => {});
    expect(await received(third)).toBe('');
    one.destroy();
    await once(one, 'close');
  });
});
