import { describe, expect, it } from '@jest/globals';
import { DeviceError, DeviceKey, deviceErrorText, MemoryDeviceStorage } from '@realname/client';
import { sourceFiles } from '../../support/source-files.js';

/** Every code that the client's own code throws. */
const thrown = [
  ...new Set(
    sourceFiles('client/src').flatMap(({ text }) =>
      [...text.matchAll(/(?:new DeviceError\(|const code = )[^;]*?;/g)].flatMap(([expression]) =>
        [...expression.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, code]) => code!),
      ),
    ),
  ),
] as DeviceError['code'][];

describe('a refusal of the device', () => {
  it('has a text in both languages for every code that is thrown', () => {
    expect(thrown.length).toBeGreaterThan(10);
    for (const code of thrown) {
      expect(deviceErrorText(code)).toMatch(/[一-龥].*。$/);
      expect(deviceErrorText(code, 'zh-CN')).toBe(deviceErrorText(code));
      expect(deviceErrorText(code, 'en')).toMatch(/^[\x20-\x7e’]+\.$/);
    }
  });

  it('says that the page is not secure where there is no WebCrypto', async () => {
    const whole = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) };
    Object.defineProperty(globalThis, 'crypto', { value: bare, configurable: true });
    try {
      const refused = await DeviceKey.create(new MemoryDeviceStorage(), '860427').catch((error) => error);
      expect(refused).toBeInstanceOf(DeviceError);
      expect(refused.code).toBe('device.insecure-context');
    } finally {
      Object.defineProperty(globalThis, 'crypto', whole);
    }
  });
});
