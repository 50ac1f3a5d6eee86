import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CertificateAuthority, SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { OpenSsl } from '../../support/openssl.js';
import {
  attime,
  derOf,
  expiresAt,
  issuedAt,
  issuerPem,
  newAuthority,
  newSigner,
  type Signer,
  sha256,
  signedAt,
} from './pki.fixture.js';

const openssl = new OpenSsl();
const document = Buffer.from('<p>《合同内容变更申请书》</p>\r\n<p>518000</p>');
let authority: CertificateAuthority;
let signatures: SignatureFormat;
let signer: Signer;
let toBeSigned: Uint8Array;
let signature: Uint8Array;
let cms: Uint8Array;

beforeAll(async () => {
  ({ authority, signatures } = await newAuthority());
  signer = await newSigner(openssl, authority);
  const { certificate } = signer;
  toBeSigned = signatures.toBeSigned({ sha256: sha256(document), signingTime: signedAt, certificate });
  signature = signer.sign(toBeSigned);
  cms = signatures.assemble({ toBeSigned, signature, certificate });
  openssl.write('ca.pem', authority.caPem);
  openssl.write('document', document);
});
afterAll(() => openssl.remove());

const verify = (bytes: Uint8Array, ...options: string[]) => {
  openssl.write('sig.p7s', bytes);
  return openssl.try(
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    'sig.p7s',
    '-content',
    'document',
    '-CAfile',
    'ca.pem',
    '-purpose',
    'any',
    '-out',
    'content',
    ...attime(signedAt),
    ...options,
  );
};

