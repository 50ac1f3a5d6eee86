import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Company, type SignedIn, send } from '../support/journey.js';
import { OpenSsl } from '../support/openssl.js';
import { RunningService } from '../support/running-service.js';

let service: RunningService;
let company: Company;
let people = 0;
const openssl = new OpenSsl();

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
  const pem = await caPem();
  openssl.write('ca.pem', pem);
  openssl.write('issuer.pem', certificates(pem)[1]!);
});
afterAll(async () => {
  openssl.remove();
  await service?.dispose();
});

const pki = (method: string, path: string, call = {}) => send(`${service.url}/pki${path}`, method, call);
const caPem = async () => (await pki('GET', '/ca.pem')).bytes.toString();
const certificates = (pem: string) => pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
const arrival = async (): Promise<SignedIn> => (await company.customer(++people)).signIn();
const revoke = (me: SignedIn, reason: string) => me.call('DELETE', `/certificates/current?reason=${reason}`);
const now = async () => String(Math.floor(Date.parse(await company.clock(0)) / 1000));

interface List {
  readonly number: bigint;
  readonly text: string;
  readonly bytes: Buffer;
}

const crl = async (): Promise<List> => {
  const { bytes, headers } = await pki('GET', '/crl');
  expect(headers.get('content-type')).toBe('application/pkix-crl');
  openssl.write('crl.der', bytes);
  const text = openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-text', '-CAfile', 'ca.pem');
  expect(text).toContain('verify OK');
  const number = BigInt(/X509v3 CRL Number:\s*\n\s*(\S+)/.exec(text)![1]!);
  return { number, text, bytes };
};
const entry = (text: string, serial: string): string | undefined =>
  text.split('Serial Number: ').find((each) => each.toLowerCase().startsWith(serial.replace(/^(00)+/, '')));

const ocsp = async (serial: string, ...options: string[]): Promise<string> => {
  openssl.run('ocsp', '-issuer', 'issuer.pem', ...options, '-serial', `0x${serial}`, '-reqout', 'req.der');
  const answer = await pki('POST', '/ocsp', {
    body: openssl.read('req.der'),
    headers: { 'content-type': 'application/ocsp-request' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/ocsp-response');
  openssl.write('res.der', answer.bytes);
  return openssl.run(
    ...['ocsp', '-respin', 'res.der', '-reqin', 'req.der', '-issuer', 'issuer.pem', '-CAfile', 'ca.pem', '-resp_text'],
    ...['-attime', await now(), '-validity_period', '1000000000'],
  );
};

describe('ca.pem', () => {
  it('the root, then the intermediates; public', async () => {
    const [root, issuer, ...more] = certificates(await caPem()).map((pem) => new X509Certificate(pem));
    expect(more).toEqual([]);
    expect(root!.checkIssued(root!)).toBe(true);
    expect(issuer!.checkIssued(root!)).toBe(true);
    expect(issuer!.verify(root!.publicKey)).toBe(true);
  });
});

describe('the revocation list (F28)', () => {
  it('is new at each revocation, with a higher number and its reason', async () => {
    const [a, b, c] = [await arrival(), await arrival(), await arrival()];
    const before = await crl();
    expect((await crl()).bytes.equals(before.bytes)).toBe(true);
    const serials = [await a!.certify(), await b!.certify(), await c!.certify()];
    expect((await crl()).number).toBe(before.number);
    let last = before.number;
    for (const [me, reason, shown, serial] of [
      [a!, 'lost', 'Key Compromise', serials[0]!],
      [b!, 'locked', 'Cessation Of Operation', serials[1]!],
    ] as const) {
      await revoke(me, reason);
      const list = await crl();
      expect(list.number).toBeGreaterThan(last);
      expect(entry(list.text, serial)).toContain(shown);
      last = list.number;
    }
    await c!.certify();
    const superseded = await crl();
    expect(superseded.number).toBeGreaterThan(last);
    expect(entry(superseded.text, serials[2]!)).toContain('Superseded');
  });

  it('is new when its nextUpdate passes', async () => {
    const before = await crl();
    const until = /Next Update: (.+)/.exec(before.text)![1]!;
    await company.clock(new Date(Date.parse(until) + 2000).toISOString());
    const after = await crl();
    expect(after.number).toBeGreaterThan(before.number);
    expect(Date.parse(/Next Update: (.+)/.exec(after.text)![1]!)).toBeGreaterThan(Date.parse(until));
    expect(Date.parse(/Last Update: (.+)/.exec(after.text)![1]!)).toBeGreaterThanOrEqual(Date.parse(until));
  });
});

describe('OCSP (F28)', () => {
  it.each([['-sha1'], ['-sha256']])('good, revoked, unknown with %s', async (hash) => {
    const me = await arrival();
    const serial = await me.certify();
    const good = await ocsp(serial, hash);
    expect(good).toContain('Response verify OK');
    expect(good).toContain('Cert Status: good');
    expect(good).toContain('Next Update:');
    await revoke(me, 'lost');
    const revoked = await ocsp(serial, hash);
    expect(revoked).toContain('Cert Status: revoked');
    expect(revoked).toContain('Revocation Reason: keyCompromise');
    expect(await ocsp('0123456789abcdef0123456789abcdef', hash)).toContain('Cert Status: unknown');
    expect(await ocsp('01', hash)).toContain('Cert Status: unknown');
  });

  it('superseded has its reason', async () => {
    const me = await arrival();
    const serial = await me.certify();
    await me.certify();
    expect(await ocsp(serial)).toContain('Revocation Reason: superseded');
  });

  it('junk is malformedRequest, other media types 415', async () => {
    for (const body of [Buffer.from('junk'), Buffer.alloc(0), Buffer.of(0x30, 0x03, 0x02, 0x01, 0x00)]) {
      const answer = await pki('POST', '/ocsp', { body, headers: { 'content-type': 'application/ocsp-request' } });
      expect(answer.status).toBe(200);
      expect(answer.bytes.toString('hex')).toBe('30030a0101');
    }
    expect((await pki('POST', '/ocsp', { body: { a: 1 } })).verdict).toBe('415 request.media-type');
  });
});
