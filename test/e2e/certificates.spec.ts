import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCertificateRequest, DeviceKey, MemoryDeviceStorage } from '@realname/client';
import { eventually } from '../support/eventually.js';
import { OpenSsl } from '../support/openssl.js';
import { Company, certificatePassword as password, type SignedIn, send } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let company: Company;
let people = 0;
const openssl = new OpenSsl();

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
});
afterAll(async () => {
  openssl.remove();
  await service?.dispose();
});

const arrival = async (): Promise<SignedIn> => (await company.customer(++people)).signIn();
const csr = async (): Promise<string> => {
  const key = await DeviceKey.create(new MemoryDeviceStorage(), password);
  return createCertificateRequest(key, password);
};
const install = (me: SignedIn, verificationId: string, request: unknown) =>
  me.call('POST', '/certificates', { body: { verificationId, csr: request } });
const current = (me: SignedIn) => me.call('GET', '/certificates/current');

describe('installing (F27)', () => {
  it('after a pass, once, and shows the pass until then', async () => {
    const me = await arrival();
    expect((await current(me)).verdict).toBe('404 certificate.not-found');
    const id = await me.open();
    const pass = await me.passVideo();
    expect((await me.on(id, 'GET')).body.certificate).toEqual({
      readiness: 'required',
      serial: null,
      verificationId: pass,
    });
    const again = await me.call('POST', '/video-verifications', { body: {} });
    expect(again.verdict).toBe('200');
    expect(again.body).toMatchObject({ id: pass, status: 'passed' });

    const issued = await install(me, pass, await csr());
    expect(issued.verdict).toBe('201');
    expect(Object.keys(issued.body).sort()).toEqual(['certificate', 'chain', 'notAfter', 'serial']);
    const { serial } = issued.body;
    expect((await current(me)).body).toEqual({ ...issued.body, state: 'active', thisDevice: true });
    expect((await me.on(id, 'GET')).body.certificate).toEqual({ readiness: 'usable', serial, verificationId: null });

    const used = await install(me, pass, await csr());
    expect(used.verdict).toBe('409 verification.used');
    expect((await me.call('GET', '/video-verifications/current')).verdict).toBe('404 verification.not-found');
    expect((await me.call('GET', `/video-verifications/${pass}`)).body).toMatchObject({ status: 'passed' });
    expect((await me.call('POST', '/video-verifications', { body: {} })).verdict).toBe('201');
  });

  it('the certificate: 12 months, opaque subject, one EKU, critical key usage (§5)', async () => {
    const me = await arrival();
    const issued = (await install(me, await me.passVideo(), await csr())).body;
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.serialNumber.toLowerCase().padStart(32, '0')).toBe(issued.serial.padStart(32, '0'));
    const now = Date.parse(await company.clock(0));
    expect(now - certificate.validFromDate.getTime()).toBeLessThanOrEqual(5 * 60_000);
    expect(certificate.validFromDate.getTime()).toBeLessThanOrEqual(now);
    expect(issued.notAfter).toMatch(/^2026-|^2027-/);
    expect(Date.parse(issued.notAfter) - now).toBeGreaterThan(364 * 86_400_000);
    expect(Date.parse(issued.notAfter) - now).toBeLessThanOrEqual(366 * 86_400_000);
    expect(certificate.validToDate.getTime()).toBe(Math.floor(Date.parse(issued.notAfter) / 1000) * 1000);
    for (const secret of [me.customer.person.idNumber, me.customer.person.name, me.customer.number])
      expect(certificate.subject).not.toContain(secret);
    openssl.write('leaf.pem', issued.certificate);
    openssl.write('chain.pem', issued.chain);
    openssl.write('ca.pem', await (await fetch(`${service.url}/pki/ca.pem`)).text());
    const text = openssl.run('x509', '-in', 'leaf.pem', '-noout', '-text');
    expect(text).toMatch(/Key Usage: critical\n\s+Digital Signature, Non Repudiation\n/);
    expect(text).toMatch(/Extended Key Usage:[^\n]*\n\s+[^,\n]+\n/);
    const { port } = new URL(service.url);
    expect(text).toContain(`URI:http://localhost:${port}/pki/crl`);
    expect(text).toContain(`OCSP - URI:http://localhost:${port}/pki/ocsp`);
    const at = String(Math.floor(now / 1000));
    expect(openssl.run('verify', '-x509_strict', '-attime', at, '-CAfile', 'ca.pem', 'leaf.pem')).toContain('OK');
    expect(issued.chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
    expect(new X509Certificate(issued.chain).ca).toBe(true);
    expect(certificate.checkIssued(new X509Certificate(issued.chain))).toBe(true);
  });

  it('not without a pass, not with a foreign, refused or running one', async () => {
    const [me, other] = [await arrival(), await arrival()];
    const request = await csr();
    const nobody = await install(me, '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', request);
    expect(nobody.verdict).toBe('404 verification.not-found');
    expect((await install(me, await other.passVideo(), request)).verdict).toBe('404 verification.not-found');
    const { id } = (await me.call('POST', '/video-verifications', { body: {} })).body;
    expect((await install(me, id, request)).verdict).toBe('422 verification.required');
    await company.next();
    expect((await install(me, id, request)).verdict).toBe('422 verification.required');
    await company.verdict(id, { outcome: 'rejected', reason: '光线过暗' });
    expect((await install(me, id, request)).verdict).toBe('422 verification.required');
    expect((await install(me, 'nonsense', request)).status).toBe(400);
  });

  it('within 30 minutes', async () => {
    const me = await arrival();
    const pass = await me.passVideo();
    await company.clock(30 * 60 + 1);
    const later = await me.customer.signIn(me.deviceId);
    expect((await install(later, pass, await csr())).verdict).toBe('422 verification.expired');
    const fresh = await later.call('POST', '/video-verifications', { body: {} });
    expect(fresh.verdict).toBe('201');
    expect(fresh.body.id).not.toBe(pass);
    await later.call('DELETE', `/video-verifications/${fresh.body.id}`);
  });

  it('on the device that took the call', async () => {
    const me = await arrival();
    const pass = await me.passVideo();
    await company.clock(61);
    const elsewhere = await me.customer.signIn('other-device');
    expect((await install(elsewhere, pass, await csr())).verdict).toBe('422 verification.other-device');
    expect((await install(me, pass, await csr())).verdict).toBe('201');
  });

  it('a bad request is 400 csr.invalid and leaves the pass', async () => {
    const me = await arrival();
    const pass = await me.passVideo();
    const right = await csr();
    openssl.run('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'r.key', '-subj', '/CN=x', '-out', 'r.csr');
    openssl.run(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:secp384r1',
      '-nodes',
      '-keyout',
      'p.key',
      '-subj',
      '/CN=x',
      '-out',
      'p.csr',
    );
    const der = Buffer.from(right.replace(/-----[^-]+-----/g, ''), 'base64');
    const pem = (bytes: Buffer, label = 'CERTIFICATE REQUEST') =>
      `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----\n`;
    const altered = Buffer.from(der);
    altered[altered.length - 3]! ^= 1;
    for (const junk of [
      '',
      'nonsense',
      '-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----',
      pem(altered),
      pem(der.subarray(0, 60)),
      pem(der, 'CERTIFICATE'),
      openssl.read('r.csr').toString(),
      openssl.read('p.csr').toString(),
      'x'.repeat(20_000),
    ])
      expect(`${junk.slice(0, 40)} ${(await install(me, pass, junk)).verdict}`).toBe(
        `${junk.slice(0, 40)} 400 csr.invalid`,
      );
    for (const none of [42, undefined]) expect((await install(me, pass, none)).verdict).toBe('400 request.invalid');
    expect((await install(me, pass, right.replace(/\n/g, '\r\n'))).verdict).toBe('201');
  });

  it('takes what openssl makes', async () => {
    const me = await arrival();
    openssl.run(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      'o.key',
      '-subj',
      '/CN=device',
      '-out',
      'o.csr',
    );
    expect((await install(me, await me.passVideo(), openssl.read('o.csr').toString())).verdict).toBe('201');
  });

  it('a key is certified once', async () => {
    const [me, other] = [await arrival(), await arrival()];
    const request = await csr();
    expect((await install(me, await me.passVideo(), request)).verdict).toBe('201');
    const pass = await me.passVideo();
    expect((await install(me, pass, request)).verdict).toBe('409 csr.key-reused');
    expect((await install(other, await other.passVideo(), request)).verdict).toBe('409 csr.key-reused');
    expect((await install(me, pass, await csr())).verdict).toBe('201');
  });

  it('again with the same key: the same certificate, while the pass would last', async () => {
    const me = await arrival();
    const pass = await me.passVideo();
    const request = await csr();
    const atOnce = await Promise.all([install(me, pass, request), install(me, pass, request)]);
    expect(atOnce.map(({ verdict }) => verdict).sort()).toEqual(['200', '201']);
    const again = await install(me, pass, request);
    expect(again.verdict).toBe('200');
    for (const { body } of atOnce) expect(body).toEqual(again.body);
    await company.clock(61);
    const elsewhere = await me.customer.signIn('other-device');
    expect((await install(elsewhere, pass, request)).verdict).toBe('409 verification.used');
    await me.call('DELETE', '/certificates/current?reason=lost');
    expect((await install(me, pass, request)).verdict).toBe('409 verification.used');
    await company.clock(30 * 60);
    const later = await me.customer.signIn(me.deviceId);
    expect((await install(later, pass, request)).verdict).toBe('409 verification.used');
  });

  it('a pass that opens nothing here is not current', async () => {
    const me = await arrival();
    await me.passVideo();
    const now = (by: SignedIn) => by.call('GET', '/video-verifications/current');
    expect((await now(me)).body).toMatchObject({ status: 'passed' });
    await company.clock(61);
    expect((await now(await me.customer.signIn('other-device'))).verdict).toBe('404 verification.not-found');
    await company.clock(30 * 60);
    expect((await now(await me.customer.signIn(me.deviceId))).verdict).toBe('404 verification.not-found');
  });

  it('several at once: one certificate', async () => {
    const me = await arrival();
    const pass = await me.passVideo();
    const requests = [await csr(), await csr(), await csr()];
    const answers = await Promise.all(requests.map((request) => install(me, pass, request)));
    expect(answers.map(({ verdict }) => verdict).sort()).toEqual([
      '201',
      '409 verification.used',
      '409 verification.used',
    ]);
  });
});

describe('standing (F28)', () => {
  it('a new one supersedes the old; elsewhere it is another device’s', async () => {
    const me = await arrival();
    const first = await me.certify();
    const second = await me.certify();
    expect(second).not.toBe(first);
    expect((await current(me)).body).toMatchObject({ serial: second, state: 'active', thisDevice: true });
    await company.clock(61);
    const elsewhere = await me.customer.signIn('other-device');
    expect((await current(elsewhere)).body).toMatchObject({ serial: second, thisDevice: false });
    const third = await elsewhere.certify();
    expect((await current(me)).body).toMatchObject({ serial: third, state: 'active', thisDevice: false });
    const id = await me.open();
    expect((await me.on(id, 'GET')).body.certificate).toMatchObject({ readiness: 'required', serial: null });
  });

  it.each([
    ['lost', 'revoked'],
    ['locked', 'revoked'],
    ['superseded', 'superseded'],
  ])('revoked as %s', async (reason, state) => {
    const me = await arrival();
    const revoke = (query: string) => me.call('DELETE', `/certificates/current${query}`);
    expect((await revoke(`?reason=${reason}`)).verdict).toBe('404 certificate.not-found');
    const serial = await me.certify();
    for (const query of ['', '?reason=', '?reason=bored'])
      expect((await revoke(query)).verdict).toBe('400 request.invalid');
    expect((await revoke(`?reason=${reason}`)).verdict).toBe('204');
    expect((await current(me)).body).toMatchObject({ serial, state });
    expect((await revoke(`?reason=${reason}`)).verdict).toBe('404 certificate.not-found');
    expect((await current(me)).body).toMatchObject({ serial, state });
    expect(await me.certify()).not.toBe(serial);
  });

  it('P4 its owner is told by SMS', async () => {
    const me = await arrival();
    await me.certify();
    const { contactMobile } = me.customer.person;
    const notices = `${service.url}/sandbox/notices?to=${contactMobile}`;
    await eventually(async () => expect((await send(notices, 'GET')).body.items).toHaveLength(1));
  });
});

describe('with a clock that was moved back (§8)', () => {
  it('a new certificate still supersedes the old', async () => {
    const me = await arrival();
    await company.clock(7200);
    const later = await me.customer.signIn(me.deviceId);
    const first = await later.certify();
    await company.clock(-7200);
    const second = await later.certify();
    expect((await current(later)).body).toMatchObject({ serial: second, state: 'active' });
    expect(second).not.toBe(first);
    const id = await later.filled();
    await later.device.signAgreements(id, password, second);
    expect((await later.on(id, 'GET')).body.certificate).toMatchObject({ readiness: 'usable', serial: second });
  });
});