describe('a signature', () => {
  it('F29 is a CMS that OpenSSL verifies, as CAdES too', () => {
    expect(verify(cms).text).toBe('CMS Verification successful\n');
    expect(verify(cms, '-cades').text).toBe('CAdES Verification successful\n');
    expect(openssl.read('content')).toEqual(document);
  });

  it('F29 is DER and the same for the same input', () => {
    openssl.write('sig.p7s', cms);
    openssl.run('cms', '-cmsout', '-inform', 'DER', '-in', 'sig.p7s', '-outform', 'DER', '-out', 'again.p7s');
    expect(openssl.read('again.p7s')).toEqual(Buffer.from(cms));
    expect(signatures.assemble({ toBeSigned, signature, certificate: signer.certificate })).toEqual(cms);
  });

  it('F29 signs exactly content type, digest, time in whole seconds and the certificate’s digest', () => {
    openssl.write('sig.p7s', cms);
    const shown = openssl.run('cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'sig.p7s');
    const signed = shown.slice(
      shown.indexOf('signedAttrs'),
      shown.indexOf('signatureAlgorithm', shown.indexOf('signedAttrs')),
    );
    expect(signed.match(/object: [\w-]+/g)).toEqual([
      'object: contentType',
      'object: signingTime',
      'object: messageDigest',
      'object: id-smime-aa-signingCertificateV2',
    ]);
    expect(signed).toMatch(/UTCTIME:Dec {2}1 08:00:00 2026 GMT/);
    expect(signed).toMatch(/OBJECT:pkcs7-data/);
    const bytes = Buffer.from(toBeSigned);
    expect(bytes.includes(Buffer.from(sha256(document), 'hex'))).toBe(true);
    expect(bytes.includes(Buffer.from(sha256(derOf(signer.certificate)), 'hex'))).toBe(true);
    expect(shown).toMatch(/unsignedAttrs:\s+<ABSENT>/);
  });

  it('F29 stays verifiable when r and s need padding or a sign octet', () => {
    for (let count = 0; count < 40; count++) {
      const other = signer.sign(toBeSigned);
      expect(verify(signatures.assemble({ toBeSigned, signature: other, certificate: signer.certificate })).ok).toBe(
        true,
      );
    }
  });

  it('F29 does not verify for another document', () => {
    openssl.write('document', Buffer.concat([document, Buffer.from(' ')]));
    expect(verify(cms).text).toMatch(/digest|verification failure/i);
    openssl.write('document', document);
  });

  it('F29 does not verify under another authority, nor once its certificate has expired', async () => {
    openssl.write('ca.pem', (await newAuthority()).authority.caPem);
    expect(verify(cms).text).toMatch(/unable to get (local )?issuer certificate/i);
    openssl.write('ca.pem', authority.caPem);
    expect(verify(cms, ...attime(expiresAt)).text).toMatch(/certificate has expired/);
  });

  it('F29 does not verify with another certificate of this authority, whether it was swapped in before or after', async () => {
    const { certificate } = await newSigner(openssl, authority);
    expect(verify(signatures.assemble({ toBeSigned, signature, certificate })).ok).toBe(false);
    expect(await signatures.verify({ toBeSigned, signature, certificate })).toBe(false);
  });

  it('F29 names its certificate: one for the same key that was issued later is refused by CAdES', async () => {
    const { csr, publicKey } = await authority.readRequest(openssl.read(`${signer.serial}.csr`).toString());
    const validity = { notBefore: issuedAt, notAfter: expiresAt };
    const { certificate } = await authority.issue({
      serial: 'ab'.repeat(16),
      subject: randomUUID(),
      csr,
      publicKey,
      ...validity,
    });
    const swapped = signatures.assemble({ toBeSigned, signature, certificate });
    expect(verify(swapped, '-cades').ok).toBe(false);
  });

  it('F28, F29 stops verifying against a CRL that lists its certificate', async () => {
    const crl = async (revoked: string[]) => {
      const list = { thisUpdate: signedAt, nextUpdate: '2026-12-02T08:00:00.000Z' };
      const entries = revoked.map((serial) => ({ serial, revokedAt: signedAt, reason: 'keyCompromise' as const }));
      openssl.write(
        'crl.der',
        await authority.crl(authority.issuers[0]!.id, { number: 1n, ...list, revoked: entries }),
      );
      openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
      openssl.write('ca.pem', `${authority.caPem}${openssl.read('crl.pem')}`);
      return verify(cms, '-crl_check', ...attime('2026-12-01T09:00:00.000Z')).text;
    };
    expect(await crl([])).toBe('CMS Verification successful\n');
    expect(await crl([signer.serial])).toMatch(/certificate revoked/);
    openssl.write('ca.pem', authority.caPem);
  });

  it('F29 does not verify once a byte of it was altered', () => {
    const covered = coveredPositions(Buffer.from(cms));
    fc.assert(
      fc.property(fc.constantFrom(...covered), fc.constantFrom(1, 2, 4, 8, 16, 64, 128), (at, flip) => {
        const altered = Uint8Array.from(cms);
        altered[at]! ^= flip;
        return !verify(altered, '-cades').ok;
      }),
      { numRuns: 200 },
    );
  });
});

/**
 * Where OpenSSL minds an altered byte. It does not in the copy of the issuing CA (it trusts the one of ca.pem), the two
 * version numbers, the content type outside the signed attributes, and the signature algorithm's name (it takes the
 * signer's key and the digest algorithm). Nothing of that changes what was signed, by whom or when.
 */
const coveredPositions = (bytes: Buffer): number[] => {
  const issuer = derOf(issuerPem(authority));
  const ecdsaWithSha256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
  const idData = Buffer.from('300b06092a864886f70d010701', 'hex');
  const version = Buffer.from('020101', 'hex');
  const uncovered = [
    [bytes.indexOf(issuer), issuer.length],
    [bytes.indexOf(idData), idData.length],
    [bytes.lastIndexOf(ecdsaWithSha256), ecdsaWithSha256.length],
    [bytes.indexOf(version), version.length],
    [
      bytes.indexOf(version, bytes.lastIndexOf(derOf(signer.certificate)) + derOf(signer.certificate).length),
      version.length,
    ],
  ] as const;
  return [...bytes.keys()].filter((at) => uncovered.every(([start, length]) => at < start || at >= start + length));
};

describe('the check of a raw signature', () => {
  const certificate = () => signer.certificate;

  it('F29 takes the device’s signature, with s high or low', async () => {
    expect(await signatures.verify({ toBeSigned, signature, certificate: certificate() })).toBe(true);
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
    const mirrored = Buffer.from(signature);
    mirrored.write((order - s).toString(16).padStart(64, '0'), 32, 'hex');
    expect(await signatures.verify({ toBeSigned, signature: mirrored, certificate: certificate() })).toBe(true);
    expect(verify(signatures.assemble({ toBeSigned, signature: mirrored, certificate: certificate() })).ok).toBe(true);
  });

  it('F29 refuses zeros, another length, DER and another key', async () => {
    const other = await newSigner(openssl, authority);
    const der = openssl.read('signature');
    for (const wrong of [
      new Uint8Array(64),
      new Uint8Array(64).fill(0xff),
      new Uint8Array(),
      signature.subarray(1),
      Buffer.concat([signature, Buffer.alloc(1)]),
      Buffer.concat([Buffer.alloc(1), signature]),
      der,
      other.sign(toBeSigned),
    ])
      expect(await signatures.verify({ toBeSigned, signature: wrong, certificate: certificate() })).toBe(false);
  });

  it('F29 refuses whenever a bit of the attributes or of the signature was flipped', async () => {
    const flipped = (bytes: Uint8Array, bit: number) => {
      const copy = Uint8Array.from(bytes);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy;
    };
    for (let bit = 0; bit < signature.length * 8; bit++)
      expect(
        await signatures.verify({ toBeSigned, signature: flipped(signature, bit), certificate: certificate() }),
      ).toBe(false);
    for (let bit = 0; bit < toBeSigned.length * 8; bit++)
      expect(
        await signatures.verify({ toBeSigned: flipped(toBeSigned, bit), signature, certificate: certificate() }),
      ).toBe(false);
  });

  it('F29 never assembles what is not a signature over signed attributes', () => {
    const assemble = (change: object) => () =>
      signatures.assemble({ toBeSigned, signature, certificate: certificate(), ...change });
    expect(assemble({ signature: signature.subarray(1) })).toThrow(RangeError);
    expect(assemble({ toBeSigned: document })).toThrow(TypeError);
    expect(assemble({ certificate: 'garbage' })).toThrow(TypeError);
  });
});
