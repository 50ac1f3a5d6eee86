import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceKey } from '../../client/device-key.js';
import { Company, certificatePassword as password, type SignedIn } from '../support/journey.js';
import { OpenSsl } from '../support/openssl.js';
import { RunningService } from '../support/running-service.js';

const document = 'changeApplication';
let service: RunningService;
let company: Company;
let me: SignedIn;
let id: string;
let serial: string;
let people = 0;

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
});
beforeEach(async () => {
  me = await (await company.customer(++people)).signIn();
  id = await me.filled();
  serial = await me.certify();
});
afterAll(() => service?.dispose());

const path = (document_ = document) => `/agreements/${document_}`;
const read = (by = me) => by.on(id, 'GET', path());
const openSession = (certificateSerial: unknown = serial, by = me) =>
  by.on(id, 'POST', `${path()}/signing-sessions`, { body: { certificateSerial } });
const put = (body: object, by = me) => by.on(id, 'PUT', `${path()}/signature`, { body });
/** The device's own signature, without the client's precautions. */
const signatureOf = async (toBeSigned: string, by = me) => {
  const key = (await DeviceKey.load(by.device.storage))!;
  return Buffer.from(await key.sign(Buffer.from(toBeSigned, 'base64'), password)).toString('base64');
};
const signed = async () => {
  const { signingSessionId, toBeSigned } = (await openSession()).body;
  return { signingSessionId, signature: await signatureOf(toBeSigned) };
};

describe('a signing session (F29)', () => {
  it('opens after the bytes were fetched', async () => {
    expect((await openSession()).verdict).toBe('422 agreement.not-read');
    const { bytes } = await read();
    const session = await openSession();
    expect(session.verdict).toBe('201');
    expect(session.body).toEqual({
      signingSessionId: expect.any(String),
      toBeSigned: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      expiresAt: expect.stringMatching(/Z$/),
    });
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
    expect(Buffer.from(digest).toString('hex')).toBe(session.body.sha256);
    expect(Buffer.from(session.body.toBeSigned, 'base64').includes(Buffer.from(digest))).toBe(true);
    const answer = await put({
      signingSessionId: session.body.signingSessionId,
      signature: await signatureOf(session.body.toBeSigned),
    });
    expect(answer.verdict).toBe('200');
    expect(answer.body.agreements.map((each: { signed: boolean }) => each.signed)).toEqual([true, false]);
    expect((await me.on(id, 'GET', '/agreements')).body.items[0].signed).toBe(true);
  });

  it('lives five minutes', async () => {
    await read();
    const late = await signed();
    await company.clock(301);
    expect((await put(late)).verdict).toBe('422 signing-session.expired');
    const soon = await signed();
    await company.clock(280);
    expect((await put(soon)).verdict).toBe('200');
  });

  it('serves once', async () => {
    await read();
    const signature = await signed();
    expect((await put(signature)).verdict).toBe('200');
    expect((await put(signature)).verdict).toBe('422 signing-session.expired');
  });

  it('a repeat with its Idempotency-Key gets the first answer', async () => {
    await read();
    const body = await signed();
    const headers = { 'idempotency-key': 'signing-1' };
    const first = await me.on(id, 'PUT', `${path()}/signature`, { body, headers });
    const repeat = await me.on(id, 'PUT', `${path()}/signature`, { body, headers });
    expect(first.verdict).toBe('200');
    expect(repeat.body).toEqual(first.body);
  });

  it('a new one voids the old', async () => {
    await read();
    const [old, fresh] = [await signed(), await signed()];
    expect((await put(old)).verdict).toBe('422 signing-session.expired');
    expect((await put(fresh)).verdict).toBe('200');
  });

  it('belongs to its document', async () => {
    await read();
    await me.on(id, 'GET', path('personalCertificate'));
    const body = await signed();
    const other = await me.on(id, 'PUT', `${path('personalCertificate')}/signature`, { body });
    expect(other.verdict).toBe('422 signing-session.expired');
  });

  it('belongs to its session', async () => {
    await read();
    const body = await signed();
    await company.clock(61);
    const later = await me.customer.signIn(me.deviceId);
    expect((await put(body, later)).verdict).toBe('422 signing-session.expired');
    expect((await put(body)).verdict).toBe('200');
  });

  it('ends with what it was to sign: a form edit meanwhile', async () => {
    await read();
    const body = await signed();
    await me.on(id, 'PUT', '/contact-phone', { body: { phone: '021-87654321' } });
    expect((await put(body)).verdict).toMatch(/^422 agreement\.(not-read|changed)$/);
    await read();
    expect((await put(body)).verdict).toBe('422 agreement.changed');
  });
});

