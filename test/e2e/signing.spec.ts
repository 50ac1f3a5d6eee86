import { describe, expect, it } from '@jest/globals';
import { mine, signOnOwnService } from '../support/people/signing.js';
import { company } from '../support/servers/own-service.js';

signOnOwnService();

describe('a signing session (F29)', () => {
  it('opens after the bytes were fetched', async () => {
    expect((await mine.openSession()).verdict).toBe('422 agreement.not-read');
    const { bytes } = await mine.read();
    const session = await mine.openSession();
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
    const answer = await mine.put({
      signingSessionId: session.body.signingSessionId,
      signature: await mine.signatureOf(session.body.toBeSigned),
    });
    expect(answer.verdict).toBe('200');
    expect(answer.body.agreements.map((each: { signed: boolean }) => each.signed)).toEqual([true, false]);
    expect((await mine.me.on(mine.id, 'GET', '/agreements')).body.items[0].signed).toBe(true);
  });

  it('lives five minutes', async () => {
    await mine.read();
    const late = await mine.signed();
    await company.clock(301);
    expect((await mine.put(late)).verdict).toBe('422 signing-session.expired');
    const soon = await mine.signed();
    await company.clock(280);
    expect((await mine.put(soon)).verdict).toBe('200');
  });

  it('serves once', async () => {
    await mine.read();
    const signature = await mine.signed();
    expect((await mine.put(signature)).verdict).toBe('200');
    expect((await mine.put(signature)).verdict).toBe('422 signing-session.expired');
  });

  it('a repeat with its Idempotency-Key gets the first answer', async () => {
    await mine.read();
    const body = await mine.signed();
    const headers = { 'idempotency-key': 'signing-1' };
    const first = await mine.put(body, headers);
    const repeat = await mine.put(body, headers);
    expect(first.verdict).toBe('200');
    expect(repeat.body).toEqual(first.body);
  });

  it('a new one voids the old', async () => {
    await mine.read();
    const [old, fresh] = [await mine.signed(), await mine.signed()];
    expect((await mine.put(old)).verdict).toBe('422 signing-session.expired');
    expect((await mine.put(fresh)).verdict).toBe('200');
  });

  it('belongs to its document', async () => {
    await mine.read();
    await mine.read('personalCertificate');
    const body = await mine.signed();
    const other = await mine.me.on(mine.id, 'PUT', '/agreements/personalCertificate/signature', { body });
    expect(other.verdict).toBe('422 signing-session.expired');
  });

  it('belongs to its session', async () => {
    await mine.read();
    const body = await mine.signed();
    await company.clock(61);
    const later = await mine.me.customer.signIn(mine.me.deviceId);
    expect((await mine.by(later).put(body)).verdict).toBe('422 signing-session.expired');
    expect((await mine.put(body)).verdict).toBe('200');
  });

  it('ends with what it was to sign: a form edit meanwhile', async () => {
    await mine.read();
    const body = await mine.signed();
    await mine.me.on(mine.id, 'PUT', '/contact-phone', { body: { phone: '021-87654321' } });
    expect((await mine.put(body)).verdict).toMatch(/^422 agreement\.(not-read|changed)$/);
    await mine.read();
    expect((await mine.put(body)).verdict).toBe('422 agreement.changed');
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
    await mine.read();
    const { signingSessionId, toBeSigned } = (await mine.openSession()).body;
    const right = await mine.signatureOf(toBeSigned);
    const signature = await alter(Buffer.from(right, 'base64'), toBeSigned);
    expect((await mine.put({ signingSessionId, signature })).verdict).toBe('422 signature.invalid');
    expect((await mine.put({ signingSessionId, signature: right })).verdict).toBe('200');
  });

  it.each([
    [{}, 400],
    [{ signingSessionId: 'nonsense', signature: 'AAAA' }, 400],
    [{ signingSessionId: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', signature: 'AAAA' }, 422],
    [{ signingSessionId: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', signature: 42 }, 400],
  ])('%j', async (body, status) => {
    await mine.read();
    expect((await mine.put(body)).status).toBe(status);
  });

  it('the unused bits of the last character are zero', async () => {
    await mine.read();
    const { signingSessionId, toBeSigned } = (await mine.openSession()).body;
    const right = await mine.signatureOf(toBeSigned);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const twin = `${right.slice(0, 85)}${alphabet[alphabet.indexOf(right[85]!) + 1]}==`;
    expect((await mine.put({ signingSessionId, signature: twin })).verdict).toBe('422 signature.invalid');
  });
});

const otherKey = async (toBeSigned: string): Promise<string> => {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const bytes = Buffer.from(toBeSigned, 'base64');
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(bytes));
  return Buffer.from(signature).toString('base64');
};
