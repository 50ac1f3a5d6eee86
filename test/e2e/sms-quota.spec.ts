import { describe, expect, it } from '@jest/globals';
import { day, hour, minute, plus, second } from '../../src/domain/shared/instant.js';
import { idNumberOf, mobileOf, openSignInPage, page } from '../support/people/sign-in-page.js';
import { crashOwnProcess, nextPerson } from '../support/servers/own-service.js';
import { openingHour, RunningProcess } from '../support/servers/running-service.js';

openSignInPage(RunningProcess);

/** Somebody who asks for codes: a customer with a mobile, or a stranger (F4). */
const asker = async (kind: 'customer' | 'stranger', change: object = {}): Promise<number> => {
  const n = nextPerson();
  if (kind === 'customer') expect((await page.import(n, change)).status).toBe(201);
  return n;
};

describe.each(['customer', 'stranger'] as const)('V4.2, V4.4 the quota of a %s', (kind) => {
  it('1 a minute, 3 an hour, 5 a day of Shanghai, with rule, retryAt and Retry-After', async () => {
    await page.clock(openingHour);
    const n = await asker(kind);
    const at = async (ms: number) => {
      await page.clock(plus(openingHour, ms));
      const { verdict, body, headers } = await page.ask(idNumberOf(n));
      if (verdict === '202') return { again: body.resendAt, seconds: body.resendIn };
      expect(verdict).toBe('429 sms.quota-exceeded');
      const wait = (Date.parse(body.retryAt) - Date.parse(openingHour) - ms) / second;
      expect(Math.abs(Number(headers.get('retry-after')) - wait)).toBeLessThan(10);
      return { refused: body.rule, until: body.retryAt };
    };
    const first = await at(0);
    expect(first).toEqual({ again: expect.stringMatching(/^2026-11-25T02:01:/), seconds: 60 });
    expect(await at(50 * second)).toEqual({ refused: 'minute', until: first.again });
    expect(await at(62 * second)).toMatchObject({ seconds: 60 });
    const third = await at(124 * second);
    expect(Date.parse(third.again)).toBe(Date.parse(first.again) + hour - minute);
    expect(await at(186 * second)).toEqual({ refused: 'hour', until: third.again });
    expect(await at(hour + 5 * second)).toMatchObject({ seconds: expect.any(Number) });
    const fifth = await at(hour + 70 * second);
    expect(fifth).toMatchObject({ again: '2026-11-25T16:00:00.000Z' });
    expect(await at(hour + 140 * second)).toEqual({ refused: 'day', until: '2026-11-25T16:00:00.000Z' });
    expect(await at(day)).toMatchObject({ seconds: 60 });
  });

  it('V4.3 parallel requests yield one send', async () => {
    await page.clock(openingHour);
    const n = await asker(kind);
    const captchas = await Promise.all(Array.from({ length: 8 }, () => page.captcha()));
    const answers = await Promise.all(captchas.map((captcha) => page.ask(idNumberOf(n), captcha)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array(7).fill(429)]);
    expect(await page.codes(mobileOf(n))).toHaveLength(kind === 'customer' ? 1 : 0);
  });
});

describe('V4.2 the quota belongs to the number', () => {
  /** A customer of the company whose change request waits for a contact phone. */
  const atForm = async (n: number) => {
    const customer = await page.company.customer(n);
    const me = await customer.signIn();
    const id = await me.open();
    await me.device.photosAndLetter(id, n);
    return {
      me,
      askFor: async (phone: string) => {
        const captcha = await page.captcha('contactPhone');
        return me.on(id, 'POST', '/sms-codes', { body: { phone, ...captcha } });
      },
    };
  };

  it('F4 shared by all purposes: codes for a change leave none for the sign-in, which a stranger is not told', async () => {
    await page.clock(openingHour);
    const { askFor } = await atForm(501);
    const n = await asker('customer');
    for (const minutes of [0, 2, 4]) {
      await page.clock(plus(openingHour, minutes * minute));
      expect((await askFor(mobileOf(n))).verdict).toBe('202');
    }
    await page.clock(plus(openingHour, 6 * minute));
    const [known, unknown] = [await page.ask(idNumberOf(n)), await page.ask(idNumberOf(nextPerson()))];
    expect([known.verdict, known.body.resendIn]).toEqual([unknown.verdict, unknown.body.resendIn]);
    expect(known.verdict).toBe('202');
    expect(await page.codes(mobileOf(n))).toHaveLength(3);
  });

  it('V4.4 the hour slides over midnight, where the day begins anew', async () => {
    await page.clock('2026-11-24T15:50:00.000Z');
    const { askFor } = await atForm(502);
    for (const now of ['2026-11-24T15:57:50.000Z', '2026-11-24T15:58:55.000Z', '2026-11-24T16:00:00.000Z']) {
      await page.clock(now);
      expect((await askFor('13600130000')).verdict).toBe('422 sms.undeliverable');
      expect((await askFor('13600136001')).verdict).toBe('202');
    }
    await page.clock('2026-11-24T16:01:05.000Z');
    const refused = await askFor('13600136001');
    expect([refused.verdict, refused.body.rule]).toEqual(['429 sms.quota-exceeded', 'hour']);
    expect(refused.body.retryAt).toMatch(/^2026-11-24T16:57:5/);
  });

  it('F4 shared by two accounts with one mobile, and who asks for the other is not told so', async () => {
    await page.clock(plus(openingHour, day));
    const a = await asker('customer');
    const b = await asker('customer', { contactMobile: mobileOf(a) });
    expect((await page.ask(idNumberOf(a))).status).toBe(202);
    expect((await page.ask(idNumberOf(b))).verdict).toBe('202');
    expect(await page.codes(mobileOf(a))).toHaveLength(1);
  });

  it('F4 at the sign-in one that the gateway refused counts like any other: who is told otherwise knows the mobile is dead', async () => {
    await page.clock(plus(openingHour, day));
    const n = await asker('customer', { contactMobile: '13712340000' });
    expect((await page.ask(idNumberOf(n))).status).toBe(202);
    await page.codes('13712340000');
    expect((await page.ask(idNumberOf(n))).verdict).toBe('429 sms.quota-exceeded');
  });

  it('V4.2 holds after a restart', async () => {
    await page.clock(plus(openingHour, 2 * day));
    const n = await asker('customer');
    expect((await page.ask(idNumberOf(n))).status).toBe(202);
    await crashOwnProcess();
    expect((await page.ask(idNumberOf(n))).verdict).toBe('429 sms.quota-exceeded');
  });

  it('V4.2 no rule is escaped by a clock that goes backwards', async () => {
    await page.clock(plus(openingHour, 2 * day + hour));
    const n = await asker('customer');
    expect((await page.ask(idNumberOf(n))).status).toBe(202);
    await page.clock(plus(openingHour, 2 * day + hour - 30 * second));
    expect((await page.ask(idNumberOf(n))).verdict).toBe('429 sms.quota-exceeded');
  });
});
