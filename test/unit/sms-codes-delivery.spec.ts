import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newId } from '../../src/application/core/ids.js';
import { SmsOutcomeUnknown } from '../../src/application/ports/sms-gateway.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import type { CodeRequest } from '../../src/application/shared/sms-codes.js';
import { minute, second } from '../../src/domain/shared/instant.js';
import { smsCodeOf, smsFixture } from '../support/memory/sms-fixture.js';

const number = '+8613800138000';
const down = async () => {
  throw new DependencyUnavailable('SMS gateway');
};

describe('delivery of codes', () => {
  let world: ReturnType<typeof smsFixture>;
  beforeEach(() => {
    Logger.overrideLogger(false);
    world = smsFixture();
  });
  const request = (change: Partial<CodeRequest> = {}): CodeRequest => ({
    number,
    purpose: 'futuresLogin',
    boundTo: '0038/futuresBrokerage/id',
    context: world.context(),
    ...change,
  });
  const typed = (code: string) => {
    const bound = { number, purpose: 'futuresLogin', boundTo: '0038/futuresBrokerage/id' } as const;
    return { ...bound, code: smsCodeOf(code), commandId: newId() };
  };

  it('V4.3 frees the quota of a number that the gateway refuses', async () => {
    world.gateway.answer = async () => 'refused';
    await expect(world.codes.send(request())).rejects.toMatchObject({ kind: 'rule', code: 'sms.undeliverable' });
    world.gateway.answer = async () => 'accepted';
    await world.codes.send(request());
    expect(world.facts()).toEqual(['SmsReserved', 'SmsRefused', 'SmsReserved', 'SmsAccepted']);
  });

  it('V4.3 frees the quota when the gateway is down; the same command tries anew', async () => {
    world.gateway.answer = down;
    const command = request();
    await expect(world.codes.send(command)).rejects.toThrow(DependencyUnavailable);
    await expect(world.restarted().send(command)).rejects.toThrow(DependencyUnavailable);
    world.gateway.answer = async () => 'accepted';
    world.clock.advance(10 * second);
    expect(await world.restarted().send(command)).toEqual({ resendAt: '2026-11-23T02:01:00.000Z', resendIn: 60 });
    expect(world.gateway.sent).toHaveLength(1);
    await world.codes.use(typed(world.gateway.sent[0]!.code), async () => {});
  });

  it('V4.3 sends once when the same command comes again, with the same answer', async () => {
    const command = request();
    const first = await world.codes.send(command);
    world.clock.advance(30 * second);
    expect(await world.restarted().send(command)).toEqual(first);
    expect(world.gateway.sent).toHaveLength(1);
    await world.codes.use(typed(world.gateway.sent[0]!.code), async () => {});
  });

  it('V4.3 sends nothing more when it died after the gateway took the message', async () => {
    const command = request();
    world.gateway.answer = async () => {
      world.gateway.answer = async () => 'accepted';
      world.gateway.sent.push({ to: number, purpose: 'futuresLogin', code: 'taken' });
      throw new Error('killed');
    };
    await expect(world.codes.send(command)).rejects.toThrow('killed');
    await world.restarted().send(command);
    expect(world.gateway.sent).toHaveLength(1);
    expect(world.facts()).toEqual(['SmsReserved']);
    await expect(world.codes.send(request())).rejects.toMatchObject({ code: 'sms.quota-exceeded' });
  });

  it('V4.3 counts a message as sent that may have left, and a repeat of the command sends no other', async () => {
    const command = request();
    world.gateway.answer = () => Promise.reject(new SmsOutcomeUnknown('SMS gateway'));
    await expect(world.codes.send(command)).rejects.toThrow(DependencyUnavailable);
    world.gateway.answer = async () => 'accepted';
    await world.restarted().send(command);
    expect(world.gateway.sent).toEqual([]);
    expect(world.facts()).toEqual(['SmsReserved']);
    await expect(world.codes.send(request())).rejects.toMatchObject({ code: 'sms.quota-exceeded' });
  });

  it('V4.3 sends when it died before the gateway was asked', async () => {
    const command = request();
    const { get } = world.shortLived;
    world.shortLived.get = async () => Promise.reject(new Error('killed'));
    await expect(world.codes.send(command)).rejects.toThrow('killed');
    world.shortLived.get = get;
    await world.restarted().send(command);
    expect(world.gateway.sent).toHaveLength(1);
    expect(world.facts()).toEqual(['SmsReserved', 'SmsAccepted']);
  });

  it('V4.1, V4.3 does not void a newer code when an older command comes again', async () => {
    const older = request();
    const { get } = world.shortLived;
    world.shortLived.get = async () => Promise.reject(new Error('killed'));
    await expect(world.codes.send(older)).rejects.toThrow('killed');
    world.shortLived.get = get;
    world.clock.advance(minute);
    await world.codes.send(request());
    await world.codes.send(older);
    expect(world.gateway.sent).toHaveLength(1);
    await world.codes.use(typed(world.gateway.sent[0]!.code), async () => {});
  });

  it('F4 answers before the gateway does, whatever it will say', async () => {
    for (const outcome of ['accepted', 'refused', 'down'] as const) {
      const { codes, gateway, context, facts, background } = smsFixture();
      const gate = Promise.withResolvers<void>();
      gateway.answer = () => gate.promise.then(() => (outcome === 'down' ? down() : outcome));
      const sent = await codes.send(request({ background: true, context: context() }));
      expect(sent).toEqual({ resendAt: '2026-11-23T02:01:00.000Z', resendIn: 60 });
      expect(facts()).toEqual(['SmsReserved']);
      gate.resolve();
      await background.settled();
      expect(facts()).toEqual(['SmsReserved', outcome === 'accepted' ? 'SmsAccepted' : 'SmsRefused']);
    }
  });

  it('F4 keeps a reservation whose outcome is not known', async () => {
    world.gateway.answer = async () => Promise.reject(new Error('reset by peer'));
    await world.codes.send(request({ background: true }));
    await world.background.settled();
    await expect(world.codes.send(request())).rejects.toMatchObject({ code: 'sms.quota-exceeded' });
  });

  it('F4 counts a decoy alike, on a quota of its own, and sends nothing', async () => {
    const { number: _, ...rest } = request({ decoy: '0038/futuresBrokerage/id', background: true });
    const decoy = () => world.codes.send({ ...rest, context: world.context() });
    const real = await world.codes.send(request({ boundTo: 'real', background: true }));
    expect(await decoy()).toEqual(real);
    await world.background.settled();
    expect(world.gateway.sent).toHaveLength(1);
    await expect(decoy()).rejects.toMatchObject({ code: 'sms.quota-exceeded', extras: { rule: 'minute' } });
    await world.codes.send({ ...rest, decoy: 'somebody else', context: world.context() });
    await world.background.settled();
    const streams = new Set(world.store.events.map(({ stream }) => stream));
    expect(streams.size).toBe(3);
    expect([...streams].every((stream) => /^SmsNumber-[0-9a-f]{64}$/.test(stream))).toBe(true);
    expect(world.facts().filter((type) => type === 'SmsAccepted')).toHaveLength(3);
  });

  it('F4 what is sent after the answer waits for a store that is away; what is asked for is 503', async () => {
    const put = jest.spyOn(world.shortLived, 'put');
    put.mockImplementationOnce(down);
    await world.codes.send(request({ background: true }));
    await world.background.settled();
    const [{ code } = { code: '' }] = world.gateway.sent;
    await world.codes.use(typed(code), async () => {});
    expect(world.facts()).toEqual(['SmsReserved', 'SmsAccepted']);

    put.mockImplementationOnce(down);
    world.clock.advance(minute);
    await expect(world.codes.send(request())).rejects.toThrow(DependencyUnavailable);
  });

  it('F4 refuses a code typed for a decoy as any other, the sixth try too', async () => {
    const { number: _, ...rest } = request({ decoy: 'asked', background: true });
    await world.codes.send(rest);
    await world.background.settled();
    const guesses = ['000001', '000002', '000003', '000004', '000005'];
    for (const code of guesses) {
      await expect(world.codes.use({ ...typed(code), number: 'none' }, async () => {})).rejects.toMatchObject({
        code: 'sms.code-invalid',
      });
    }
    await expect(world.codes.use({ ...typed('000006'), number: 'none' }, async () => {})).rejects.toMatchObject({
      code: 'sms.too-many-tries',
    });
  });
});
