import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { X509CertificateAuthority } from '../../../src/adapters/pki/authority.js';
import { IssuerNotValid } from '../../../src/adapters/pki/issuer.js';
import type { SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import { OpenSsl } from '../../support/openssl.js';
import { issuedAt, newAuthority, newSerial, newSigner, type Signer, sha256 } from './pki.fixture.js';

/** The first issuing CA ends then. */
const end = '2040-01-01T00:00:00.000Z';
const lastSecond = '2039-12-31T23:59:59.999Z';
const later = '2046-05-01T00:00:00.000Z';
const openssl = new OpenSsl();
let authority: X509CertificateAuthority;
let signatures: SignatureFormat;
let signer: Signer;
let csr: Uint8Array;
let publicKey: Uint8Array;

beforeAll(async () => {
  ({ authority, signatures } = await newAuthority());
  signer = await newSigner(openssl, authority);
  ({ csr, publicKey } = await authority.readRequest(openssl.read(`${signer.serial}.csr`).toString()));
});
afterAll(() => openssl.remove());

const issue = (notBefore: string, notAfter: string) =>
  authority.issue({ serial: newSerial(), subject: randomUUID(), csr, publicKey, notBefore, notAfter });
const crl = (thisUpdate: string) =>
  authority.crl(authority.issuers[0]!.id, { number: 1n, thisUpdate, nextUpdate: later, revoked: [] });
const ocsp = (at: string) =>
  authority.ocsp(authority.ocspRequest(signer.certificate), at, later, async () => ({
    certificate: signer.certificate,
    revoked: null,
  }));

it('F28 an issuing CA that has ended, or has not begun, issues nothing: the authority is unavailable', async () => {
  for (const at of [end, later, '2019-12-31T23:59:59.000Z'])
    await expect(issue(at, '2060-01-01T00:00:00.000Z')).rejects.toThrow(DependencyUnavailable);
});

it('F28 a certificate that would outlive its issuer ends with it, and its end is told', async () => {
  expect((await issue(issuedAt, lastSecond)).notAfter).toBe(lastSecond);
  const { certificate, notAfter } = await issue('2039-06-01T00:00:00.000Z', '2040-06-01T00:00:00.000Z');
  expect(notAfter).toBe(end);
  openssl.write('short.pem', certificate);
  expect(openssl.run('x509', '-noout', '-enddate', '-in', 'short.pem')).toBe('notAfter=Jan  1 00:00:00 2040 GMT\n');
});

it('F28 an issuing CA that has ended signs no revocation list, and its last one ends with it', async () => {
  await expect(crl(end)).rejects.toThrow(IssuerNotValid);
  openssl.write('crl.der', await crl(lastSecond));
  const shown = openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-nextupdate');
  expect(shown).toBe('nextUpdate=Jan  1 00:00:00 2040 GMT\n');
});

it('F28 an issuing CA that has ended signs no OCSP answer: unauthorized, and its last one ends with it', async () => {
  expect(await ocsp(end)).toEqual({ response: Buffer.from('30030a0106', 'hex') });
  expect(await ocsp(later)).toEqual({ response: Buffer.from('30030a0106', 'hex') });
  expect((await ocsp(lastSecond)).reusable).toEqual({ thisUpdate: lastSecond, nextUpdate: end });
});

it('F29 nothing is signed with a certificate of an issuing CA that has ended; what was signed before verifies', async () => {
  const { certificate } = signer;
  const toBeSigned = signatures.toBeSigned({ sha256: sha256('x'), signingTime: issuedAt, certificate });
  const signature = signer.sign(toBeSigned);
  expect(await signatures.check(certificate, end)).toBe('expired');
  expect(await signatures.verify({ toBeSigned, signature, certificate })).toBe(true);
  expect(await signatures.check(certificate, issuedAt)).toBe('trusted');
});
