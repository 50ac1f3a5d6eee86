import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { day, minute, plus } from '../../src/domain/shared/instant.js';
import { idNumberOf, mobileOf, openSignInPage, page } from '../support/people/sign-in-page.js';
import { crashOwnProcess, nextPerson, service } from '../support/servers/own-service.js';
import { openingHour, RunningProcess } from '../support/servers/running-service.js';

openSignInPage(RunningProcess);

const put = (n: number, key: string, change: object = {}, role = 'operator') => {
  const body = { ...customer, idNumber: idNumberOf(n), contactMobile: mobileOf(n), ...change };
  return page.company.as(role, 'PUT', `/customers/0038/N${n}`, { body, headers: { 'idempotency-key': key } });
};

/** As if another instance had the last call at work, or had stopped working: whatever the clock said meanwhile. */
const changeLastRecord = async (change: string): Promise<void> => {
  const last = 'select key from idempotency_records order by xmin::text::bigint desc limit 1';
  await service.query(`update idempotency_records set ${change} where key = (${last})`);
};

describe('Idempotency-Key (§1)', () => {
  it('gives the first answer again: status, body, Consistency-Token; a new correlation id', async () => {
    const [n, key] = [nextPerson(), randomUUID()];
    const [first, again] = [await put(n, key), await put(n, key)];
    expect(first.status).toBe(201);
    expect([again.status, again.body]).toEqual([201, first.body]);
    for (const name of ['consistency-token', 'content-type', 'cache-control'])
      expect([name, again.headers.get(name)]).toEqual([name, first.headers.get(name)]);
    expect(again.headers.get('x-correlation-id')).not.toBe(first.headers.get('x-correlation-id'));
  });

  it('refuses the key for another request; a stranger’s belongs to the request', async () => {
    const [n, key] = [nextPerson(), randomUUID()];
    await put(n, key);
    expect((await put(n, key, { status: 'dormant' })).verdict).toBe('422 idempotency.key-reused');
    expect((await put(n + 100, key)).verdict).toBe('422 idempotency.key-reused');
    const headers = { 'idempotency-key': randomUUID(), 'x-device-id': '' };
    const captcha = (purpose: string) => page.call('POST', '/v1/captchas', { body: { purpose }, headers });
    const first = await captcha('futuresLogin');
    expect((await captcha('futuresLogin')).body).toEqual(first.body);
    expect((await captcha('contactPhone')).body).not.toEqual(first.body);
  });

  it('is per caller: a member of staff, a device', async () => {
    const [n, key] = [nextPerson(), randomUUID()];
    expect((await put(n, key, {}, 'auditor')).verdict).toBe('403 access.forbidden');
    expect((await put(n, key)).verdict).toBe('201');
    const captcha = (device: string) =>
      page.call('POST', '/v1/captchas', {
        body: { purpose: 'futuresLogin' },
        headers: { 'idempotency-key': key, 'x-device-id': device },
      });
    expect((await captcha('device-000a')).body).not.toEqual((await captcha('device-000b')).body);
  });

  it.each(['', 'x'.repeat(129)])('refuses the key %p', async (key) => {
    expect((await put(nextPerson(), key)).verdict).toBe('400 request.invalid');
  });

  it('a sign-in that is sent twice opens one session; a logout that is sent twice stays one', async () => {
    const n = nextPerson();
    await page.import(n);
    await page.ask(idNumberOf(n));
    const headers = { 'idempotency-key': randomUUID() };
    const [code] = await page.codes(mobileOf(n));
    const first = await page.logIn(idNumberOf(n), code, {}, headers);
    expect((await page.logIn(idNumberOf(n), code, {}, headers)).body).toEqual(first.body);
    const out = { headers: { 'idempotency-key': randomUUID() } };
    for (const status of [204, 204])
      expect((await page.with(first.body.token, 'DELETE', '/v1/futures/sessions/current', out)).status).toBe(status);
  });

  it('keeps refusals with their challenge, but no 429: after its time the same key gets through', async () => {
    const n = nextPerson();
    await page.import(n);
    const key = { 'idempotency-key': randomUUID() };
    const refused = await page.logIn(idNumberOf(n), '000000', {}, key);
    const again = await page.logIn(idNumberOf(n), '000000', {}, key);
    expect([again.verdict, again.headers.get('www-authenticate')]).toEqual([refused.verdict, 'Bearer']);
    expect(again.body).toEqual(refused.body);

    await page.ask(idNumberOf(n));
    const captcha = await page.captcha();
    const headers = { 'idempotency-key': randomUUID() };
    const early = await page.ask(idNumberOf(n), captcha, headers);
    expect([early.verdict, early.headers.get('retry-after')]).toEqual(['429 sms.quota-exceeded', expect.any(String)]);
    await page.clock(plus(early.body.retryAt, 100));
    const late = await page.ask(idNumberOf(n), captcha, headers);
    expect(late.verdict).toBe('202');
    expect((await page.ask(idNumberOf(n), captcha, headers)).body).toEqual(late.body);
    expect(await page.codes(mobileOf(n))).toHaveLength(2);
  });

  it('one of many at once does the work', async () => {
    const [n, key] = [nextPerson(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(n, key)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
  });

  it('refuses a repeat for which the first is running after 10 s, and one that comes later takes over', async () => {
    const [n, key] = [nextPerson(), randomUUID()];
    const first = await put(n, key);
    await changeLastRecord("response = null, holder = gen_random_uuid(), leased_until = 'infinity'");
    expect((await put(n, key)).verdict).toBe('409 request.in-progress');
    await changeLastRecord("leased_until = '-infinity'");
    const again = await put(n, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('survives a crash, and is forgotten after 24 hours', async () => {
    const [n, key] = [nextPerson(), randomUUID()];
    const first = await put(n, key);
    await crashOwnProcess();
    const again = await put(n, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    await page.clock(plus(openingHour, day - 30 * minute));
    expect((await put(n, key)).status).toBe(201);
    await page.clock(plus(openingHour, day + 30 * minute));
    expect((await put(n, key, { status: 'frozen' })).verdict).toBe('200');
    expect((await page.ask(idNumberOf(n))).body.maskedMobile).not.toBe(`*******${mobileOf(n).slice(-4)}`);
  });
});
