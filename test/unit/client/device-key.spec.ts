import { createPublicKey, verify } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createCertificateRequest, DeviceKey, MemoryDeviceStorage } from '@realname/client';
import { readCertificateRequest } from '../../../src/adapters/pki/certificate-request.js';
import { OpenSsl } from '../../support/openssl.js';

const password = '860427';
const wrong = '860428';
const message = new TextEncoder().encode('agreement');
const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const newKey = async (storage = new MemoryDeviceStorage()) => ({
  storage,
  key: await DeviceKey.create(storage, password),
});
const signedBy = (key: DeviceKey, signature: Uint8Array) => {
  const spki = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' });
  return verify('sha256', message, { key: spki, dsaEncoding: 'ieee-p1363' }, signature);
};
const tryWrong = async (key: DeviceKey, times: number) => {
  const outcomes: [string, number][] = [];
  for (let count = 0; count < times; count++)
    outcomes.push(
      await key.sign(message, wrong).then(
        () => ['signed', -1],
        (error) => [error.code, error.triesLeft],
      ),
    );
  return outcomes;
};

describe('the device’s key', () => {
  it('F27 signs with the certificate password, also after a restart', async () => {
    const { storage, key } = await newKey();
    const signature = await key.sign(message, password);
    expect(signature).toHaveLength(64);
    expect(signedBy(key, signature)).toBe(true);
    const again = (await DeviceKey.load(storage))!;
    expect(signedBy(key, await again.sign(message, password))).toBe(true);
  });

  it('F27 is kept without the key or the password in clear', async () => {
    const { storage } = await newKey();
    const stored = (await storage.get('realname.device-key'))!;
    expect(stored).not.toContain(password);
    for (const value of Object.values(JSON.parse(stored).privateKey).map(String))
      expect(Buffer.from(value, 'base64').toString('latin1')).not.toContain('\x2a\x86\x48\xce\x3d');
    expect(JSON.parse(stored).privateKey.iterations).toBe(600_000);
  });

  it('V8 refuses passwords that are no 6–8 digits, all equal or straight runs', async () => {
    for (const bad of ['', '12345', '123456789', '12a456', '１２３４５７', ' 860427'])
      await expect(DeviceKey.create(new MemoryDeviceStorage(), bad)).rejects.toMatchObject({
        code: 'certificate-password.shape',
      });
    for (const bad of ['111111', '123456', '87654321'])
      await expect(DeviceKey.create(new MemoryDeviceStorage(), bad)).rejects.toMatchObject({
        code: 'certificate-password.guessable',
      });
  });

  it('V8 is locked by five wrong passwords in a row, for the right one too and over a restart', async () => {
    const { storage, key } = await newKey();
    expect(await tryWrong(key, 6)).toEqual([
      ['certificate-password.wrong', 4],
      ['certificate-password.wrong', 3],
      ['certificate-password.wrong', 2],
      ['certificate-password.wrong', 1],
      ['certificate-password.locked', 0],
      ['certificate-password.locked', 0],
    ]);
    const again = (await DeviceKey.load(storage))!;
    await expect(again.sign(message, password)).rejects.toMatchObject({ code: 'certificate-password.locked' });
    expect(await again.triesLeft()).toBe(0);
  });

  it('V8 counts anew after the right password', async () => {
    const { key } = await newKey();
    await tryWrong(key, 4);
    expect(await key.triesLeft()).toBe(1);
    expect(signedBy(key, await key.sign(message, password))).toBe(true);
    expect(await key.triesLeft()).toBe(5);
    expect((await tryWrong(key, 1))[0]).toEqual(['certificate-password.wrong', 4]);
  });

  it('V8 counts each of the tries that run at the same time', async () => {
    const { storage, key } = await newKey();
    const other = (await DeviceKey.load(storage))!;
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => tryWrong(n % 2 ? key : other, 1)));
    const locked = outcomes.flat().filter(([code]) => code === 'certificate-password.locked');
    expect(locked).toHaveLength(3);
    await expect(key.sign(message, password)).rejects.toMatchObject({ code: 'certificate-password.locked' });
  });

  it('V8 gives no try away to a crash: it is counted before it is made', async () => {
    const storage = new MemoryDeviceStorage();
    const { key } = await newKey(storage);
    const seen: number[] = [];
    const crashing = {
      get: (name: string) => storage.get(name),
      alone: <T>(name: string, work: () => Promise<T>) => storage.alone(name, work),
      set: async (name: string, value: string) => {
        await storage.set(name, value);
        seen.push(JSON.parse(value).tries);
        throw new Error('crash');
      },
    };
    for (let count = 0; count < 5; count++)
      await expect((await DeviceKey.load(crashing))!.sign(message, wrong)).rejects.toThrow('crash');
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    await expect(key.sign(message, password)).rejects.toMatchObject({ code: 'certificate-password.locked' });
  });

  it('V8 has no reset: a forgotten password means a new key', async () => {
    const { storage, key } = await newKey();
    await tryWrong(key, 5);
    const next = await DeviceKey.create(storage, '31415926');
    expect(signedBy(next, await next.sign(message, '31415926'))).toBe(true);
    expect(Buffer.from(next.publicKey).equals(key.publicKey)).toBe(false);
    await expect(key.sign(message, password)).rejects.toMatchObject({ code: 'device-key.replaced' });
  });

  it('is absent before it was made', async () => {
    expect(await DeviceKey.load(new MemoryDeviceStorage())).toBeUndefined();
  });
});

describe('the certificate request of the device', () => {
  it('F27 is a PKCS#10 request that OpenSSL and the authority accept', async () => {
    const { key } = await newKey();
    for (let count = 0; count < 4; count++) {
      const csr = await createCertificateRequest(key, password);
      openssl.write('device.csr', csr);
      expect(openssl.run('req', '-verify', '-noout', '-in', 'device.csr')).toMatch(/verify OK/);
      expect(openssl.run('req', '-noout', '-text', '-in', 'device.csr')).toMatch(/ASN1 OID: prime256v1/);
      expect(Buffer.from((await readCertificateRequest(csr)).publicKey)).toEqual(Buffer.from(key.publicKey));
    }
  });

  it('V8 is not made with a wrong password', async () => {
    const { key } = await newKey();
    await expect(createCertificateRequest(key, wrong)).rejects.toMatchObject({ code: 'certificate-password.wrong' });
  });
});
