import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CertificateAuthority, SignatureFormat } from '../../src/application/ports/certificate-authority.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { minute, plus, toInstant } from '../../src/domain/shared/instant.js';
import { OpenSsl } from '../support/openssl.js';

export interface AuthorityFixture {
  /** A service that starts. */
  open(): Promise<{
    readonly authority: CertificateAuthority & { takeNew(): Promise<readonly string[]> };
    readonly signatures: SignatureFormat;
  }>;
  /** Makes another issuing CA, which issues from now on. */
  rotate(): Promise<void>;
  /** The list and the OCSP answer for a certificate, DER, as relying parties get them. */
  told(
    authority: CertificateAuthority,
    certificate: string,
  ): Promise<{ readonly crl: Uint8Array; readonly ocsp: Uint8Array }>;
  /** No certificate can be issued until the returned function was called. */
  stop(): Promise<() => void>;
  close(): Promise<void>;
}

/** What every authority does: a device's key is certified below a root, and who holds the certificate can have it judged. */
export const certificateAuthorityContract = (name: string, start: () => Promise<AuthorityFixture>) =>
  describe(`CertificateAuthority: ${name}`, () => {
    const openssl = new OpenSsl();
    let fixture: AuthorityFixture;
    let authority: Awaited<ReturnType<AuthorityFixture['open']>>['authority'];
    let signatures: SignatureFormat;
    let devices = 0;
    beforeAll(async () => {
      fixture = await start();
      ({ authority, signatures } = await fixture.open());
    });
    afterAll(async () => {
      openssl.remove();
      await fixture?.close();
    });

    const requested = async () => {
      const key = `${++devices}.key`;
      openssl.run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key);
      openssl.run('req', '-new', '-sha256', '-key', key, '-subj', '/CN=device', '-out', 'device.csr');
      return { key, request: await authority.readRequest(openssl.read('device.csr').toString()) };
    };
    const issue = async () => {
      const { key, request } = await requested();
      const now = toInstant(Date.now());
      const validity = { notBefore: plus(now, -minute), notAfter: plus(now, 60 * minute) };
      const subject = '6f0f2c1e-5f7e-4e3c-9d55-0a4f2f1f7a10';
      const serial = devices.toString(16).padStart(32, '0');
      const issued = await authority.issue({ ...request, ...validity, serial, subject });
      openssl.write('ca.pem', authority.caPem);
      openssl.write('device.pem', issued.certificate);
      openssl.write('chain.pem', authority.chainOf(issued.certificate));
      return { key, request, ...issued };
    };

    it('F27 reads a request, and refuses what is none', async () => {
      const { request } = await requested();
      expect(request.csr.length).toBeGreaterThan(request.publicKey.length);
      await expect(authority.readRequest('no request')).rejects.toMatchObject({ code: 'csr.invalid' });
    });

    it('F28 certifies exactly the key that was asked for, below its root, and tells the end', async () => {
      const { certificate, notAfter, request } = await issue();
      const parsed = new X509Certificate(certificate);
      expect(parsed.publicKey.export({ format: 'der', type: 'spki' })).toEqual(Buffer.from(request.publicKey));
      expect(Math.floor(Date.parse(notAfter) / 1000)).toBe(parsed.validToDate.getTime() / 1000);
      expect(openssl.try('verify', '-x509_strict', '-CAfile', 'ca.pem', 'device.pem').text).toBe('device.pem: OK\n');
      const [root] = authority.caPem.match(/-----BEGIN[^-]+-----[^-]+-----END CERTIFICATE-----/g)!;
      openssl.write('root.pem', root!);
      const byChain = ['-CAfile', 'root.pem', '-untrusted', 'chain.pem', 'device.pem'];
      expect(openssl.try('verify', '-x509_strict', ...byChain).ok).toBe(true);
    });

    it('names the issuer of what it issued, and none of what it did not', async () => {
      const { certificate } = await issue();
      const { id } = authority.issuers.find((each) => each.id === authority.issuerOf(certificate))!;
      expect(id).toMatch(/^[0-9a-f]{40}$/);
      openssl.run('req', '-x509', '-key', `${devices}.key`, '-subj', '/CN=device', '-days', '1', '-out', 'own.pem');
      const foreign = openssl.read('own.pem').toString();
      expect([authority.issuerOf(foreign), authority.issuerOf('garbage')]).toEqual([undefined, undefined]);
      expect(() => authority.chainOf(foreign)).toThrow();
      expect(await signatures.check(foreign, toInstant(Date.now()))).toBe('untrusted');
    });

    it('F28 relying parties find a list and an OCSP answer that its CAs sign', async () => {
      const { certificate } = await issue();
      const { crl, ocsp } = await fixture.told(authority, certificate);
      openssl.write('crl.der', crl);
      openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
      const listed = ['-crl_check', '-CRLfile', 'crl.pem', '-CAfile', 'ca.pem', 'device.pem'];
      expect(openssl.try('verify', ...listed).text).toBe('device.pem: OK\n');
      openssl.write('ocsp.der', ocsp);
      const asked = ['-issuer', 'chain.pem', '-cert', 'device.pem', '-CAfile', 'ca.pem', '-no_nonce'];
      expect(openssl.try('ocsp', '-respin', 'ocsp.der', ...asked).text).toMatch(
        /device\.pem: good[\s\S]*Response verify OK/,
      );
    });

    it('F29 signatures with its certificates are trusted, and verify with the root alone', async () => {
      const { certificate, key } = await issue();
      const signingTime = toInstant(Date.now());
      openssl.write('document', '<p>合同</p>');
      const digest = openssl.run('dgst', '-sha256', '-r', 'document').slice(0, 64);
      const toBeSigned = signatures.toBeSigned({ sha256: digest, signingTime, certificate });
      openssl.write('signed', toBeSigned);
      openssl.run('dgst', '-sha256', '-sign', key, '-out', 'signature', 'signed');
      const signature = p1363(openssl.read('signature'));
      expect(await signatures.check(certificate, signingTime)).toBe('trusted');
      expect(await signatures.verify({ toBeSigned, signature, certificate })).toBe(true);
      openssl.write('sig.p7s', signatures.assemble({ toBeSigned, signature, certificate }));
      const cms = ['-inform', 'DER', '-in', 'sig.p7s', '-content', 'document', '-purpose', 'any', '-out', 'out'];
      expect(openssl.try('cms', '-verify', '-cades', '-binary', ...cms, '-CAfile', 'root.pem').text).toMatch(
        /successful/,
      );
    });

    it('F28 certificates of before and after a rotation are both known, to others who run and to who starts later', async () => {
      const other = await fixture.open();
      const before = await issue();
      await fixture.rotate();
      await authority.takeNew();
      const after = await issue();
      expect(authority.issuerOf(before.certificate)).not.toBe(authority.issuerOf(after.certificate));
      await other.authority.takeNew();
      for (const { authority: each, signatures: format } of [other, await fixture.open()])
        for (const { certificate } of [before, after]) {
          expect(each.chainOf(certificate)).toBe(authority.chainOf(certificate));
          expect(await format.check(certificate, toInstant(Date.now()))).toBe('trusted');
        }
    });

    it('is unavailable where nothing can be issued, and issues again after it', async () => {
      const goOn = await fixture.stop();
      await expect(issue()).rejects.toThrow(DependencyUnavailable);
      goOn();
      expect((await issue()).certificate).toContain('BEGIN CERTIFICATE');
    });
  });

const p1363 = (der: Buffer): Uint8Array => {
  const rLength = der[3]!;
  const fixed = (value: Buffer) => Buffer.concat([Buffer.alloc(32), value]).subarray(-32);
  return Buffer.concat([fixed(der.subarray(4, 4 + rLength)), fixed(der.subarray(6 + rLength))]);
};
