import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, createApi, createCertificateRequest, DeviceKey, MemoryDeviceStorage } from '@realname/client';
import { passNext } from '../../demo/agent.js';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { OpenSsl } from '../support/openssl.js';
import { certificatePassword, doMainJob, type Staff } from '../support/people/main-job.js';
import { RunningService } from '../support/servers/running-service.js';

/** The story of one customer and two devices, told in order: each test goes on where the one before it ended. */
describe('a second device of the same customer', () => {
  let service: RunningService;
  let staff: Staff;
  let first: Device;
  let second: Device;
  let earlier: Awaited<ReturnType<typeof doMainJob>>;
  let earlierSignature: Uint8Array;
  let requestId: string;
  let issued: Awaited<ReturnType<Device['installCertificate']>>;
  const openssl = new OpenSsl();

  beforeAll(async () => {
    service = await RunningService.start();
    staff = await signInStaff(service.url);
    await importCustomer(staff.operator);
    first = new Device(service.url, 'device-first');
    await first.signIn();
    earlier = await doMainJob(first, staff, { phone: '13900139001' });
    earlierSignature = await first.signature(earlier.id, earlier.documents[0]!.documentId);
    openssl.write('document', await first.document(earlier.id, earlier.documents[0]!.documentId));
    openssl.write('ca.pem', await (await fetch(`${service.url}/pki/ca.pem`)).text());
    openssl.write('chain.pem', earlier.issued.chain);
    openssl.write('first.pem', earlier.issued.certificate);
    await laterBy(service.url, 120_000);
    second = new Device(service.url, 'device-second');
    await second.signIn();
  });
  afterAll(async () => {
    openssl.remove();
    await service.dispose();
  });

  it('F23 needs a certificate of its own: the request waits at that step, its data kept', async () => {
    const opened = await second.open();
    requestId = opened.id;
    await second.photosAndLetter(requestId, 90);
    const { step, certificate, proposed } = await second.proposePhone(requestId, '0755-1234533');
    expect([step, proposed, certificate]).toEqual([
      'certificate',
      { phone: '0755-1234533' },
      { readiness: 'required', serial: null, verificationId: null },
    ]);
    const onFirst = await first.get(requestId);
    expect([onFirst.step, onFirst.certificate.serial]).toEqual(['agreements', earlier.issued.serial]);
  });

  it('F28, F29 may not sign with the certificate of the first', async () => {
    await readAgreements(second, requestId);
    expect(await refusalOfSigning(second, requestId, earlier.issued.serial)).toBe('422 certificate.other-device');
    expect(await refusalOfSigning(second, requestId, '0'.repeat(32))).toBe('422 certificate.required');
  });

  it('F27 passes a call of its own, which opens nothing on the first', async () => {
    const ticket = await second.joinQueue();
    expect(ticket.id).not.toBe(earlier.waiting.id);
    await passNext(staff.agent);
    expect((await second.get(requestId)).certificate.verificationId).toBe(ticket.id);
    expect(await refusalOfCertificate(first, ticket.id)).toBe('422 verification.other-device');
    issued = await second.installCertificate(ticket.id, certificatePassword);
    openssl.write('second.pem', issued.certificate);
    expect(await refusalOfCertificate(second, ticket.id)).toBe('409 verification.used');
  });

  it('F28 has the one active certificate of the customer now', async () => {
    const current = (device: Device) => answered(device.api.GET('/v1/futures/certificates/current'));
    const { serial, notAfter } = issued;
    const { certificate, chain } = issued;
    const shown = { serial, state: 'active', notAfter, certificate, chain };
    expect(await current(second)).toEqual({ ...shown, thisDevice: true });
    expect(await current(first)).toEqual({ ...shown, thisDevice: false });
    expect((await first.get(requestId)).certificate.readiness).toBe('required');
  });

  it('F28 revokes the first one: the CRL and OCSP say superseded', async () => {
    openssl.write('crl', new Uint8Array(await (await fetch(`${service.url}/pki/crl`)).arrayBuffer()));
    const list = openssl.run('crl', '-inform', 'DER', '-in', 'crl', '-noout', '-text', '-CAfile', 'chain.pem');
    const entries = [...list.matchAll(/Serial Number: (\w+).*?Reason Code:\s+(\w+)/gs)];
    expect(entries.map(([, serial, reason]) => [serial, reason])).toEqual([
      [earlier.issued.serial.toUpperCase(), 'Superseded'],
    ]);
    expect(ocsp(openssl, service.url, 'first.pem')).toMatch(/first\.pem: revoked.*Reason: superseded/s);
    expect(ocsp(openssl, service.url, 'second.pem')).toMatch(/second\.pem: good.*Response verify OK/s);
  });

  it('F29 no longer lets the first one sign', async () => {
    expect(await refusalOfSigning(first, requestId, earlier.issued.serial)).toBe('422 certificate.revoked');
    expect(await refusalOfSigning(first, requestId, issued.serial)).toBe('422 certificate.other-device');
  });

  it('F29 keeps what the first one signed before, byte for byte, and good', async () => {
    const { documentId } = earlier.documents[0]!;
    for (const device of [first, second])
      expect(await device.signature(earlier.id, documentId)).toEqual(earlierSignature);
    openssl.write('signature', earlierSignature);
    const at = Math.floor(Date.parse(await now(service.url)) / 1000);
    const verify = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'signature', '-content', 'document'];
    const trust = ['-CAfile', 'ca.pem', '-purpose', 'any', '-attime', String(at), '-out', 'verified'];
    expect(openssl.run(...verify, ...trust)).toContain('CMS Verification successful');
    expect(openssl.read('verified')).toEqual(openssl.read('document'));
  });

  it('finishes the request with the new certificate', async () => {
    await second.signAgreements(requestId, certificatePassword, issued.serial);
    await second.consent(requestId);
    await second.submit(requestId);
    expect((await second.applied(requestId)).status).toBe('applied');
    expect((await first.profile()).phones.contactPhone).toBe('0755****533');
  });
});

