import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCertificateRequest } from '../../../src/adapters/pki/certificate-request.js';
import { isDer } from '../../../src/adapters/pki/der.js';
import { OpenSsl } from '../../support/openssl.js';
import { derOf } from './pki.fixture.js';

const openssl = new OpenSsl();
let good: string;

beforeAll(() => {
  good = request(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-sha256']);
});
afterAll(() => openssl.remove());

const request = (options: string[], subject = '/CN=device') => {
  openssl.run('req', '-new', '-nodes', '-keyout', 'device.key', '-subj', subject, '-out', 'device.csr', ...options);
  return openssl.read('device.csr').toString();
};
const pemOf = (der: Uint8Array, label = 'CERTIFICATE REQUEST') =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
const tlv = (tag: number, ...parts: Uint8Array[]) => {
  const content = Buffer.concat(parts);
  return Buffer.concat([
    Buffer.from(content.length < 128 ? [tag, content.length] : [tag, 0x81, content.length]),
    content,
  ]);
};
const refused = (pem: string) =>
  expect(readCertificateRequest(pem)).rejects.toMatchObject({ kind: 'invalid', code: 'csr.invalid' });

describe('a certificate request', () => {
  it('F27 yields the public key and its digest', async () => {
    const { publicKey, keySha256 } = await readCertificateRequest(good);
    const expected = createPublicKey(openssl.read('device.key')).export({ type: 'spki', format: 'der' });
    expect(Buffer.from(publicKey)).toEqual(expected);
    expect(keySha256).toBe(createHash('sha256').update(expected).digest('hex'));
  });

  it('F27 may come with CRLF, with an empty subject or with extensions, none of which is read', async () => {
    const { keySha256 } = await readCertificateRequest(good.replaceAll('\n', '\r\n'));
    expect((await readCertificateRequest(good)).keySha256).toBe(keySha256);
    const key = ['-key', 'device.key', '-sha256'];
    expect((await readCertificateRequest(request(key, '/'))).keySha256).toBe(keySha256);
    expect((await readCertificateRequest(request([...key, '-addext', 'basicConstraints=CA:TRUE']))).keySha256).toBe(
      keySha256,
    );
  });

  it.each([
    ['RSA', ['-newkey', 'rsa:2048', '-sha256']],
    ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1', '-sha256']],
    ['secp256k1', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1', '-sha256']],
    ['Ed25519', ['-newkey', 'ed25519']],
    ['SHA-1', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-sha1']],
    ['SHA-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-sha384']],
    [
      'explicit curve parameters',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-pkeyopt', 'ec_param_enc:explicit', '-sha256'],
    ],
  ])('F27 is refused with %s', async (_, options) => {
    await refused(request(options));
  });

  it('F27 is refused with a compressed point, which would give one key two digests', async () => {
    openssl.run('ec', '-in', 'device.key', '-conv_form', 'compressed', '-out', 'compressed.key');
    await refused(request(['-key', 'compressed.key', '-sha256']));
  });

  it('F27 is refused whenever a byte of it was altered', async () => {
    const der = derOf(good);
    for (const at of der.keys()) {
      for (const flip of [1, 2, 0x80, 0xff]) {
        const altered = Uint8Array.from(der);
        altered[at]! ^= flip;
        const outcome = await readCertificateRequest(pemOf(altered)).catch((error) => error.code);
        expect([at, flip, outcome]).toEqual([at, flip, 'csr.invalid']);
      }
    }
  });

  it('F27 is refused with another version, and without attributes', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const made = (version: string, attributes = 'a000') => {
      const info = tlv(0x30, Buffer.from(version, 'hex'), tlv(0x30), spki, Buffer.from(attributes, 'hex'));
      const signature = sign('sha256', info, privateKey);
      const ecdsa = Buffer.from('300a06082a8648ce3d040302', 'hex');
      return pemOf(tlv(0x30, info, ecdsa, tlv(0x03, Buffer.from([0]), signature)));
    };
    expect((await readCertificateRequest(made('020100'))).publicKey).toEqual(new Uint8Array(spki));
    for (const version of ['020101', '0206010000000000', '0201ff']) await refused(made(version));
    for (const attributes of ['', 'a000a000', '3000']) await refused(made('020100', attributes));
  });

  it('F27 is refused when another key signed it', async () => {
    const other = request(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-sha256']);
    const body = (pem: string) => derOf(pem).subarray(3);
    const infoLength = 2 + body(good)[1]!;
    const joined = Buffer.concat([body(good).subarray(0, infoLength), body(other).subarray(infoLength)]);
    expect((await readCertificateRequest(other)).keySha256).not.toBe((await readCertificateRequest(good)).keySha256);
    await refused(pemOf(Buffer.concat([Buffer.from([0x30, 0x81, joined.length]), joined])));
  });

  it('F27 is refused when it is not one PEM block of DER of at most 8 KB', async () => {
    const der = derOf(good);
    const notShortest = Buffer.concat([Buffer.from([0x30, 0x82, 0x00, der[2]!]), der.subarray(3)]);
    const indefinite = Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(3), Buffer.from([0, 0])]);
    for (const pem of [
      '',
      'garbage',
      der.toString('base64'),
      pemOf(Buffer.from('garbage')),
      pemOf(Buffer.concat([der, Buffer.from([0])])),
      pemOf(der.subarray(0, -1)),
      pemOf(notShortest),
      pemOf(indefinite),
      pemOf(der, 'CERTIFICATE'),
      good + good,
      `Certificate Request:\n${good}`,
      `${good}trailing`,
      good.replace('MI', 'M*I'),
      `${good}${' '.repeat(8192)}`,
    ])
      await refused(pem);
  });
});

describe('DER', () => {
  it('is told from what merely looks like it', () => {
    const der = (hex: string) => isDer(Buffer.from(hex, 'hex'));
    for (const hex of [
      '0500',
      '020100',
      '02020080',
      '3000',
      '0101ff',
      '030100',
      '03020180',
      '03020780',
      '3106020101020102',
    ])
      expect([hex, der(hex)]).toEqual([hex, true]);
    for (const hex of [
      '',
      '05',
      '050000',
      '0200',
      '02020001',
      '0202ff80',
      '010101',
      '300200',
      '30800000',
      '0481020000',
      '3106020102020101',
      '1f8101',
      '0300',
      '030101',
      '03020181',
      '03020800',
    ])
      expect([hex, der(hex)]).toEqual([hex, false]);
  });

  it('is decided without an error for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => typeof isDer(bytes) === 'boolean'));
    expect(isDer(Buffer.alloc(4000, 0x30))).toBe(false);
  });
});
