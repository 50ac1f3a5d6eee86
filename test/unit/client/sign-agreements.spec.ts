import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceKey, installCertificate, MemoryDeviceStorage, signAgreements } from '@realname/client';
import { readDeviceRecord, writeDeviceRecord } from '../../../client/src/device-record.js';
import { fromBase64 } from '../../../client/src/encoding.js';
import { protectKey, unprotectKey } from '../../../client/src/protected-key.js';
import { SigningService } from '../../support/memory/signing-service.js';
import { endingAt, misfortunes, PageEnded, pageOf } from '../../support/people/unlucky-page.js';

const password = '860427';
const name = 'realname.device-key';
let service: SigningService;
let installed: string;
let kept: MemoryDeviceStorage;
type Page = ReturnType<typeof pageOf>;

beforeAll(async () => {
  service = await SigningService.start();
  kept = new MemoryDeviceStorage();
  await installCertificate({ ...pageOf(service, kept), verificationId: 'pass-1', password });
  await weaken(kept);
  installed = (await kept.get(name))!;
});
beforeEach(async () => {
  service.signed.clear();
  service.sessionsExpire = false;
  kept = new MemoryDeviceStorage();
  await kept.set(name, installed);
});

/** The same key under a single round of PBKDF2: the many runs of this file take no time by that. */
const weaken = async (storage: MemoryDeviceStorage) => {
  const record = (await readDeviceRecord(storage))!;
  const context = fromBase64(record.publicKey);
  const pkcs8 = (await unprotectKey(record.privateKey, password, context))!;
  await writeDeviceRecord(storage, { ...record, privateKey: await protectKey(pkcs8, password, context, 1) });
};

const sign = (page: Page, change: Partial<Parameters<typeof signAgreements>[0]> = {}) =>
  signAgreements({ ...page, changeRequestId: '1', password, ...change });
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'signed',
    (error) => error.code ?? error.reason ?? error,
  );
const once = { changeApplication: 1, certificateResponsibility: 1 };
const signatures = () => Object.fromEntries(service.signed);

describe('signing the agreements of a request (F21, F29)', () => {
  it('F21 signs each with one try of the password, and gives the request', async () => {
    const page = pageOf(service, kept);
    let tries = 0;
    const storage = {
      ...page.storage,
      set: async (key: string, value: string) => {
        tries += JSON.parse(value).tries;
        return page.storage.set(key, value);
      },
    };
    expect((await sign(page, { storage })).step).toBe('submission');
    expect([signatures(), tries]).toEqual([once, 1]);
    const document = (id: string) => [
      `GET change-requests/1/agreements/${id}`,
      `POST change-requests/1/agreements/${id}/signing-sessions`,
      `PUT change-requests/1/agreements/${id}/signature`,
    ];
    expect(page.calls).toEqual([
      'GET change-requests/1/agreements',
      'GET certificates/current',
      ...document('changeApplication'),
      ...document('certificateResponsibility'),
      'GET change-requests/1',
    ]);
  });

  const calls = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  it.each(
    Object.keys(misfortunes) as (keyof typeof misfortunes)[],
  )('F21 goes on after any call with %s', async (misfortune) => {
    for (const unlucky of calls) {
      service.signed.clear();
      const page = pageOf(service, kept, { befall: (call) => (call === unlucky ? misfortune : undefined) });
      expect((await sign(page)).step).toBe('submission');
      expect([unlucky, signatures(), page.calls.length]).toEqual([unlucky, once, calls.length + 1]);
    }
  });

  it('F21 goes on after a reload between any two of its steps, and signs nothing twice', async () => {
    let ends = 0;
    for (let n = 1; ; n++) {
      service.signed.clear();
      const { step, reached } = endingAt(n);
      const ended = await refusalOf(sign(pageOf(service, kept, { step })));
      if (!reached()) break;
      ends++;
      expect(ended).toBeInstanceOf(PageEnded);
      expect((await sign(pageOf(service, kept))).step).toBe('submission');
      expect([n, signatures()]).toEqual([n, once]);
    }
    expect(ends).toBeGreaterThanOrEqual(2 * calls.length);
  });

  it('F21 a double click and a second window sign each once', async () => {
    const [page, window] = [pageOf(service, kept), pageOf(service, kept)];
    await Promise.all([sign(page), sign(page), sign(window)]);
    expect(signatures()).toEqual(once);
  });

  it('F21 asks for a new session where one came to its end, a few times', async () => {
    service.sessionsExpire = true;
    const page = pageOf(service, kept);
    expect(await refusalOf(sign(page))).toBe('signing-session.expired');
    expect(page.calls.filter((call) => call.endsWith('signing-sessions'))).toHaveLength(3);
    const unlucky = pageOf(service, kept, {
      befall: (call) => {
        service.sessionsExpire = call < 7;
        return undefined;
      },
    });
    expect((await sign(unlucky)).step).toBe('submission');
  });

  it('F29 signs the bytes that were shown, and no others', async () => {
    const { changeApplication, certificateResponsibility } = service.documents;
    const shown = { changeApplication: changeApplication!, certificateResponsibility: certificateResponsibility! };
    const page = pageOf(service, kept);
    await sign(page, { shown });
    expect(page.calls.some((call) => /^GET .*agreements\/\w+$/.test(call))).toBe(false);
    service.signed.clear();
    const altered = { ...shown, certificateResponsibility: Buffer.from('<p>something else</p>') };
    expect(await refusalOf(sign(pageOf(service, kept), { shown: altered }))).toBe('signing.other-document');
    expect(signatures()).toEqual({ changeApplication: 1 });
  });

  it('V8 a wrong password is one try, the fifth locks', async () => {
    for (const code of ['wrong', 'wrong', 'wrong', 'wrong', 'locked', 'locked'])
      expect(await refusalOf(sign(pageOf(service, kept), { password: '860428' }))).toBe(`certificate-password.${code}`);
    expect(await refusalOf(sign(pageOf(service, kept)))).toBe('certificate-password.locked');
    expect(signatures()).toEqual({});
  });

  it('F23 installs a certificate that was issued for its key first; without one it signs nothing', async () => {
    const { certificate, ...record } = (await readDeviceRecord(kept))!;
    await writeDeviceRecord(kept, record);
    expect((await sign(pageOf(service, kept))).step).toBe('submission');
    expect(await (await DeviceKey.load(kept))!.certificate()).toBe(certificate);
    for (const storage of [new MemoryDeviceStorage(), await withOtherKey()])
      expect(await refusalOf(sign(pageOf(service, storage)))).toBe('certificate.not-installed');
  });
});

const withOtherKey = async () => {
  const storage = new MemoryDeviceStorage();
  await DeviceKey.create(storage, password);
  return storage;
};
