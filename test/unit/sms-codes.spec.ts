import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/application/core/ids.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import type { SmsPurpose } from '../../src/application/ports/sms-gateway.js';
import type { TypedCode } from '../../src/application/shared/sms-codes.js';
import { hour, minute, second } from '../../src/domain/shared/instant.js';
import { smsFixture } from '../support/memory/sms-fixture.js';

const number = '+8613800138000';
const refused = (code: string, extras: object = {}) => expect.objectContaining({ code, extras });

describe('codes by text message', () => {
  let world: ReturnType<typeof smsFixture>;
  beforeEach(() => {
    world = smsFixture();
  });
  const send = (purpose: SmsPurpose = 'contactPhone', account = 'me', to = number) =>
    world.codes.send({ number: to, purpose, account, context: world.context() });
  const typed = (change: Partial<TypedCode> = {}): TypedCode => {
    const code = world.gateway.sent.at(-1)?.code ?? '000000';
    return { number, purpose: 'contactPhone', account: 'me', code, commandId: newId(), tellTriesLeft: true, ...change };
  };
  const wrong = () => typed({ code: typed().code === '123456' ? '654321' : '123456' });
  const verify = (change?: Partial<TypedCode>) => world.codes.verify(typed(change));

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
    await world.codes.verify(mine);
    await world.codes.spend(mine);
    await expect(verify()).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 0 }));
    await world.restarted().verify(mine);
  });

  it('V4.1 is bound to number, purpose and account', async () => {
    await send();
    for (const other of [{ number: '+8613800138001' }, { purpose: 'mobileChange' }, { account: 'you' }] as const) {
      await expect(verify(other)).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 0 }));
    }
    await verify();
  });

  it('V4.1 lives for 5 minutes', async () => {
    await send();
    world.clock.advance(5 * minute - 1);
    const held = typed();
    await world.codes.verify(held);
    await world.codes.release(held);
    world.clock.advance(1);
    await expect(verify()).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 0 }));
  });

  it('V4.1 counts every use and ends after 5, also for the right code', async () => {
    await send();
    for (const triesLeft of [4, 3, 2, 1]) {
      await expect(world.codes.verify(wrong())).rejects.toEqual(refused('sms.code-invalid', { triesLeft }));
    }
    const fifth = typed();
    await world.codes.verify(fifth);
    await world.codes.release(fifth);
    await expect(verify()).rejects.toEqual(refused('sms.too-many-tries'));
  });

  it('V4.1 tells the tries that are left only where it is asked to', async () => {
    await send();
    await expect(world.codes.verify({ ...wrong(), tellTriesLeft: false })).rejects.toEqual(refused('sms.code-invalid'));
  });

  it('V4.1 serves one of two commands, however their steps fall between each other', async () => {
    await send();
    const [mine, other] = [typed(), typed()];
    const get = world.shortLived.get.bind(world.shortLived);
    let interposed = false;
    world.shortLived.get = async <T extends JsonObject>(...key: Parameters<typeof get>) => {
      const value = await get<T>(...key);
      if (!interposed) {
        interposed = true;
        await world.codes.verify(other);
        await world.codes.spend(other);
      }
      return value;
    };
    await expect(world.codes.verify(mine)).rejects.toMatchObject({ code: 'sms.code-invalid' });
    await world.codes.verify(other);
  });

  it('V4.1 stays valid when another rule refused, and is held meanwhile', async () => {
    await send();
    const first = typed();
    await world.codes.verify(first);
    await expect(verify()).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 3 }));
    await world.codes.release(first);
    await verify();
  });

  it('V4.1 is voided by a new send, which the end of an older use does not spend', async () => {
    await send();
    const old = typed();
    await world.codes.verify(old);
    world.clock.advance(minute);
    await send();
    await world.codes.spend(old);
    if (old.code !== typed().code)
      await expect(world.codes.verify(old)).rejects.toEqual(refused('sms.code-invalid', { triesLeft: 4 }));
    await verify();
  });

  it('V4.1 goes to one of two parallel uses', async () => {
    await send();
    const outcomes = await Promise.allSettled([verify(), verify()]);
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
