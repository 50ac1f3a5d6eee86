import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CertificateAuthority, SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { OpenSsl } from '../../support/openssl.js';
import { attime, derOf, issuerPem, newAuthority, newSigner, type Signer, signedAt } from './pki.fixture.js';

const openssl = new OpenSsl();
let authority: CertificateAuthority;
let signatures: SignatureFormat;
let signer: Signer;

beforeAll(async () => {
  ({ authority, signatures } = await newAuthority());
  signer = await newSigner(openssl, authority);
  openssl.write('ca.pem', authority.caPem);
});
afterAll(() => openssl.remove());

const pemOf = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;

describe('the check of a certificate', () => {
  it('F29 trusts it within its validity, to the second, as OpenSSL does', async () => {
    openssl.write('signer.pem', signer.certificate);
    for (const [at, verdict] of [
      ['2026-11-22T07:59:59.999Z', 'expired'],
      ['2026-11-22T08:00:00.000Z', 'trusted'],
      [signedAt, 'trusted'],
      ['2027-11-22T07:59:59.999Z', 'trusted'],
      ['2027-11-22T08:00:00.000Z', 'expired'],
      ['2041-01-01T00:00:00.000Z', 'expired'],
    ] as const) {
      expect([at, await signatures.check(signer.certificate, at)]).toEqual([at, verdict]);
      expect(openssl.try('verify', ...attime(at), '-CAfile', 'ca.pem', 'signer.pem').ok).toBe(verdict === 'trusted');
    }
  });

  it('F29 pins our issuing CA: another authority’s, the CA’s own, a self-made one and garbage are untrusted', async () => {
    const foreign = await newAuthority();
    const theirs = await newSigner(openssl, foreign.authority);
    const subject = ['-subj', '/CN=realname Issuing CA', '-days', '3650'];
    openssl.run('req', '-x509', '-key', `${signer.serial}.key`, ...subject, '-out', 'self-made.pem');
    for (const certificate of [
      theirs.certificate,
      issuerPem(authority),
      authority.caPem,
      openssl.read('self-made.pem').toString(),
      signer.certificate + signer.certificate,
      pemOf(Buffer.concat([derOf(signer.certificate), Buffer.alloc(1)])),
      'garbage',
      '',
    ])
      expect(await signatures.check(certificate, signedAt)).toBe('untrusted');
  });

  it('F29 does not trust a certificate that was altered anywhere', async () => {
    const der = derOf(signer.certificate);
    for (const at of der.keys()) {
      for (const flip of [1, 0x20, 0x80]) {
        const altered = Buffer.from(der);
        altered[at]! ^= flip;
        expect([at, flip, await signatures.check(pemOf(altered), signedAt)]).toEqual([at, flip, 'untrusted']);
      }
    }
  });
});
