import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Staff, type StaffRole, StaffTokens } from '../../../src/application/ports/staff-tokens.js';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import { DomainError } from '../../../src/domain/shared/domain-error.js';
import { hour, minute, plus } from '../../../src/domain/shared/instant.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

let http: TestApp;
let calls: number;
let key: string;
let keys = 0;
beforeAll(async () => {
  http = await openTestApp();
});
afterAll(() => http.app.close());
beforeEach(() => {
  calls = 0;
  key = `key ${++keys}`;
  http.behaviour.contexts.length = 0;
  http.behaviour.act = (context) => {
    context.written.position = 'p1';
    return { call: ++calls };
  };
});

const device = 'device-0001';
const write = (body: object = {}, headers: Record<string, string> = {}, path = '/v1/writes', method = 'POST') =>
  fetch(`${http.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-device-id': device, 'idempotency-key': key, ...headers },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  });
const signIn = async (subject: string) => {
  const { token } = await http.sessions.open({ app: 'futures', subject, companyCode: '0038', device });
  return { authorization: `Bearer ${token}` };
};
const codeOf = async (response: Response) => `${response.status} ${((await response.json()) as { code: string }).code}`;
const commandIds = () => new Set(http.behaviour.contexts.map(({ commandId }) => commandId)).size;

describe('Idempotency-Key', () => {
  it('gives the first response again: status, body and headers', async () => {
    const first = await write();
    const again = await write();
    expect([first.status, await first.json()]).toEqual([201, { call: 1 }]);
    expect([again.status, await again.json()]).toEqual([201, { call: 1 }]);
    for (const header of ['etag', 'content-type']) {
      expect(first.headers.get(header)).toBeTruthy();
      expect(again.headers.get(header)).toBe(first.headers.get(header));
    }
    expect(calls).toBe(1);
  });

  it('gives the first Consistency-Token again', async () => {
    const ann = await signIn('ann');
    const tokenOf = async () => (await write({}, ann, '/v1/futures/writes')).headers.get('consistency-token');
    const first = await tokenOf();
    expect(first).toBeTruthy();
    expect(await tokenOf()).toBe(first);
  });

  it('runs every call without a key, each a command of its own', async () => {
    for (const headers of [{ 'x-device-id': device }, { 'x-device-id': device }])
      await fetch(`${http.url}/v1/writes`, { method: 'POST', headers });
    expect([calls, commandIds()]).toEqual([2, 2]);
  });

  it('refuses the key for another body, path or method', async () => {
    const ann = await signIn('ann');
    await write({ a: 1 }, ann, '/v1/futures/writes');
    expect(await codeOf(await write({ a: 2 }, ann, '/v1/futures/writes'))).toBe('422 idempotency.key-reused');
    expect(await codeOf(await write({ a: 1 }, ann, '/v1/forms'))).toBe('422 idempotency.key-reused');
    expect(await codeOf(await write({ a: 1 }, ann, '/v1/tickets/x', 'PUT'))).toBe('422 idempotency.key-reused');
    expect(calls).toBe(1);
  });

  it('of a stranger belongs to the very request: a guess under a known key is a call of its own, two strangers do not meet', async () => {
    const nobody = { 'x-device-id': '' };
    for (const headers of [{}, nobody])
      for (const guess of ['000001', '000002']) expect((await write({ code: guess }, headers)).status).toBe(201);
    expect([calls, commandIds()]).toEqual([4, 4]);
    expect(await (await write({ code: '000001' })).json()).toEqual({ call: 1 });
  });

  it('keeps what hands out a token or a ticket for two minutes', async () => {
    const handOut = () => write({}, {}, '/v1/tickets');
    const first = await (await handOut()).json();
    http.clock.advance(2 * minute - 1);
    expect(await (await handOut()).json()).toEqual(first);
    http.clock.advance(1);
    expect(await (await handOut()).json()).not.toEqual(first);
  });

  it('gives a kept answer to nobody who could not make the call', async () => {
    const verify = jest.spyOn(http.app.get(StaffTokens), 'verify');
    const as = (roles: readonly StaffRole[], companies: readonly string[]) => {
      verify.mockResolvedValue(
        new Staff({
          id: 'leaver',
          name: '',
          licenceNumber: null,
          expiresAt: http.clock.now(),
          roles,
          companies,
          branches: [],
        }),
      );
      return write({}, { authorization: 'Bearer a.b.c' }, '/v1/staff/writes');
    };
    for (const _ of [1, 2]) expect((await as(['operator'], ['0038'])).status).toBe(201);
    expect(calls).toBe(1);
    expect(await codeOf(await as([], []))).toBe('403 access.forbidden');
    expect((await as(['operator'], [])).status).toBe(201);
    expect(calls).toBe(2);
    verify.mockRestore();
  });

  it('forgets an answer with the person whose it is, a stranger’s too', async () => {
    http.behaviour.act = (context) => {
      context.written.person = 'identity/ann';
      return {};
    };
    await write();
    expect([...http.records.entries.values()].at(-1)?.subject).toBe('identity/ann');
  });

  it('keeps refusals', async () => {
    http.behaviour.act = () => {
      throw new DomainError('captcha.invalid', { call: ++calls });
    };
    const [first, again] = [await (await write()).text(), await write()];
    expect([again.status, again.headers.get('content-type')]).toEqual([422, 'application/problem+json; charset=utf-8']);
    expect(await again.text()).toBe(first);
    expect(calls).toBe(1);
  });

  it.each([
    [new DomainError('sms.quota-exceeded'), '429 sms.quota-exceeded', minute],
    [new DependencyUnavailable('db'), '503 dependency.unavailable', 0],
    [new Error('bug'), '500 internal', 0],
  ])('does not keep 429 and 5xx, and tries again as the same command, after a 429 as of now (%#)', async (error, code, later) => {
    const act = http.behaviour.act;
    http.behaviour.act = () => {
      throw error;
    };
    expect(await codeOf(await write())).toBe(code);
    http.behaviour.act = act;
    http.clock.advance(minute);
    expect((await write()).status).toBe(201);
    const [first, again] = http.behaviour.contexts;
    expect([again?.commandId, again?.at]).toEqual([first?.commandId, plus(first!.at, later)]);
  });

  it('after a crash works again as the same command, at the first instant', async () => {
    await write();
    for (const entry of http.records.entries.values()) delete entry.response;
    http.records.crash();
    http.clock.advance(hour);
    await write();
    const [first, again] = http.behaviour.contexts;
    expect([again?.commandId, again?.at]).toEqual([first?.commandId, first?.at]);
  });

  it('forgets after 24 hours', async () => {
    await write();
    http.clock.advance(24 * hour - 1);
    expect(await (await write()).json()).toEqual({ call: 1 });
    http.clock.advance(1);
    expect(await (await write({ other: true })).json()).toEqual({ call: 2 });
    expect(commandIds()).toBe(2);
  });

  it('waits for the first that still runs, then answers alike; when it takes too long, 409', async () => {
    const finished = Promise.withResolvers<void>();
    http.behaviour.act = async () => {
      await finished.promise;
      return { call: ++calls };
    };
    const first = write();
    while (http.behaviour.contexts.length === 0) await new Promise(setImmediate);
    expect(await codeOf(await write())).toBe('409 request.in-progress');
    const again = write();
    finished.resolve();
    expect(await (await again).json()).toEqual({ call: 1 });
    expect(await (await first).json()).toEqual({ call: 1 });
  });

  it('keeps the response of a caller who hung up', async () => {
    const reached = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<void>();
    http.behaviour.act = async () => {
      reached.resolve();
      await finished.promise;
      return { call: ++calls };
    };
    const request = httpRequest(`${http.url}/v1/writes`, {
      method: 'POST',
      headers: { 'x-device-id': device, 'idempotency-key': key, 'content-type': 'application/json' },
    });
    const gone = new Promise((resolve) => request.on('error', resolve));
    request.end('{}');
    await reached.promise;
    request.destroy();
    await gone;
    finished.resolve();
    expect(await (await write({})).json()).toEqual({ call: 1 });
  });

  it.each(['', 'x'.repeat(129), 'ü'])('refuses a key that is empty, too long or not printable (%#)', async (bad) => {
    expect(await codeOf(await write({}, { 'idempotency-key': bad }))).toBe('400 request.invalid');
    expect(calls).toBe(0);
  });

  it('keeps callers apart: persons, devices, and the requests of those who are known by neither', async () => {
    const [ann, bob] = [await signIn('ann'), await signIn('bob')];
    expect(await (await write({}, ann, '/v1/futures/writes')).json()).toEqual({ call: 1 });
    expect(await (await write({}, bob, '/v1/futures/writes')).json()).toEqual({ call: 2 });
    expect(await (await write({}, { 'x-device-id': 'device-0002' })).json()).toEqual({ call: 3 });
    expect(await (await write({ a: 1 }, { 'x-device-id': '' })).json()).toEqual({ call: 4 });
    expect(await (await write({ a: 2 }, { 'x-device-id': '' })).json()).toEqual({ call: 5 });
    expect(await (await write({ a: 1 }, { 'x-device-id': '' })).json()).toEqual({ call: 4 });
    expect(commandIds()).toBe(5);
  });

  it('knows a person again after a new sign-in', async () => {
    await write({}, await signIn('carol'), '/v1/futures/writes');
    expect(await (await write({}, await signIn('carol'), '/v1/futures/writes')).json()).toEqual({ call: 1 });
  });

  it('repeats a sign-out, but shows an ended session nothing else', async () => {
    const session = await signIn('dave');
    const path = '/v1/futures/sessions/current';
    await write({}, { ...session, 'idempotency-key': 'written' }, '/v1/futures/writes');
    expect((await write({}, session, path, 'DELETE')).status).toBe(204);
    expect((await write({}, session, path, 'DELETE')).status).toBe(204);
    const again = await write({}, { ...session, 'idempotency-key': 'written' }, '/v1/futures/writes');
    expect(await codeOf(again)).toBe('401 session.required');
    const other = await write({}, { ...session, 'idempotency-key': 'unknown' }, '/v1/futures/writes');
    expect(await codeOf(other)).toBe('401 session.required');
  });
});
