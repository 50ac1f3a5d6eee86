import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createLog } from '../../src/adapters/observability/log.js';
import { redact, shown } from '../../src/adapters/observability/redaction.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { openTestApp, type TestApp } from '../support/http-app/http-app.js';
import { smsFixture } from '../support/memory/sms-fixture.js';

const idNumber = '11010119900307002X';
const mobile = '13800138000';
const name = '欧阳测试';
const token = Buffer.alloc(32, 5).toString('base64url');
const password = 'Zx9!correct-horse';
const smsCode = '083214';
const secrets = [idNumber, mobile, name, token, password, smsCode, '世纪大道'];
const everything = secrets.join(' ');

const lines: string[] = [];
const log = createLog(
  'trace',
  new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) }),
);
const written = () => lines.join('');
const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
beforeEach(() => void lines.splice(0));

describe('redaction', () => {
  it.each([
    [`number ${idNumber}.`, 'number [redacted].'],
    ['number 11010119900307002x', 'number [redacted]'],
    ['number １１０１０１１９９００３０７００２Ｘ', 'number [redacted]'],
    ['to +8613800138000 and 138 0013 8000', 'to [redacted] and [redacted]'],
    [`Authorization: Bearer abc`, 'Authorization: [redacted]'],
    [`eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln`, '[redacted]'],
    [`/v1/x/${token}`, '/v1/x/[redacted]'],
    ['ac5cbbd5-e597-487d-834d-13800138000a', 'ac5cbbd5-e597-487d-834d-13800138000a'],
    ['10000000000 events, 2026-11-25T02:00:00.000Z', '10000000000 events, 2026-11-25T02:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('P4 shows an error by class, code and place, not by what it says', () => {
    const driver = Object.assign(new Error(`duplicate key (${everything})`), { code: '23505', detail: everything });
    const error = new DependencyUnavailable('event store', { cause: driver });
    const text = JSON.stringify(shown({ error }));
    expect(text).toMatch(/"name":"DependencyUnavailable".*observability-log\.spec.*"code":"23505"/);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('goes no deeper than a line should', () => {
    const ring: Record<string, unknown> = {};
    ring.self = ring;
    expect(JSON.stringify(shown({ ring, big: 1n, call: () => 1 }))).toContain('"big":"bigint","call":"function"');
  });
});

describe('lines', () => {
  it('are JSON objects with level, time and message', () => {
    log.log('warn', `lost ${mobile}`, { attempt: 2 });
    const [line] = parsed();
    expect(line).toEqual({
      level: 'warn',
      time: expect.any(String),
      'service.instance.id': `${hostname()}/${process.pid}`,
      'service.version': JSON.parse(readFileSync('package.json', 'utf8')).version,
      message: 'lost [redacted]',
      attempt: 2,
    });
  });

  it('leave out what LOG_LEVEL leaves out, and probes unless they fail', () => {
    const quiet: string[] = [];
    const to = new Writable({ write: (chunk, _encoding, done) => done(void quiet.push(String(chunk))) });
    const info = createLog('info', to);
    const probe = { method: 'GET', route: '/health/ready', ms: 1, correlationId: 'c', actor: 'anonymous' };
    info.request({ ...probe, status: 200 });
    info.request({ ...probe, status: 503 });
    createLog('error', to).log('warn', 'x');
    expect(quiet.map((line) => JSON.parse(line).status)).toEqual([503]);
  });

  it("take Nest's words with the speaker, a stack without its first line", () => {
    log.nest.error(`failed for ${idNumber}`, `Error: ${name}\n    at place (file.ts:1:1)`, 'Speaker');
    log.nest.warn('careful', 'Speaker');
    log.nest.warn(new Error(everything));
    expect(parsed()).toMatchObject([
      { level: 'error', message: 'failed for [redacted]', context: 'Speaker', at: ['place (file.ts:1:1)'] },
      { level: 'warn', message: 'careful', context: 'Speaker' },
      { level: 'warn', details: { name: 'Error' } },
    ]);
    for (const secret of secrets) expect(written()).not.toContain(secret);
  });
});

describe('P4 nothing personal is logged, whatever goes wrong', () => {
  let http: TestApp;
  beforeAll(async () => {
    http = await openTestApp({ http: { logger: log.nest, observers: [{ served: log.request }] } });
  });
  afterAll(() => http.app.close());

  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${http.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const failing = async (error: unknown) => {
    http.behaviour.act = () => {
      throw error;
    };
    return (await call('POST', '/v1/writes', { name, mobile })).status;
  };
  const clean = () => {
    for (const secret of secrets) expect(written()).not.toContain(secret);
    expect(written()).not.toMatch(/\d{17}|1[3-9]\d{9}(?!\d)/);
  };

  it('a line for each request: template, status, correlation id and kind of actor', async () => {
    const { token: session } = await http.sessions.open({ app: 'identity', subject: 's', device: null });
    await call('GET', '/v1/identity/me?name=x', undefined, {
      authorization: `Bearer ${session}`,
      'x-correlation-id': 'c1',
    });
    await call('PUT', `/v1/tickets/${token}`, undefined, { 'x-correlation-id': mobile });
    const requests = parsed().filter(({ message }) => message === 'request');
    expect(requests).toMatchObject([
      { level: 'info', method: 'GET', route: '/v1/identity/me', status: 200, correlationId: 'c1', actor: 'user' },
      {
        level: 'warn',
        method: 'PUT',
        route: '/v1/tickets/:ticket',
        status: 500,
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
    expect(requests[0]).toHaveProperty('ms', expect.any(Number));
    expect(requests[0]).not.toHaveProperty('staff');
    clean();
  });

  it('of staff with who it was', async () => {
    const { agent } = await http.issuer.issue();
    await call('GET', '/v1/staff/me', undefined, { authorization: `Bearer ${agent}`, 'x-correlation-id': 'c2' });
    expect(parsed().find(({ correlationId }) => correlationId === 'c2')).toMatchObject({
      actor: 'staff',
      staff: 'sandbox-agent',
    });
    clean();
  });

  it('bodies, headers and addresses that are refused', async () => {
    const personal = { idNumber, address: '世纪大道'.repeat(9), kind: name, [mobile]: password };
    await call('POST', '/v1/forms', personal);
    await call('POST', '/v1/forms', `{"idNumber":"${idNumber}",`);
    await call('POST', '/v1/forms', Number(mobile), { 'content-type': `text/${mobile}` });
    await call('GET', `/v1/${idNumber}/${encodeURIComponent(name)}?${mobile}`);
    await call('GET', `/v1/%E0%A4%A${idNumber}`);
    await call(
      'POST',
      '/v1/writes',
      {},
      { 'idempotency-key': `${mobile} ${mobile}`, 'x-device-id': mobile, 'x-client-version': mobile },
    );
    await call('POST', '/v1/writes', {}, { 'idempotency-key': mobile.repeat(20), 'consistency-token': mobile });
    expect(parsed().filter(({ message }) => message === 'request').length).toBeGreaterThanOrEqual(6);
    clean();
  });

  it('errors that quote what was typed, from anywhere below', async () => {
    const driver = Object.assign(new Error(`Key (id)=(${idNumber}) already exists`), {
      code: '23505',
      detail: everything,
    });
    const down = new DependencyUnavailable('event store', { cause: driver });
    const strange = { toString: () => everything };
    expect(await failing(new TypeError(everything))).toBe(500);
    expect(await failing(driver)).toBe(500);
    expect(await failing(everything)).toBe(500);
    expect(await failing(strange)).toBe(500);
    expect(await failing(down)).toBe(503);
    expect(parsed().filter(({ level, message }) => level === 'error' && message !== 'request')).toHaveLength(4);
    expect(written()).toContain('event store is unavailable');
    clean();
  });

  it('a gateway that is down while nobody waits', async () => {
    const { codes, gateway, context, background } = smsFixture();
    const number = `+86${mobile}`;
    gateway.answer = async () => {
      throw new DependencyUnavailable('SMS gateway', { cause: new Error(`no route to ${mobile}: ${smsCode}`) });
    };
    await codes.send({ purpose: 'futuresLogin', boundTo: 'a', number, context: context(), background: true });
    await background.settled();
    expect(parsed()).toMatchObject([{ level: 'warn', context: 'SmsCodes' }]);
    clean();
    new Logger('anybody').error(new Error(everything));
    clean();
  });
});
