import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defaultConnectionLimits } from '../../../src/adapters/http/connection-defaults.js';
import type { HttpOptions } from '../../../src/adapters/http/create-http-app.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

const opened: { http: TestApp; sockets: Socket[] }[] = [];
afterEach(async () => {
  for (const { http, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await http.app.close();
  }
});

const device = 'device-0001';
const open = async (options: Partial<HttpOptions> = {}) => {
  const http = await openTestApp({ http: options });
  const sockets: Socket[] = [];
  opened.push({ http, sockets });
  const { token } = await http.sessions.open({ app: 'futures', subject: 'ann', companyCode: '0038', device });
  const signedIn = { authorization: `Bearer ${token}`, 'x-device-id': device };
  const socket = async () => {
    const opening = connect(Number(new URL(http.url).port), '127.0.0.1');
    sockets.push(opening.on('error', () => {}));
    await once(opening, 'connect');
    return opening;
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${http.url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { http, socket, signedIn, post };
};

const headOf = (headers: Record<string, string>, length: number, path = '/v1/futures/photos') =>
  [
    `PUT ${path} HTTP/1.1`,
    'Host: x',
    ...Object.entries({ ...headers, 'content-length': String(length) }).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

/** What has come when `enough` is satisfied, or the connection has ended. */
const received = async (socket: Socket, enough: RegExp): Promise<string> => {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (enough.test(text)) break;
  }
  return text;
};
const answered = /^HTTP\/1\.1 (?!100)\d{3}[\s\S]*\r\n\r\n[\s\S]*\}/;
const codeOf = async (response: Response) => `${response.status} ${((await response.json()) as { code: string }).code}`;

describe('bodies of whoever has no session', () => {
  it('are not waited for: an upload is refused by its head', async () => {
    const { socket } = await open();
    const upload = await socket();
    upload.write(headOf({ 'x-device-id': device }, 10 * 1024 ** 2));
    expect(await received(upload, answered)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('are read away for a moment, then the connection ends', async () => {
    const { socket } = await open({ connections: { ...defaultConnectionLimits, drainMs: 50 } });
    const upload = await socket();
    upload.write(headOf({ 'x-device-id': device }, 10 * 1024 ** 2));
    expect(await received(upload, /never/)).toMatch(/^HTTP\/1\.1 401 .*"code":"session\.required"/s);
  });

  it('are 16 KB at most', async () => {
    const { post, signedIn } = await open();
    const body = JSON.stringify({ address: 'x'.repeat(20_000) });
    expect(await codeOf(await post('/v1/forms', body))).toBe('413 request.too-large');
    expect(await codeOf(await post('/v1/futures/forms', body, signedIn))).toBe('400 request.invalid');
    const long = JSON.stringify({ address: 'x'.repeat(256 * 1024) });
    expect(await codeOf(await post('/v1/futures/forms', long, signedIn))).toBe('413 request.too-large');
  });
});

describe('photos', () => {
  it('F13 of 11 MB are refused so that the client sees it, and its connection goes on', async () => {
    const { socket, signedIn } = await open();
    const upload = await socket();
    const bytes = 11 * 1024 ** 2;
    upload.write(headOf(signedIn, bytes));
    const answer = received(upload, answered);
    upload.write(Buffer.alloc(bytes, 'x'));
    expect(await answer).toMatch(/^HTTP\/1\.1 413 .*"code":"photo\.too-large"/s);
    upload.write(`${headOf(signedIn, 3)}abc`);
    expect(await received(upload, answered)).toMatch(/^HTTP\/1\.1 200 .*\{"length":3\}/s);
  });

  it('F13 of 11 MB without a length are refused alike', async () => {
    const { http, signedIn } = await open();
    const body = new Blob([Buffer.alloc(11 * 1024 ** 2)]).stream();
    const init = { method: 'PUT', body, headers: signedIn, duplex: 'half' } as RequestInit;
    expect(await codeOf(await fetch(`${http.url}/v1/futures/photos`, init))).toBe('413 photo.too-large');
  });

  it('at hand have a ceiling: what is beyond is 503, until the others are done', async () => {
    const { http, socket, signedIn } = await open({ photoBytes: 100_000 });
    const upload = await socket();
    upload.write(headOf(signedIn, 80_000));
    upload.write(Buffer.alloc(79_999, 'x'));
    const put = () =>
      fetch(`${http.url}/v1/futures/photos`, { method: 'PUT', body: Buffer.alloc(60_000), headers: signedIn });
    let refused = await put();
    // Whether the bytes of the first have arrived before those of the second is for the system to say.
    while (refused.status === 200) refused = await put();
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect(await codeOf(refused)).toBe('503 dependency.unavailable');
    upload.write('x');
    expect(await received(upload, answered)).toMatch(/^HTTP\/1\.1 200 /);
    expect((await put()).status).toBe(200);
  });

  it('may take long, but not come to a halt', async () => {
    const connections = { ...defaultConnectionLimits, photoPace: { bytes: 100, ms: 50 } };
    const { socket, signedIn } = await open({ connections });
    const upload = await socket();
    upload.write(`${headOf(signedIn, 1_000)}abc`);
    expect(await received(upload, answered)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe('unknown names', () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, 1]));
  const errorsOf = async (response: Response) => {
    const { errors } = (await response.json()) as { errors: { pointer: string; code: string }[] };
    return errors;
  };

  it('are told up to 50, whoever sends more', async () => {
    const { post, signedIn } = await open();
    const form = { idNumber: 1, ...many };
    const errors = await errorsOf(await post('/v1/futures/forms', JSON.stringify(form), signedIn));
    expect(errors).toHaveLength(50);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['field.unknown']));
    expect(errors.map(({ pointer }) => pointer)).not.toContain('/idNumber');
  });

  it('are told beside the other errors when they are few', async () => {
    const { post } = await open();
    const errors = await errorsOf(await post('/v1/forms', JSON.stringify({ address: 1, one: 1, two: 1 })));
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/address field.type',
      '/idNumber field.required',
      '/one field.unknown',
      '/two field.unknown',
    ]);
  });

  it('within an object of the body are one error', async () => {
    const { post, signedIn } = await open();
    const errors = await errorsOf(await post('/v1/futures/forms', JSON.stringify({ span: many }), signedIn));
    expect(errors).toEqual([{ pointer: '/span', code: 'field.unknown', detail: expect.any(String) }]);
  });
});

describe('the host', () => {
  const statusOf = async (head: string) => {
    const { socket } = await open();
    const asking = await socket();
    asking.write(`${head}\r\n\r\n`);
    return (await received(asking, /\r\n\r\n/)).slice(9, 12);
  };

  it('is one, and that of an absolute address (RFC 9112 §3.2)', async () => {
    expect(await statusOf('GET /v1/things HTTP/1.1\r\nHost: a')).toBe('200');
    expect(await statusOf('GET /v1/things HTTP/1.1\r\nHost: a\r\nHost: b')).toBe('400');
    expect(await statusOf('GET http://b/v1/things HTTP/1.1\r\nHost: a')).toBe('400');
  });
});
