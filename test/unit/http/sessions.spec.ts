import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hour, minute, plus } from '../../../src/domain/shared/instant.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

let http: TestApp;
beforeAll(async () => {
  http = await openTestApp();
});
afterAll(() => http.app.close());

const device = 'device-0001';
const open = async (subject = 'ann') =>
  (await http.sessions.open({ app: 'futures', subject, companyCode: '0038', device })).token;
const current = async (token: string, headers: Record<string, string> = { 'x-device-id': device }) => {
  const response = await fetch(`${http.url}/v1/futures/sessions/current`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const body = (await response.json()) as Record<string, string>;
  return { ...body, outcome: `${response.status} ${body.code ?? ''}`.trim() };
};

describe('sessions', () => {
  it('live for 15 idle minutes: any call counts as activity', async () => {
    const token = await open();
    http.clock.advance(15 * minute - 1);
    expect((await current(token)).outcome).toBe('200');
    http.clock.advance(15 * minute - 1);
    expect(await current(token)).toMatchObject({ outcome: '200', idleExpiresAt: plus(http.clock.now(), 15 * minute) });
    http.clock.advance(15 * minute);
    expect((await current(token)).outcome).toBe('401 session.required');
  });

  it('have their activity written down once a second, however many calls there are', async () => {
    const token = await open();
    const end = plus(http.clock.now(), 15 * minute);
    http.clock.advance(999);
    expect(await current(token)).toMatchObject({ outcome: '200', idleExpiresAt: end });
    http.clock.advance(1);
    expect(await current(token)).toMatchObject({ outcome: '200', idleExpiresAt: plus(end, 1_000) });
  });

  it('live for 12 hours at most, however active', async () => {
    const { token, expiresAt } = await http.sessions.open({ app: 'futures', subject: 'ann', device });
    for (let at = 0; at < 12 * hour - 10 * minute; at += 10 * minute) {
      http.clock.advance(10 * minute);
      expect((await current(token)).outcome).toBe('200');
    }
    expect(await current(token)).toMatchObject({ idleExpiresAt: expiresAt, expiresAt });
    http.clock.advance(10 * minute);
    expect((await current(token)).outcome).toBe('401 session.required');
  });

  it('are bound to the device of their sign-in', async () => {
    const token = await open();
    expect((await current(token, { 'x-device-id': 'device-0002' })).outcome).toBe('401 session.required');
    expect((await current(token, {})).outcome).toBe('400 device.required');
    expect((await current(token, { 'x-device-id': 'short' })).outcome).toBe('400 device.invalid');
    expect((await current(token, { 'x-device-id': 'device_0001' })).outcome).toBe('400 device.invalid');
    for (const personal of ['13912345678', 'phone-13912345678', '8613912345678', '11010119900307002X'])
      expect((await current(token, { 'x-device-id': personal })).outcome).toBe('400 device.invalid');
  });

  it('serve their own app only', async () => {
    const { token } = await http.sessions.open({ app: 'identity', subject: 'zoe', device: null });
    expect((await current(token)).outcome).toBe('401 session.required');
    const me = (bearer: string) =>
      fetch(`${http.url}/v1/identity/me`, { headers: { authorization: `Bearer ${bearer}`, 'x-device-id': device } });
    expect(await (await me(token)).json()).toEqual({ subject: 'zoe' });
    expect((await me(await open())).status).toBe(401);
  });

  it.each([
    '',
    'Bearer',
    'Bearer  ',
    'Basic YTpi',
    'Bearer a b',
    'Bearer a.b.c',
    'Bearer 数字'.normalize(),
  ])('refuse a header that carries no token of ours (%#)', async (authorization) => {
    const headers = { authorization: Buffer.from(authorization).toString('latin1'), 'x-device-id': device };
    const response = await fetch(`${http.url}/v1/futures/sessions/current`, { headers });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('take a token after one space or more (RFC 9110 §11.4)', async () => {
    const token = await open('uma');
    const headers = { authorization: `bearer   ${token}`, 'x-device-id': device };
    expect((await fetch(`${http.url}/v1/futures/sessions/current`, { headers })).status).toBe(200);
  });

  it('R10 end at once; R12 the others of a person end, the current one stays', async () => {
    const [first, second, other] = [await open('eve'), await open('eve'), await open('bob')];
    const kept = await http.sessions.find(second, device);
    await http.sessions.endAll('eve', kept);
    expect((await current(first)).outcome).toBe('401 session.required');
    expect((await current(second)).outcome).toBe('200');
    expect((await current(other)).outcome).toBe('200');
    await http.sessions.end(kept!);
    expect((await current(second)).outcome).toBe('401 session.required');
  });

  it('are listed for their person alone, newest first, with what they were used last and where', async () => {
    const opened = await http.sessions.open({ app: 'futures', subject: 'ida', companyCode: '0038', device });
    http.clock.advance(minute);
    const newer = await http.sessions.open({ app: 'futures', subject: 'ida', companyCode: '0038', device: null });
    await open('jan');
    http.clock.advance(minute);
    await current(opened.token);
    const [second, first] = await http.sessions.list('ida');
    expect(first).toMatchObject({ id: opened.session.id, device, lastUsedAt: http.clock.now() });
    expect(second).toMatchObject({ id: newer.session.id, device: null, lastUsedAt: newer.session.openedAt });
    expect(await http.sessions.list('ida')).toHaveLength(2);
    http.clock.advance(14 * minute);
    expect((await http.sessions.list('ida')).map(({ id }) => id)).toEqual([opened.session.id]);
  });

  it('tell their last use also close to their end, and are not listed beyond it', async () => {
    const { token, session } = await http.sessions.open({ app: 'futures', subject: 'kim', device });
    for (let at = 0; at < 12 * hour; at += 10 * minute) {
      expect((await current(token)).outcome).toBe('200');
      expect(await http.sessions.list('kim')).toMatchObject([{ id: session.id, lastUsedAt: http.clock.now() }]);
      http.clock.advance(10 * minute);
    }
    expect(await http.sessions.list('kim')).toEqual([]);
  });

  it('end one by one, for their person alone', async () => {
    const [mine, theirs] = [await open('lea'), await open('mia')];
    const foreign = await http.sessions.find(theirs, device);
    const own = await http.sessions.find(mine, device);
    const nobodys = expect.objectContaining({ code: 'session.not-found' });
    await expect(http.sessions.endOne('lea', foreign!.id)).rejects.toEqual(nobodys);
    expect((await current(theirs)).outcome).toBe('200');
    await http.sessions.endOne('lea', own!.id);
    expect((await current(mine)).outcome).toBe('401 session.required');
    await expect(http.sessions.endOne('lea', own!.id)).rejects.toEqual(nobodys);
  });

  it('keep claims that were amended, and say nothing of the token', async () => {
    const token = await open();
    const session = await http.sessions.find(token, device);
    await http.sessions.amend(session!, { confirmedAt: 'now' });
    const amended = await http.sessions.find(token, device);
    expect(amended).toMatchObject({ id: session?.id, claims: { confirmedAt: 'now' } });
    expect(JSON.stringify(amended)).not.toContain(token);
    await http.sessions.end(amended!);
    await expect(http.sessions.amend(amended!, {})).rejects.toMatchObject({ code: 'session.required' });
  });
});

describe('the context of a command (P5)', () => {
  it('names actor, session, device, client, correlation, instant and the revision the caller believes in', async () => {
    const token = await open('carol');
    const session = await http.sessions.find(token, device);
    await fetch(`${http.url}/v1/futures/writes`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'x-device-id': device,
        'x-correlation-id': 'corr 1',
        'x-client-version': 'ios/1.2.3',
        'if-match': '"12"',
      },
    });
    const context = http.behaviour.contexts.at(-1)!;
    expect(context).toMatchObject({
      actor: { kind: 'customer', id: 'carol' },
      session: session?.id,
      device,
      clientVersion: 'ios/1.2.3',
      correlationId: 'corr 1',
      at: http.clock.now(),
      ifMatch: [12n],
    });
    expect(context.causationId).toBe(context.commandId);
    expect(context.commandId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['12', '"a', '"1" "2"', '"1",', '"1", *'])('refuses If-Match %s', async (header) => {
    const response = await fetch(`${http.url}/v1/writes`, { method: 'POST', headers: { 'if-match': header } });
    expect(await response.json()).toMatchObject({ status: 400, code: 'request.invalid', header: 'If-Match' });
  });

  it('takes a list of revisions, one of which must be the thing’s', async () => {
    await fetch(`${http.url}/v1/writes`, { method: 'POST', headers: { 'if-match': '"1", W/"2" ,"3"' } });
    expect(http.behaviour.contexts.at(-1)!.ifMatch).toEqual([1n, -2n, 3n]);
  });

  it.each([
    '"a"',
    '""',
    'W/"1"',
    '"-1"',
    '"0x1"',
  ])('takes If-Match %s for a revision that nothing has', async (header) => {
    await fetch(`${http.url}/v1/writes`, { method: 'POST', headers: { 'if-match': header } });
    expect(http.behaviour.contexts.at(-1)!.ifMatch).toEqual([-2n]);
  });

  it('makes a correlation id where none, or no decent one, is sent, and echoes it', async () => {
    const sent = async (id?: string) => {
      const response = await fetch(`${http.url}/v1/things`, { headers: id ? { 'x-correlation-id': id } : {} });
      return response.headers.get('x-correlation-id');
    };
    expect(await sent('a'.repeat(128))).toBe('a'.repeat(128));
    expect(await sent('a'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sent()).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('every response follows the service clock and is not cached', async () => {
    for (const path of ['/v1/things', '/v1/unknown', '/v1/%E0%A4%A']) {
      const { headers } = await fetch(`${http.url}${path}`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      if (!path.includes('%')) expect(headers.get('date')).toBe(new Date(http.clock.now()).toUTCString());
    }
  });
});
