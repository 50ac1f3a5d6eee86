import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Unanswered } from '../../src/adapters/tencent-cloud/api.js';
import { faceIdClient, smsClient } from '../../src/adapters/tencent-cloud/clients.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { apiError, type Fault, testAccount } from '../support/servers/tencent-cloud-server.js';
import { type Choice, OnTencentCloud, testLimits } from './tencent-cloud.fixture.js';

const action = 'CheckIdNameDate';
const elements = { Name: '张三', IdCard: '110101199003072113', ValidityBegin: '20200318', ValidityEnd: '00000000' };
const down: Fault = { status: 500 };

describe('calls of Tencent Cloud', () => {
  const cloud = new OnTencentCloud('faceid', 'identity authority');
  const calls = (choice: Partial<Choice> = {}) => cloud.calls({ repeatable: false, ...choice });
  const ask = (of = calls(), parameters: object = elements) => of.call(action, parameters);
  afterEach(() => void jest.restoreAllMocks().useRealTimers());

  describe('are refused by the server', () => {
    it.each([
      ['a wrong key', { account: { ...testAccount, secretKey: 'other' } }, 'AuthFailure.SignatureFailure'],
      ['an unknown key', { account: { ...testAccount, secretId: 'AKIDother' } }, 'AuthFailure.SecretIdNotFound'],
      ['a region that is none', { account: { ...testAccount, region: 'x' } }, 'UnsupportedRegion'],
    ])('with %s', async (_, choice, code) => {
      expect(await ask(calls(choice))).toEqual({ code });
    });

    it.each([301, -301])('when the clocks are %i seconds apart', async (seconds) => {
      cloud.server.aheadSeconds = seconds;
      expect(await ask()).toEqual({ code: 'AuthFailure.SignatureExpire' });
    });

    it('but not when they are five minutes apart', async () => {
      cloud.server.aheadSeconds = 298;
      expect(await ask()).toMatchObject({ data: { Result: '0' } });
    });

    it('without a parameter that is required, or with one that is not known', async () => {
      const { ValidityEnd: _, ...less } = elements;
      expect(await ask(calls(), less)).toEqual({ code: 'MissingParameter' });
      expect(await ask(calls(), { ...elements, Phone: '1' })).toEqual({ code: 'UnknownParameter' });
      expect(await calls().call('SendSms', elements)).toEqual({ code: 'NoSuchVersion' });
    });
  });

  describe('are made a second time', () => {
    it.each<[string, Fault]>([
      ['5xx', down],
      ['no end', 'hang'],
      ['a broken connection', 'reset'],
      ['no JSON', { body: 'null' }],
    ])('after %s, where that is safe', async (_, fault) => {
      cloud.server.faults.push(fault);
      expect(await ask(calls({ repeatable: true }))).toMatchObject({ data: { Result: '0' } });
      expect(cloud.server.calls).toHaveLength(2);

      cloud.server.faults.push(fault);
      await expect(ask(calls())).rejects.toMatchObject({ name: 'Unanswered', untouched: false });
      expect(cloud.server.calls).toHaveLength(3);
    });

    it('and no third', async () => {
      cloud.server.faults.push(down, down, down);
      await expect(ask(calls({ repeatable: true }))).rejects.toThrow(DependencyUnavailable);
      expect(cloud.server.calls).toHaveLength(2);
    });

    it('never after an answer, whatever it says', async () => {
      cloud.server.on(action, () => apiError('UnauthorizedOperation.Arrears'));
      expect(await ask(calls({ repeatable: true }))).toEqual({ code: 'UnauthorizedOperation.Arrears' });
      expect(cloud.server.calls).toHaveLength(1);
    });
  });

  describe('stop for a while after failures in a row', () => {
    const failing = async () => {
      const asked = calls();
      cloud.server.faults.push(down, down, down);
      for (let failure = 0; failure < testLimits.breakAfter; failure++)
        await expect(ask(asked)).rejects.toMatchObject({ untouched: false });
      return asked;
    };
    const later = (ms: number) => {
      const now = Date.now();
      jest.spyOn(Date, 'now').mockImplementation(() => now + ms);
    };

    it('and reach nobody then', async () => {
      const asked = await failing();
      expect(cloud.told).toEqual(['identity authority open']);
      later(testLimits.breakMs - 1_000);
      await expect(ask(asked)).rejects.toMatchObject({ name: 'Unanswered', untouched: true });
      expect(cloud.server.calls).toHaveLength(testLimits.breakAfter);
    });

    it('at once, also where a second try were safe', async () => {
      const asked = calls({ repeatable: true, limits: { breakAfter: 1 } });
      cloud.server.faults.push(down);
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date', 'performance'] });
      void ask(asked); // waits for its second try, since no time passes
      while (cloud.told.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await expect(ask(asked)).rejects.toMatchObject({ untouched: true });
      expect(cloud.server.calls).toHaveLength(1);
    });

    it('until one call goes through', async () => {
      const asked = await failing();
      later(testLimits.breakMs);
      expect(await ask(asked)).toMatchObject({ data: { Result: '0' } });
      expect(cloud.told.map((line) => line.split(' ').at(-1))).toEqual(['open', 'half-open', 'closed']);
    });

    it('and again when that one fails too', async () => {
      const asked = await failing();
      cloud.server.faults.push(down);
      later(testLimits.breakMs);
      await expect(ask(asked)).rejects.toMatchObject({ untouched: false });
      await expect(ask(asked)).rejects.toMatchObject({ untouched: true });
      expect(cloud.told.map((line) => line.split(' ').at(-1))).toEqual(['open', 'half-open', 'open']);
    });

    it('but not where the API answers in between, be it with an error', async () => {
      const asked = calls();
      for (let round = 0; round < 2 * testLimits.breakAfter; round++) {
        cloud.server.faults.push(down);
        await expect(ask(asked)).rejects.toThrow(Unanswered);
        cloud.server.on(action, () => apiError('InvalidParameter'));
        expect(await ask(asked)).toEqual({ code: 'InvalidParameter' });
      }
      expect(cloud.told).toEqual([]);
    });
  });

  it.each([
    ['sms.tencentcloudapi.com:443', smsClient],
    ['faceid.tencentcloudapi.com:443', faceIdClient],
  ])('go to %s by TLS, through http_proxy where there is one', async (expected, clientOf) => {
    const proxy = createServer().listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const connected = once(proxy, 'connect');
    process.env.http_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const over = new AbortController();
    const request = clientOf(testAccount).request('Any', {}, { signal: over.signal });
    request.catch(() => {});
    try {
      const [{ url }, socket] = await connected;
      expect(url).toBe(expected);
      socket.destroy();
    } finally {
      delete process.env.http_proxy;
      over.abort();
      proxy.close();
    }
  });
});
