import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hour, minute, plus } from '../../../src/domain/shared/instant.js';
import { type House, openHouse } from '../../support/http-app/http-app.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.app.close());

const device = 'device-0001';
const open = async (subject = 'ann') =>
  (await house.sessions.open({ app: 'futures', subject, companyCode: '0038', device })).token;
const current = async (token: string, headers: Record<string, string> = { 'x-device-id': device }) => {
  const response = await fetch(`${house.url}/v1/futures/sessions/current`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const body = (await response.json()) as Record<string, string>;
  return { ...body, outcome: `${response.status} ${body.code ?? ''}`.trim() };
};

describe('sessions', () => {
  it('live for 15 idle minutes: any call counts as activity', async () => {
    const token = await open();
    house.clock.advance(15 * minute - 1);
    expect((await current(token)).outcome).toBe('200');
    house.clock.advance(15 * minute - 1);
    expect(await current(token)).toMatchObject({ outcome: '200', idleExpiresAt: plus(house.clock.now(), 15 * minute) });
    house.clock.advance(15 * minute);
    expect((await current(token)).outcome).toBe('401 session.required');
  });

  it('have their activity written down once a second, however many calls there are', async () => {
    const token = await open();
    const end = plus(house.clock.now(), 15 * minute);
    house.clock.advance(999);
    expect(await current(token)).toMatchObject({ outcome: '200', idleExpiresAt: end });
    house.clock.advance(1);
    expect(await current(token)).toMatchObject({ outcome: '200', idleExpiresAt: plus(end, 1_000) });
  });

  it('live for 12 hours at most, however active', async () => {
    const { token, expiresAt } = await house.sessions.open({ app: 'futures', subject: 'ann', device });
    for (let at = 0; at < 12 * hour - 10 * minute; at += 10 * minute) {
      house.clock.advance(10 * minute);
      expect((await current(token)).outcome).toBe('200');
    }
    expect(await current(token)).toMatchObject({ idleExpiresAt: expiresAt, expiresAt });
    house.clock.advance(10 * minute);
    expect((await current(token)).outcome).toBe('401 session.required');
  });

  it('are bound to the device of their sign-in', async () => {
    const token = await open();
    expect((await current(token, { 'x-device-id': 'device-0002' })).outcome).toBe('401 session.required');
    expect((await current(token, {})).outcome).toBe('400 device.required');
    expect((await current(token, { 'x-device-id': 'short' })).outcome).toBe('400 device.invalid');
    expect((await current(token, { 'x-device-id': 'device_0001' })).outcome).toBe('400 device.invalid');
  });

  it('serve their own app only', async () => {
    const { token } = await house.sessions.open({ app: 'identity', subject: 'zoe', device: null });
    expect((await current(token)).outcome).toBe('401 session.required');
    const me = (bearer: string) =>
      fetch(`${house.url}/v1/identity/me`, { headers: { authorization: `Bearer ${bearer}`, 'x-device-id': device } });
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
    const response = await fetch(`${house.url}/v1/futures/sessions/current`, { headers });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('R10 end at once; R12 the others of a person end, the current one stays', async () => {
    const [first, second, other] = [await open('eve'), await open('eve'), await open('bob')];
    const kept = await house.sessions.find(second, device);
    await house.sessions.endAll('eve', kept);
    expect((await current(first)).outcome).toBe('401 session.required');
    expect((await current(second)).outcome).toBe('200');
    expect((await current(other)).outcome).toBe('200');
    await house.sessions.end(kept!);
    expect((await current(second)).outcome).toBe('401 session.required');
  });

  it('keep claims that were amended, and say nothing of the token', async () => {
    const token = await open();
    const session = await house.sessions.find(token, device);
    await house.sessions.amend(session!, { confirmedAt: 'now' });
    const amended = await house.sessions.find(token, device);
    expect(amended).toMatchObject({ id: session?.id, claims: { confirmedAt: 'now' } });
    expect(JSON.stringify(amended)).not.toContain(token);
    await house.sessions.end(amended!);
    await expect(house.sessions.amend(amended!, {})).rejects.toMatchObject({ code: 'session.required' });
  });
});

describe('the context of a command (P5)', () => {
  it('names actor, session, device, client, correlation, instant and the revision the caller believes in', async () => {
    const token = await open('carol');
    const session = await house.sessions.find(token, device);
    await fetch(`${house.url}/v1/futures/writes`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'x-device-id': device,
        'x-correlation-id': 'corr 1',
        'x-client-version': 'ios/1.2.3',
        'if-match': '"12"',
      },
    });
    const context = house.behaviour.contexts.at(-1)!;
    expect(context).toMatchObject({
      actor: { kind: 'customer', id: 'carol' },
      session: session?.id,
      device,
      clientVersion: 'ios/1.2.3',
      correlationId: 'corr 1',
      at: house.clock.now(),
      ifMatch: 12n,
    });
    expect(context.causationId).toBe(context.commandId);
    expect(context.commandId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['12', '"1","2"', '"a'])('refuses If-Match %s', async (header) => {
    const response = await fetch(`${house.url}/v1/writes`, { method: 'POST', headers: { 'if-match': header } });
    expect(await response.json()).toMatchObject({ status: 400, code: 'request.invalid', header: 'If-Match' });
  });

  it.each([
    '"a"',
    '""',
    'W/"1"',
    '"-1"',
    '"0x1"',
  ])('takes If-Match %s for a revision that nothing has', async (header) => {
    await fetch(`${house.url}/v1/writes`, { method: 'POST', headers: { 'if-match': header } });
    expect(house.behaviour.contexts.at(-1)!.ifMatch).toBe(-2n);
  });

  it('makes a correlation id where none, or no decent one, is sent, and echoes it', async () => {
    const sent = async (id?: string) => {
      const response = await fetch(`${house.url}/v1/things`, { headers: id ? { 'x-correlation-id': id } : {} });
      return response.headers.get('x-correlation-id');
    };
    expect(await sent('a'.repeat(128))).toBe('a'.repeat(128));
    expect(await sent('a'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sent()).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('every response follows the service clock and is not cached', async () => {
    for (const path of ['/v1/things', '/v1/unknown', '/v1/%E0%A4%A']) {
      const { headers } = await fetch(`${house.url}${path}`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      if (!path.includes('%')) expect(headers.get('date')).toBe(new Date(house.clock.now()).toUTCString());
    }
  });
});
