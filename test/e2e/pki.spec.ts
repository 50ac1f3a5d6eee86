import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApi } from '@realname/client';
import { eventually } from '../support/eventually.js';
import { OpenSsl } from '../support/openssl.js';
import { Company, type SignedIn, send } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

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

const byPost = (body: Buffer) =>
  pki('POST', '/ocsp', { body, headers: { 'content-type': 'application/ocsp-request' } });
const byGet = (request: Buffer) => pki('GET', `/ocsp/${encodeURIComponent(request.toString('base64'))}`);
const question = (serial: string, ...options: string[]): Buffer => {
  openssl.run('ocsp', '-issuer', 'issuer.pem', ...options, '-serial', `0x${serial}`, '-reqout', 'req.der');
  return openssl.read('req.der');
};

const ocsp = async (serial: string, ...options: string[]): Promise<string> => {
  const request = question(serial, ...options);
  const texts: string[] = [];
  for (const answer of [await byPost(request), await byGet(request)]) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/ocsp-response');
    texts.push(await judged(answer.bytes));
  }
  const [posted = '', got = ''] = texts;
  const status = (text: string) => text.slice(text.indexOf('Cert Status:'), text.indexOf('This Update:'));
  expect(status(got)).toBe(status(posted));
  return got;
};
/** What OpenSSL says of an answer to `req.der`; it fails the test where it does not verify. */
const judged = async (bytes: Uint8Array): Promise<string> => {
  openssl.write('res.der', bytes);
  return openssl.run(
    'ocsp',
    '-respin',
    'res.der',
    '-reqin',
    'req.der',
    '-issuer',
    'issuer.pem',
    '-CAfile',
    'ca.pem',
    '-resp_text',
    '-attime',
    await now(),
    '-validity_period',
    '1000000000',
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
    await eventually(async () => {
      const superseded = await crl();
      expect(superseded.number).toBeGreaterThan(last);
      expect(entry(superseded.text, serials[2]!)).toContain('Superseded');
    });
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
  it.each([['-sha1'], ['-sha256']])('good, revoked, unknown with %s, by POST and by GET', async (hash) => {
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
    for (const body of [Buffer.from('junk'), Buffer.alloc(0), Buffer.of(0x30, 0x03, 0x02, 0x01, 0x00)])
      for (const answer of [await byPost(body), await byGet(body)]) {
        expect(answer.status).toBe(200);
        expect(answer.bytes.toString('hex')).toBe('30030a0101');
        expect(answer.headers.get('cache-control')).toBe('no-store');
      }
    expect((await pki('POST', '/ocsp', { body: { a: 1 } })).verdict).toBe('415 request.media-type');
  });
});

describe('OCSP by GET (RFC 6960 A.1)', () => {
  const addresses = (base64: string) => ({
    raw: `/ocsp/${base64}`,
    'percent-encoded': `/ocsp/${encodeURIComponent(base64)}`,
    'lower-case escapes': `/ocsp/${base64.replaceAll('/', '%2f').replaceAll('+', '%2b')}`,
    'two slashes': `/ocsp//${base64}`,
    'a space for the plus': `/ocsp/${base64.replaceAll('+', '%20')}`,
    'with a query': `/ocsp/${base64}?x=1`,
  });

  it('takes slashes and plus signs of base64 as they come', async () => {
    const serials = ['fbefbe', 'effbbe', 'befbef', 'effbef', 'beeffb'].map(
      (each) => `${each.repeat(3)}${'ff'.repeat(7)}`,
    );
    const texts = serials.map((serial) => question(serial, '-no_nonce').toString('base64'));
    expect(texts.join('')).toContain('//');
    expect(texts.filter((text) => text.includes('+')).length).toBeGreaterThan(0);
    for (const [index, text] of texts.entries())
      for (const [name, path] of Object.entries(addresses(text))) {
        question(serials[index]!, '-no_nonce');
        const answer = await pki('GET', path);
        expect([name, answer.status, await judged(answer.bytes)]).toEqual([
          name,
          200,
          expect.stringContaining('Status: unknown'),
        ]);
      }
  });

  it('is asked by the typed client', async () => {
    const serial = await (await arrival()).certify();
    const path = question(serial).toString('base64');
    const api = createApi({ baseUrl: service.url });
    const { response } = await api.GET('/pki/ocsp/{path}', {
      params: { path: { path } },
      parseAs: 'stream',
    });
    expect(response.status).toBe(200);
    expect(await judged(new Uint8Array(await response.arrayBuffer()))).toMatch(/Cert Status: good/);
  });

  it('may be cached as long as the answer holds: not with a nonce, not when unknown, not an error (RFC 5019 §6.2)', async () => {
    const me = await arrival();
    const serial = await me.certify();
    const good = await byGet(question(serial, '-no_nonce'));
    const shown = await judged(good.bytes);
    const instant = (label: string) => new Date(new RegExp(`${label}: (.+)`).exec(shown)![1]!).toUTCString();
    expect(good.headers.get('last-modified')).toBe(instant('This Update'));
    expect(good.headers.get('expires')).toBe(instant('Next Update'));
    expect(good.headers.get('etag')).toBe(`"${createHash('sha256').update(good.bytes).digest('hex')}"`);
    const [, maxAge] = /^max-age=(\d+), public, no-transform, must-revalidate$/.exec(
      good.headers.get('cache-control')!,
    )!;
    expect(Number(maxAge)).toBeLessThanOrEqual(3600);
    expect(Number(maxAge)).toBeGreaterThanOrEqual(3599);
    await revoke(me, 'lost');
    expect((await byGet(question(serial, '-no_nonce'))).headers.get('cache-control')).toMatch(/^max-age=/);

    const unknown = question('0123456789abcdef0123456789abcdef', '-no_nonce');
    for (const answer of [
      await byGet(question(serial)),
      await byGet(unknown),
      await byPost(question(serial, '-no_nonce')),
    ]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      for (const name of ['etag', 'last-modified', 'expires']) expect(answer.headers.get(name)).toBeNull();
    }
  });

  it('answers what is no base64 like any malformed request, and what is no address as a problem', async () => {
    for (const path of ['/ocsp/', '/ocsp/%00', '/ocsp/MA', '/ocsp/MEUw_-', '/ocsp/M===', '/ocsp/诸葛'])
      expect([path, (await pki('GET', path)).bytes.toString('hex')]).toEqual([path, '30030a0101']);
    expect((await pki('GET', '/ocsp/%E0%A4%A')).verdict).toBe('400 request.invalid');
    expect((await pki('GET', `/ocsp/${'A'.repeat(10_000)}`)).bytes.toString('hex')).toBe('30030a0101');
    expect((await pki('GET', '/ocsp')).verdict).toBe('404 route.not-found');
  });
});