const now = async (baseUrl: string) => (await answered(createApi({ baseUrl }).GET('/sandbox/clock'))).now;

/** The sandbox clock moves on: a number gets one code a minute (V4.2). */
const laterBy = async (baseUrl: string, ms: number) => {
  const body = { now: new Date(Date.parse(await now(baseUrl)) + ms).toISOString() };
  await answered(createApi({ baseUrl }).PUT('/sandbox/clock', { body }));
};

const readAgreements = async (device: Device, id: string) => {
  const list = device.api.GET('/v1/futures/change-requests/{id}/agreements', { params: { path: { id } } });
  for (const { documentId } of (await answered(list)).items as { documentId: string }[])
    await device.document(id, documentId);
};

const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'not refused',
    (problem: Error) => problem.message,
  );

const refusalOfSigning = (device: Device, id: string, certificateSerial: string) => {
  const session = device.api.POST('/v1/futures/change-requests/{id}/agreements/{documentId}/signing-sessions', {
    params: { path: { id, documentId: 'changeApplication' } },
    body: { certificateSerial },
  });
  return refusalOf(answered(session));
};

/** With a key that is made for this alone: the one on the device stays. */
const refusalOfCertificate = async (device: Device, verificationId: string) => {
  const key = await DeviceKey.create(new MemoryDeviceStorage(), certificatePassword);
  const csr = await createCertificateRequest(key, certificatePassword);
  return refusalOf(answered(device.api.POST('/v1/futures/certificates', { body: { verificationId, csr } })));
};

const ocsp = (openssl: OpenSsl, baseUrl: string, certificate: string): string =>
  openssl.run(
    'ocsp',
    '-url',
    `${baseUrl}/pki/ocsp`,
    '-issuer',
    'chain.pem',
    '-cert',
    certificate,
    '-CAfile',
    'ca.pem',
    // The sandbox clock was moved: how old the answer is does not matter here.
    '-no_nonce',
    '-validity_period',
    '999999999',
  );
