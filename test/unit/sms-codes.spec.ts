import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/application/core/ids.js';
import type { SmsPurpose } from '../../src/application/ports/sms-gateway.js';
import type { TypedCode } from '../../src/application/shared/sms-codes.js';
import { rule } from '../../src/domain/shared/domain-error.js';
import { hour, minute, second } from '../../src/domain/shared/instant.js';
import { smsCodeOf, smsFixture } from '../support/memory/sms-fixture.js';

const number = '+8613800138000';
const refused = (code: string, extras: object = {}) => expect.objectContaining({ code, extras });

describe('codes by text message', () => {
  let world: ReturnType<typeof smsFixture>;
  beforeEach(() => {
    world = smsFixture();
  });
  const send = (purpose: SmsPurpose = 'contactPhone', boundTo = 'me', to = number) =>
    world.codes.send({ number: to, purpose, boundTo, context: world.context() });
  const typed = (change: Partial<TypedCode> = {}): TypedCode => {
    const code = smsCodeOf(world.gateway.sent.at(-1)?.code ?? '000000');
    return { number, purpose: 'contactPhone', boundTo: 'me', code, commandId: newId(), tellTriesLeft: true, ...change };
  };
  const wrong = () => typed({ code: smsCodeOf(typed().code === '123456' ? '654321' : '123456') });
  const use = (code: TypedCode, work = async () => {}) => world.codes.use(code, work);
  /** A use whose work goes on until it is told its outcome. */
  const begin = async (code: TypedCode) => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const outcome = use(code, () => {
      begun.resolve();
      return end.promise;
    });
    await Promise.race([begun.promise, outcome]);
    const ends = async (how: 'well' | 'badly') => {
      if (how === 'well') end.resolve();
      else end.reject(rule('mobile.unchanged'));
      await outcome.catch(() => {});
    };
    return { ends };
  };
  /** A right code, and another rule that refuses. */
  const refusedOtherwise = async (code: TypedCode) => (await begin(code)).ends('badly');

  it('V4.1 has 6 digits, leading zeros kept', async () => {
    for (let index = 0; index < 60; index++)
      await send('contactPhone', 'me', `+86138${String(index).padStart(8, '0')}`);
    const codes = world.gateway.sent.map(({ code }) => code);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(55);
  });

  it('V4.1 accepts the code that was sent, and a used one only from the command that used it', async () => {
    await send();
    const mine = typed();
    expect(await world.codes.use(mine, async () => 'done')).toBe('done');
    await expect(use(typed())).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 0 }));
    expect(await world.restarted().use(mine, async () => 'again')).toBe('again');
  });

  it('V4.1 is bound to number, purpose and what else it is for', async () => {
    await send();
    for (const other of [{ number: '+8613800138001' }, { purpose: 'mobileChange' }, { boundTo: 'you' }] as const) {
      await expect(use(typed(other))).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 0 }));
    }
    await use(typed());
  });

  it('V4.1 lives for 5 minutes', async () => {
    await send();
    world.clock.advance(5 * minute - 1);
    await refusedOtherwise(typed());
    world.clock.advance(1);
    await expect(use(typed())).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 0 }));
  });

  it('V4.1 counts every use and ends after 5, also for the right code', async () => {
    await send();
    for (const triesLeft of [4, 3, 2, 1]) {
      await expect(use(wrong())).rejects.toEqual(refused('sms.code-invalid', { triesLeft }));
    }
    await refusedOtherwise(typed());
    await expect(use(typed())).rejects.toEqual(refused('sms.too-many-tries'));
  });

  it('V4.1 tells the tries that are left only where it is asked to', async () => {
    await send();
    await expect(use({ ...wrong(), tellTriesLeft: false })).rejects.toEqual(refused('sms.code-invalid'));
  });

  it('V4.1 serves one of two commands, however their steps fall between each other', async () => {
    await send();
    const [mine, other] = [typed(), typed()];
    const begun = await begin(other);
    await expect(use(mine)).rejects.toMatchObject({ code: 'sms.code-invalid' });
    await begun.ends('well');
    await expect(use(mine)).rejects.toMatchObject({ code: 'sms.code-invalid' });
    await use(other);
  });

  it('V4.1 leaves the code free to others when a wrong one was typed', async () => {
    await send();
    await expect(use(wrong())).rejects.toMatchObject({ code: 'sms.code-invalid' });
    await use(typed());
  });

  it('V4.1 stays valid when another rule refused, and is held meanwhile', async () => {
    await send();
    const first = await begin(typed());
    await expect(use(typed())).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 3 }));
    await first.ends('badly');
    await use(typed());
  });

  it('V4.1 is voided by a new send, which the end of an older use does not spend', async () => {
    await send();
    const old = typed();
    const older = await begin(old);
    world.clock.advance(minute);
    await send();
    await older.ends('well');
    if (old.code !== typed().code)
      await expect(use(old)).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 4 }));
    await use(typed());
  });

  it('V4.1 goes to one of two parallel uses', async () => {
    await send();
    const outcomes = await Promise.allSettled([use(typed()), use(typed())]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('V4.1, P4 is kept as a keyed hash only, and stands in no event', async () => {
    await send();
    const { code } = typed();
    const kept = JSON.stringify([...world.shortLived.things.values(), world.store.events], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(kept).not.toMatch(new RegExp(`"${code}"`));
    expect(kept).not.toContain(number);
  });

  it('V4.2, V4.4 shares the quota of a number between purposes', async () => {
    await send('registration');
    world.clock.advance(minute - 1);
    const retryAt = '2026-11-23T02:01:00.000Z';
    await expect(send('futuresLogin')).rejects.toMatchObject({
      kind: 'quota',
      code: 'sms.quota-exceeded',
      extras: { rule: 'minute', retryAt },
    });
    world.clock.advance(1);
    await send('futuresLogin');
    world.clock.advance(minute);
    await send('contactPhone');
    world.clock.advance(minute);
    await expect(send('registration')).rejects.toMatchObject({ extras: { rule: 'hour' } });
    await send('registration', 'me', '+8613800138001');
    world.clock.advance(hour - 3 * minute);
    await send('activation');
    expect(world.gateway.sent).toHaveLength(5);
  });

  it('V4.2 says when the next send is allowed', async () => {
    expect(await send()).toEqual({ resendAt: '2026-11-23T02:01:00.000Z', resendIn: 60 });
    world.clock.advance(90 * second);
    expect(await send()).toEqual({ resendAt: '2026-11-23T02:02:30.000Z', resendIn: 60 });
    world.clock.advance(minute);
    expect(await send()).toEqual({ resendAt: '2026-11-23T03:00:00.000Z', resendIn: 3450 });
  });

  it('V4.3 sends one message for two parallel requests', async () => {
    const outcomes = await Promise.allSettled([send(), send(), send()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(world.gateway.sent).toHaveLength(1);
  });

  it('V4.3 asks a frequent sender for a captcha, for an hour', async () => {
    const asked = async () => [await world.codes.needsCaptcha('a'), await world.codes.needsCaptcha('b')];
    for (let count = 1; count <= 5; count++) expect(await asked()).toEqual([false, false]);
    expect(await asked()).toEqual([true, true]);
    world.clock.advance(hour - 1);
    expect(await world.codes.needsCaptcha('a')).toBe(true);
    world.clock.advance(1);
    expect(await world.codes.needsCaptcha('a')).toBe(false);
  });

  it('V4.3 asks parallel requests too', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => world.codes.needsCaptcha('a')));
    expect(asked.filter((needs) => !needs)).toHaveLength(5);
  });
});
