import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createCertificateRequest,
  DeviceKey,
  MemoryDeviceStorage,
  type SigningRequest,
  signAgreement,
} from '@realname/client';
import fc from 'fast-check';
import { readDer } from '../../../client/src/der.js';
import { isDer } from '../../../src/adapters/pki/der.js';
import type { CertificateAuthority, SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { OpenSsl } from '../../support/openssl.js';
import {
  attime,
  expiresAt,
  issuedAt,
  issuerPem,
  newAuthority,
  newSerial,
  sha256,
  signedAt,
} from '../pki/pki.fixture.js';

const password = '860427';
const document = Buffer.from('<p>《个人数字责任证书》</p>');
const openssl = new OpenSsl();
let authority: CertificateAuthority;
let signatures: SignatureFormat;
let key: DeviceKey;
let certificate: string;

const issue = async (publicKey: Uint8Array) => {
  const validity = { notBefore: issuedAt, notAfter: expiresAt };
  return (
    await authority.issue({ serial: newSerial(), subject: randomUUID(), csr: new Uint8Array(), publicKey, ...validity })
  ).certificate;
};
const session = (bytes: Uint8Array = document, signer = certificate) =>
  signatures.toBeSigned({ sha256: sha256(bytes), signingTime: signedAt, certificate: signer });
const sign = (toBeSigned: Uint8Array, change: Partial<SigningRequest> = {}) =>
  signAgreement(key, { document, toBeSigned: Buffer.from(toBeSigned).toString('base64'), password, ...change });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'signed',
    (error) => error.code,
  );

beforeAll(async () => {
  ({ authority, signatures } = await newAuthority());
  key = await DeviceKey.create(new MemoryDeviceStorage(), password);
  const { publicKey } = await authority.readRequest(await createCertificateRequest(key, password));
  certificate = await issue(publicKey);
});
afterAll(() => openssl.remove());

describe('signing on the device', () => {
  it('F23 needs an installed certificate, of this very key', async () => {
    expect(await refusal(sign(session()))).toBe('certificate.not-installed');
    const other = await DeviceKey.create(new MemoryDeviceStorage(), password);
    for (const wrong of [await issue(other.publicKey), issuerPem(authority), 'garbage'])
      expect(await refusal(key.install(wrong))).toBe('certificate.other-key');
    await key.install(certificate);
    expect(await key.certificate()).toBe(certificate);
  });

  it('F21, F29 makes what the server accepts and OpenSSL verifies', async () => {
    await key.install(certificate);
    const toBeSigned = session();
    const signature = Buffer.from(await sign(toBeSigned, { sha256: sha256(document) }), 'base64');
    expect(await signatures.verify({ toBeSigned, signature, certificate })).toBe(true);
    openssl.write('sig.p7s', signatures.assemble({ toBeSigned, signature, certificate }));
    openssl.write('document', document);
    openssl.write('ca.pem', authority.caPem);
    const verify = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'sig.p7s', '-content', 'document'];
    expect(openssl.run(...verify, '-CAfile', 'ca.pem', '-purpose', 'any', '-out', 'out', ...attime(signedAt))).toMatch(
      /Verification successful/,
    );
  });

  it('F29 refuses another document than the one that was shown', async () => {
    const shown = Buffer.concat([document, Buffer.from(' ')]);
    expect(await refusal(sign(session(), { document: shown }))).toBe('signing.other-document');
    expect(await refusal(sign(session(shown)))).toBe('signing.other-document');
    expect(await refusal(sign(session(), { sha256: sha256(shown) }))).toBe('signing.other-document');
  });

  it('F29 refuses another certificate than its own, even one for its own key', async () => {
    expect(await refusal(sign(session(document, await issue(key.publicKey))))).toBe('signing.other-certificate');
    expect(await refusal(sign(session(document, issuerPem(authority))))).toBe('signing.other-certificate');
  });

  it('F29 refuses whatever is not exactly the four attributes', async () => {
    const good = Buffer.from(session());
    const attributes = readDer(good).children.map(({ bytes }) => Buffer.from(bytes));
    const setOf = (...parts: Buffer[]) => {
      const content = Buffer.concat(parts);
      return Buffer.concat([
        Buffer.from(content.length < 128 ? [0x31, content.length] : [0x31, 0x81, content.length]),
        content,
      ]);
    };
    expect(setOf(...attributes)).toEqual(good);
    const [first, second, third, fourth] = attributes as [Buffer, Buffer, Buffer, Buffer];
    const replaced = (from: string, to: string) => Buffer.from(good.toString('hex').replace(from, to), 'hex');
    for (const bad of [
      document,
      Buffer.alloc(0),
      Buffer.concat([good, Buffer.from([0])]),
      good.subarray(0, -1),
      setOf(first, second, third),
      setOf(first, second, third, third),
      setOf(first, second, third, fourth, fourth),
      setOf(first, second, third, Buffer.from('300b06032a0304310403020105', 'hex').subarray(0, 13)),
      Buffer.concat([Buffer.from([0x30]), good.subarray(1)]),
      replaced('06092a864886f70d010701', '06092a864886f70d010702'),
      replaced(Buffer.from('261201080000Z').toString('hex'), Buffer.from('2612010800.0Z').toString('hex')),
      replaced('0420', '0421'),
    ])
      expect([bad.toString('hex'), await refusal(sign(bad))]).toEqual([bad.toString('hex'), 'signing.malformed']);
    expect(await refusal(sign(good, { toBeSigned: '***' }))).toBe('signing.malformed');
  });

  it('F29 refuses before the password is tried, so that a refusal costs none', async () => {
    const refused = await refusal(sign(session(), { document: Buffer.from('another'), password: '860428' }));
    expect(refused).toBe('signing.other-document');
    expect(await key.triesLeft()).toBe(5);
    expect(await refusal(sign(session(), { password: '860428' }))).toBe('certificate-password.wrong');
    await sign(session());
  });
});

describe('the DER reader', () => {
  it('reads or refuses any bytes, and never reads what is no DER', () => {
    const reads = (bytes: Uint8Array) => {
      try {
        return readDer(bytes).bytes.length === bytes.length;
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return false;
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        if (isDer(bytes)) expect(reads(bytes)).toBe(true);
        else reads(bytes);
      }),
    );
    for (const hex of ['30800000', '048105aaaaaaaaaa', '04820005aaaaaaaaaa', '0402aa', '050000', '1f810100'])
      expect([hex, reads(Buffer.from(hex, 'hex'))]).toEqual([hex, false]);
  });
});
