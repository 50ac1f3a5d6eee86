import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CertificateAuthority } from '../../../src/application/ports/certificate-authority.js';
import { OpenSsl } from '../../support/openssl.js';
import {
  attime,
  expiresAt,
  issuedAt,
  issuerPem,
  newAuthority,
  newSerial,
  newSigner,
  publicUrl,
  signedAt,
} from './pki.fixture.js';

const openssl = new OpenSsl();
let authority: CertificateAuthority;

beforeAll(async () => {
  ({ authority } = await newAuthority());
  openssl.write('ca.pem', authority.caPem);
  openssl.write('chain.pem', issuerPem(authority));
});
afterAll(() => openssl.remove());

const verify = (name: string, at: string, ...options: string[]) =>
  openssl.try('verify', '-x509_strict', ...attime(at), '-CAfile', 'ca.pem', ...options, name);
const text = (name: string) => openssl.run('x509', '-noout', '-text', '-in', name);

describe('the authority', () => {
  it('F28 is a root and an issuing CA that RFC 5280 in its strict reading accepts, from 2020 on', () => {
    expect(verify('chain.pem', '2020-01-01T00:00:00.000Z').ok).toBe(true);
    expect(verify('chain.pem', '2039-12-31T23:59:59.000Z').ok).toBe(true);
    expect(text('ca.pem')).toMatch(/CN ?= ?realname Root CA[\s\S]*Not After : Jan {2}1 00:00:00 2050 GMT/);
    expect(text('chain.pem')).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text('chain.pem')).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    expect(text('chain.pem')).toMatch(/ASN1 OID: prime256v1/);
  });
});

describe('an issued certificate', () => {
  it('F28 verifies strictly within its validity and not outside it', async () => {
    openssl.write('signer.pem', (await newSigner(openssl, authority)).certificate);
    for (const at of [issuedAt, signedAt, '2027-11-22T07:59:59.000Z'])
      expect(verify('signer.pem', at).text).toBe('signer.pem: OK\n');
    expect(verify('signer.pem', '2026-11-22T07:59:59.000Z').text).toMatch(/not yet valid/);
    expect(verify('signer.pem', expiresAt).text).toMatch(/has expired/);
  });

  it('F27, F28 carries the profile: opaque subject, critical key usage, one purpose, addresses of CRL and OCSP', async () => {
    const { certificate } = await newSigner(openssl, authority);
    openssl.write('signer.pem', certificate);
    const shown = text('signer.pem');
    expect(shown).toMatch(/Subject: CN ?= ?6f0f2c1e-5f7e-4e3c-9d55-0a4f2f1f7a10\n/);
    expect(shown).toMatch(/Issuer: CN ?= ?realname Issuing CA\n/);
    expect(shown).toMatch(/Signature Algorithm: ecdsa-with-SHA256/);
    expect(shown).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
    expect(shown).toMatch(/Extended Key Usage: ?\n\s+(1\.3\.6\.1\.5\.5\.7\.3\.36|Document Signing)\n/);
    expect(shown).toMatch(/Basic Constraints: critical\s+CA:FALSE\n/);
    expect(shown).toContain(`URI:${publicUrl}/pki/crl`);
    expect(shown).toContain(`OCSP - URI:${publicUrl}/pki/ocsp`);
    expect(shown).toMatch(/Subject Key Identifier/);
    expect(shown).toMatch(/Authority Key Identifier/);
  });

  it.each([
    '00000000000000000000000000000001',
    '0fffffffffffffffffffffffffffffff',
    'ffffffffffffffffffffffffffffffff',
  ])('F28 encodes the serial number %s as a positive integer', async (serial) => {
    openssl.write('signer.pem', (await newSigner(openssl, authority, serial)).certificate);
    const shown = openssl.run('x509', '-noout', '-serial', '-in', 'signer.pem').trim();
    expect(shown).toBe(`serial=${serial.replace(/^(00)+/, '').toUpperCase()}`);
  });

  it('F28 writes UTCTime through 2049 and GeneralizedTime for the root’s end, without fractions', () => {
    expect(openssl.run('asn1parse', '-in', 'chain.pem')).toMatch(/UTCTIME +:400101000000Z/);
    expect(openssl.run('asn1parse', '-in', 'ca.pem')).toMatch(/GENERALIZEDTIME +:20500101000000Z/);
  });

  it('F28 is not issued for a name', async () => {
    const { csr, publicKey } = await authority.readRequest(openssl.read((await newCsr()).csr).toString());
    const request = { serial: newSerial(), subject: randomUUID(), csr, publicKey };
    await expect(
      authority.issue({ ...request, subject: '张三', notBefore: issuedAt, notAfter: expiresAt }),
    ).rejects.toThrow('F28 (the subject of an end entity is one common name, an opaque id)');
  });
});

const newCsr = async () => {
  const signer = await newSigner(openssl, authority);
  return { csr: `${signer.serial}.csr` };
};
