import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataKeyDestroyed } from '../../src/application/ports/data-keys.js';
import { AppendTooLarge, RevisionConflict } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { DomainError, rule } from '../../src/domain/shared/domain-error.js';
import { openTestApp, type TestApp } from '../support/http-app/http-app.js';

let http: TestApp;
beforeAll(async () => {
  http = await openTestApp();
});
afterAll(() => http.app.close());
beforeEach(() => {
  http.behaviour.act = ({ commandId }) => ({ commandId });
});

const call = (path: string, init: RequestInit = {}) => fetch(`${http.url}${path}`, init);
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const form = (members: object) => post('/v1/forms', JSON.stringify(members));

/** Every refusal is problem+json with these members. */
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({
    type: `/problems/${body.code}`,
    title: expect.any(String),
    detail: expect.any(String),
    instance: expect.stringMatching(/^\//),
    status: response.status,
  });
  expect(JSON.stringify(body)).not.toMatch(/stack|node_modules/);
  return body;
};
const codeOf = async (response: Response) => {
  const { status, code } = await problem(response);
  return `${status} ${code}`;
};

describe('bodies', () => {
  const valid = { idNumber: '11010119900307002X', address: '世纪大道' };

  it('takes a valid one', async () => {
    const response = await form({ ...valid, span: { start: '2026-02-28' } });
    expect([response.status, await response.json()]).toEqual([201, { ...valid, span: { start: '2026-02-28' } }]);
  });

  it('names every wrong field at once, with its code and a pointer', async () => {
    const response = await form({
      idNumber: 11010119900307,
      address: '路',
      kind: 'c',
      agreed: false,
      list: ['ok', 5],
      span: { start: '2026-02-30', later: 1 },
      'a/b~c': 1,
    });
    const { errors, ...rest } = await problem(response);
    expect(rest).toMatchObject({ status: 400, code: 'request.invalid', instance: '/v1/forms' });
    expect(Object.fromEntries((errors as { pointer: string; code: string }[]).map((e) => [e.pointer, e.code]))).toEqual(
      {
        '/a~1b~0c': 'field.unknown',
        '/idNumber': 'field.type',
        '/address': 'address.length',
        '/kind': 'field.type',
        '/agreed': 'field.type',
        '/list': 'field.type',
        '/span/start': 'field.type',
        '/span/later': 'field.unknown',
      },
    );
    expect(errors).toContainEqual({
      pointer: '/address',
      code: 'address.length',
      detail: '地址须为 3 至 50 个字符，不能含看不见的字符。',
    });
  });

  it.each([
    ['missing', {}, '/idNumber field.required'],
    ['null', { ...valid, idNumber: null }, '/idNumber field.required'],
    ['a list where an object belongs', { ...valid, span: [{ start: '2026-01-01' }] }, '/span field.type'],
    ['a text where an object belongs', { ...valid, span: 'x' }, '/span field.type'],
    ['over-long', { ...valid, address: '路'.repeat(11) }, '/address address.length'],
    ['a control character', { ...valid, address: 'ab\u0007cd' }, '/address address.length'],
    ['NUL', { ...valid, address: 'ab\0cd' }, '/address field.type'],
    ['half a surrogate pair', { ...valid, address: 'ab\ud800cd' }, '/address field.type'],
    ['an object that is no text', { ...valid, address: { toString: 1 } }, '/address/toString field.unknown'],
    ['a name of Object.prototype', { ...valid, hasOwnProperty: 1 }, '/hasOwnProperty field.unknown'],
    ['too many items', { ...valid, list: ['a', 'b', 'c'] }, '/list field.type'],
  ])('refuses %s', async (_, body, error) => {
    const { errors } = await problem(await form(body));
    expect((errors as { pointer: string; code: string }[]).map((e) => `${e.pointer} ${e.code}`)).toContain(error);
  });

  it.each([
    ['no JSON', '{"a":'],
    ['no object', '[]'],
    ['a bare text', '"x"'],
    ['null', 'null'],
    ['nothing', ''],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor', '{"constructor":{"prototype":{}}}'],
    ['endless nesting', `${'['.repeat(8_000)}${']'.repeat(8_000)}`],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('refuses %s as a body', async (_, body) => {
    expect(await codeOf(await post('/v1/forms', body))).toBe('400 request.invalid');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'nonsense',
    'application/x-photo',
  ])('refuses the media type %s', async (type) => {
    expect(await codeOf(await post('/v1/forms', '{}', { 'content-type': type }))).toBe('415 request.media-type');
  });

  it('F13 takes photos as raw bytes whatever the media type says, up to 10 MB', async () => {
    const path = '/v1/things/3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e/photos/idFront';
    const put = (size: number, type: string) =>
      call(path, { method: 'PUT', body: Buffer.alloc(size), headers: type ? { 'content-type': type } : {} });
    for (const type of ['image/jpeg', 'application/json', 'nonsense', '']) {
      expect(await (await put(10, type)).json()).toEqual({ length: 10 });
    }
    expect((await put(10 * 1024 ** 2, 'image/png')).status).toBe(200);
    expect(await codeOf(await put(10 * 1024 ** 2 + 1, 'image/png'))).toBe('413 photo.too-large');
    const refused = await put(20 * 1024 ** 2, 'image/png');
    expect(await codeOf(refused)).toBe('413 photo.too-large');
    expect(refused.headers.get('connection')).not.toBe('close');
    expect(await (await put(0, 'image/png')).json()).toEqual({ length: 0 });
  });
});

describe('addresses', () => {
  it.each([
    ['/v1/unknown', '404 route.not-found'],
    ['/v1/forms', '404 route.not-found'],
    ['/v1/%E0%A4%A', '400 request.invalid'],
    ['/v1/%00', '404 route.not-found'],
    [`/v1/${'x'.repeat(2000)}`, '404 route.not-found'],
    ['/v1/things?limit=0', '400 request.invalid'],
    ['/v1/things?limit=501', '400 request.invalid'],
    ['/v1/things?limit=abc', '400 request.invalid'],
    ['/v1/things?limit=1&limit=2', '400 request.invalid'],
    ['/v1/things?unknown=1', '400 request.invalid'],
    ['/v1/things?__proto__=1', '400 request.invalid'],
    ['/v1/things?cursor=%00', '400 request.invalid'],
  ])('GET %s', async (path, expected) => {
    const response = await call(path);
    expect(response.ok ? String(response.status) : await codeOf(response)).toBe(expected);
  });

  it('gives lists 50 items unless asked', async () => {
    expect(await (await call('/v1/things')).json()).toEqual({ limit: 50 });
    expect(await (await call('/v1/things?limit=500&cursor=abc')).json()).toEqual({ limit: 500, cursor: 'abc' });
  });

  it('says of an id that is no UUID that the thing does not exist', async () => {
    for (const id of ['nonsense', 'x'.repeat(300), "1' or 1=1"]) {
      const response = await call(`/v1/things/${encodeURIComponent(id)}/photos/idFront`, { method: 'PUT', body: 'x' });
      expect(['404 photo.not-found', '404 route.not-found']).toContain(await codeOf(response));
    }
  });

  it('P4 never repeats a ticket, and never tells what went wrong inside', async () => {
    const ticket = Buffer.alloc(32, 1).toString('base64url');
    const body = await problem(await call(`/v1/tickets/${ticket}?x=1`, { method: 'PUT' }));
    expect(body).toMatchObject({ status: 500, code: 'internal', instance: '/v1/tickets/{ticket}' });
    expect(JSON.stringify(body)).not.toContain('张三');
    const lost = await problem(await call(`/v1/elsewhere/${ticket}`));
    expect(lost.instance).toBe('/v1/elsewhere/{ticket}');
  });
});

describe('refusals', () => {
  const refused = async (error: unknown, headers: Record<string, string> = {}) => {
    http.behaviour.act = () => {
      throw error;
    };
    return post('/v1/writes', '{}', headers);
  };

  it.each([
    [new DomainError('photo.unreadable'), '400 photo.unreadable'],
    [new DomainError('login.refused'), '401 login.refused'],
    [new DomainError('revision.mismatch'), '412 revision.mismatch'],
    [new DomainError('photo.too-large'), '413 photo.too-large'],
    [new DomainError('photo.format'), '415 photo.format'],
    [rule('captcha.invalid'), '422 captcha.invalid'],
    [new RevisionConflict('x'), '409 revision.conflict'],
    [new AppendTooLarge(1), '413 request.too-large'],
    [new DependencyUnavailable('db'), '503 dependency.unavailable'],
    [new DataKeyDestroyed('x'), '404 subject.not-found'],
    ['a thrown text', '500 internal'],
    [undefined, '500 internal'],
  ])('maps error %# of the list', async (error, expected) => {
    expect(await codeOf(await refused(error))).toBe(expected);
  });

  it('tells when to come back, by the service clock', async () => {
    const retryAt = '2026-11-22T08:00:59.500Z';
    const response = await refused(new DomainError('sms.quota-exceeded', { retryAt, rule: 'minute' }));
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await problem(response)).toMatchObject({ status: 429, retryAt, rule: 'minute' });
    expect((await refused(new DependencyUnavailable('db'))).headers.get('retry-after')).toBe('1');
  });

  it('speaks Chinese unless English is preferred', async () => {
    const titleIn = async (language: string) =>
      (await problem(await refused(rule('captcha.invalid'), { 'accept-language': language }))).title;
    expect(await titleIn('en')).toBe('Wrong captcha');
    expect(await titleIn('en-GB,zh;q=0.5')).toBe('Wrong captcha');
    expect(await titleIn('zh-CN,en;q=0.9')).toBe('图形验证码错误');
    expect(await titleIn('fr')).toBe('图形验证码错误');
  });

  it('answers what is not even HTTP', async () => {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    socket.end('GET / HTTP/9.9 nonsense\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/,
    );
  });

  it('a repeated device header is malformed', async () => {
    const code = await new Promise((resolve, reject) => {
      const request = httpRequest(`${http.url}/v1/devices`, {
        headers: { 'x-device-id': ['device-0001', 'device-0002'] },
      });
      request.on('error', reject).on('response', async (response) => {
        const chunks = await response.toArray();
        resolve(JSON.parse(Buffer.concat(chunks).toString()).code);
      });
      request.end();
    });
    expect(code).toBe('device.invalid');
  });
});