describe('what is no signature', () => {
  it.each([
    [
      'altered',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 63), Buffer.of(bytes[63]! ^ 1)]).toString('base64'),
    ],
    ['too short', (bytes: Buffer) => bytes.subarray(0, 63).toString('base64')],
    ['too long', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)]).toString('base64')],
    ['zero', () => Buffer.alloc(64).toString('base64')],
    ['garbage', () => '!!!! not base64 !!!!'],
    ['followed by garbage', (bytes: Buffer) => `${bytes.toString('base64')}####`],
    ['of another alphabet', () => `${'_-'.repeat(43)}==`],
    ['empty', () => ''],
    ['of another key', async (_: Buffer, toBeSigned: string) => otherKey(toBeSigned)],
  ])('%s', async (_, alter) => {
    await read();
    const { signingSessionId, toBeSigned } = (await openSession()).body;
    const right = await signatureOf(toBeSigned);
    const signature = await alter(Buffer.from(right, 'base64'), toBeSigned);
    expect((await put({ signingSessionId, signature })).verdict).toBe('422 signature.invalid');
    expect((await put({ signingSessionId, signature: right })).verdict).toBe('200');
  });

  it.each([
    [{}, 400],
    [{ signingSessionId: 'nonsense', signature: 'AAAA' }, 400],
    [{ signingSessionId: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', signature: 'AAAA' }, 422],
    [{ signingSessionId: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', signature: 42 }, 400],
  ])('%j', async (body, status) => {
    await read();
    expect((await put(body)).status).toBe(status);
  });

  it('the unused bits of the last character are zero', async () => {
    await read();
    const { signingSessionId, toBeSigned } = (await openSession()).body;
    const right = await signatureOf(toBeSigned);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const twin = `${right.slice(0, 85)}${alphabet[alphabet.indexOf(right[85]!) + 1]}==`;
    expect((await put({ signingSessionId, signature: twin })).verdict).toBe('422 signature.invalid');
  });
});

describe('which certificate signs (F23, F28)', () => {
  it('one that is none', async () => {
    await read();
    for (const none of ['00'.repeat(16), 'nonsense', ''])
      expect((await openSession(none)).verdict).toBe('422 certificate.required');
    for (const none of [undefined, null, 42]) {
      const refused = await me.on(id, 'POST', `${path()}/signing-sessions`, { body: { certificateSerial: none } });
      expect(refused.verdict).toBe('400 request.invalid');
    }
  });

  it("another customer's", async () => {
    const other = await (await company.customer(++people)).signIn();
    await read();
    expect((await openSession(await other.certify())).verdict).toBe('422 certificate.not-yours');
  });

  it('one on another device: the request waits, data kept', async () => {
    await company.clock(61);
    const elsewhere = await me.customer.signIn('the-other-device');
    await read(elsewhere);
    expect((await openSession(serial, elsewhere)).verdict).toBe('422 certificate.other-device');
    const waiting = (await elsewhere.on(id, 'GET')).body;
    expect(waiting).toMatchObject({ step: 'certificate', certificate: { readiness: 'required', serial: null } });
    expect(waiting.proposed).toEqual({ phone: '0755-1234533' });
  });

  it('a revoked one, before and while signing', async () => {
    await read();
    const body = await signed();
    await me.call('DELETE', '/certificates/current?reason=lost');
    expect((await put(body)).verdict).toBe('422 certificate.revoked');
    expect((await openSession()).verdict).toBe('422 certificate.revoked');
    expect((await me.on(id, 'GET')).body).toMatchObject({
      step: 'certificate',
      certificate: { readiness: 'required' },
    });
    const next = await me.certify();
    expect((await openSession(serial)).verdict).toBe('422 certificate.revoked');
    expect((await openSession(next)).verdict).toBe('201');
  });

  it('an expired one', async () => {
    const start = await company.clock(0);
    const { notAfter } = (await me.call('GET', '/certificates/current')).body;
    await company.clock(new Date(Date.parse(notAfter) + 43_200_000).toISOString());
    const later = await me.customer.signIn();
    expect((await later.call('GET', '/certificates/current')).body.state).toBe('expired');
    expect((await later.on(id, 'GET')).body.status).toBe('expired');
    id = await later.filled();
    await read(later);
    expect((await later.on(id, 'GET')).body.step).toBe('certificate');
    expect((await openSession(serial, later)).verdict).toBe('422 certificate.expired');
    await company.clock(start);
  });
});

describe('the signature that is handed out', () => {
  it('verifies by openssl, byte for byte the same, whatever became of the certificate', async () => {
    const documentBytes = (await read()).bytes;
    await put(await signed());
    const first = await me.on(id, 'GET', `${path()}/signature`);
    expect(first.headers.get('content-type')).toMatch(/^application\/pkcs7-signature/);
    await me.call('DELETE', '/certificates/current?reason=superseded');
    await me.certify();
    const again = await me.on(id, 'GET', `${path()}/signature`);
    expect(again.bytes.equals(first.bytes)).toBe(true);

    const openssl = new OpenSsl();
    try {
      openssl.write('sig.p7s', first.bytes);
      openssl.write('document', documentBytes);
      openssl.write('ca.pem', await (await fetch(`${service.url}/pki/ca.pem`)).text());
      const at = String(Math.floor(Date.parse(await company.clock(0)) / 1000));
      const verify = (content: string) =>
        openssl.try(
          ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'sig.p7s', '-content', content],
          ...['-CAfile', 'ca.pem', '-purpose', 'any', '-attime', at],
        );
      expect(verify('document')).toMatchObject({ ok: true });
      openssl.write('altered', documentBytes.subarray(1));
      expect(verify('altered').ok).toBe(false);
      const structure = openssl.run('cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'sig.p7s');
      for (const attribute of ['contentType', 'messageDigest', 'signingTime', 'signingCertificateV2'])
        expect(structure).toContain(attribute);
    } finally {
      openssl.remove();
    }
  });

  it('is none before', async () => {
    expect((await me.on(id, 'GET', `${path()}/signature`)).verdict).toBe('404 signature.not-found');
    expect((await me.on(id, 'GET', `${path('nonsense')}/signature`)).status).toBe(404);
  });
});

const otherKey = async (toBeSigned: string): Promise<string> => {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const bytes = Buffer.from(toBeSigned, 'base64');
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(bytes));
  return Buffer.from(signature).toString('base64');
};
