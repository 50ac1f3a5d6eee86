import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceKey, installCertificate, MemoryDeviceStorage } from '@realname/client';
import { SigningService } from '../../support/memory/signing-service.js';
import { endingAt, misfortunes, PageEnded, pageOf } from '../../support/people/unlucky-page.js';

const password = '860427';
const other = '730162';
let service: SigningService;
let kept: MemoryDeviceStorage;
type Page = ReturnType<typeof pageOf>;

beforeEach(async () => {
  service = await SigningService.start();
  kept = new MemoryDeviceStorage();
});

const install = (page: Page, verificationId = 'pass-1', word = password) =>
  installCertificate({ ...page, verificationId, password: word });
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'installed',
    (error) => error.code ?? error.reason ?? error,
  );
/** What this device signs with is what the service issued last, and the password opens it. */
const expectInstalled = async (issued = 1, word = password) => {
  expect(service.issued).toHaveLength(issued);
  const key = (await DeviceKey.load(kept))!;
  expect(await key.certificate()).toBe(service.issued.at(-1)!.certificate);
  expect(await (await key.unlock(word))(new Uint8Array(8))).toHaveLength(64);
};

describe('applying for a certificate and installing it (F27)', () => {
  it('F27 gives what was issued, and keeps it on the device', async () => {
    const page = pageOf(service, kept);
    const { serial, chain } = await install(page);
    expect([serial, chain]).toEqual([service.issued[0]!.serial, service.issued[0]!.chain]);
    expect(page.calls).toEqual(['POST certificates']);
    await expectInstalled();
  });

  it('V8 makes nothing of a password that may not be one', async () => {
    const page = pageOf(service, kept);
    expect(await refusalOf(install(page, 'pass-1', '123456'))).toBe('certificate-password.guessable');
    expect([page.calls, await DeviceKey.load(kept)]).toEqual([[], undefined]);
  });

  it.each(
    Object.keys(misfortunes) as (keyof typeof misfortunes)[],
  )('F27 goes on after a call with %s, with the same key and request', async (misfortune) => {
    const page = pageOf(service, kept, { befall: (call) => (call === 1 ? misfortune : undefined) });
    await install(page);
    expect(page.calls).toEqual(['POST certificates', 'POST certificates']);
    await expectInstalled();
  });

  it('F27 goes on after a reload between any two of its steps', async () => {
    let ends = 0;
    for (let n = 1; ; n++) {
      [service, kept] = [await SigningService.start(), new MemoryDeviceStorage()];
      const { step, reached } = endingAt(n);
      const ended = await refusalOf(install(pageOf(service, kept, { step })));
      if (!reached()) break;
      ends++;
      expect(ended).toBeInstanceOf(PageEnded);
      await install(pageOf(service, kept));
      await expectInstalled();
    }
    expect(ends).toBeGreaterThanOrEqual(6);
  });

  it('F27 a double click and a second window get one certificate', async () => {
    const [page, window] = [pageOf(service, kept), pageOf(service, kept)];
    const issued = await Promise.all([install(page), install(page), install(window)]);
    expect(new Set(issued.map(({ certificate }) => certificate)).size).toBe(1);
    await expectInstalled();
  });

  it('F27 a second window with another password is told that it is wrong', async () => {
    const [first, second] = [install(pageOf(service, kept)), install(pageOf(service, kept), 'pass-1', other)];
    expect(await Promise.all([first, second].map(refusalOf))).toEqual(['installed', 'certificate-password.wrong']);
    await expectInstalled();
  });

  it('F27 a certificate that was issued is installed, when the pass is over too', async () => {
    const lost = pageOf(service, kept, { befall: () => 'its answer lost' });
    expect(await refusalOf(install(lost))).toBe('broken');
    service.passesAreGood = false;
    await kept.set('realname.device-key', (await withoutKeptAnswer())!);
    await install(pageOf(service, kept));
    await expectInstalled();
  });

  it('F27 a request that is refused for good makes room for another key', async () => {
    service.passesAreGood = false;
    expect(await refusalOf(install(pageOf(service, kept)))).toBe('verification.expired');
    service.passesAreGood = true;
    await install(pageOf(service, kept), 'pass-1', other);
    await expectInstalled(1, other);
  });

  it('F27 another pass is for another key, and the same pass never', async () => {
    const first = await install(pageOf(service, kept));
    expect((await install(pageOf(service, kept))).serial).toBe(first.serial);
    const second = await install(pageOf(service, kept), 'pass-2', other);
    expect(second.serial).not.toBe(first.serial);
    await expectInstalled(2, other);
  });

  it('F27 is given up after a while, and gone on with', async () => {
    expect(await refusalOf(install(pageOf(service, kept, { befall: () => 'the service away' })))).toBe(
      'dependency.unavailable',
    );
    const key = (await DeviceKey.load(kept))!.publicKey;
    await install(pageOf(service, kept));
    expect((await DeviceKey.load(kept))!.publicKey).toEqual(key);
    await expectInstalled();
  });
});

/** The record with another Idempotency-Key: the service has forgotten the first answer. */
const withoutKeptAnswer = async () =>
  (await kept.get('realname.device-key'))?.replace(/("idempotencyKey":")[^"]+/, '$1another');
