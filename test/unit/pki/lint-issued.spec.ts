import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { issueCertificate, makeAuthority } from '../../../src/adapters/pki/certificates.js';
import { sequence } from '../../../src/adapters/pki/der-writer.js';
import { type Issuer, makeIssuer } from '../../../src/adapters/pki/issuer.js';
import { lintCertificate, lintRevocationList } from '../../../src/adapters/pki/lint/lint.js';
import { LintViolation } from '../../../src/adapters/pki/lint/rule.js';
import { makeRevocationList } from '../../../src/adapters/pki/revocation-list.js';
import type { Instant } from '../../../src/domain/shared/instant.js';
import { OpenSsl } from '../../support/openssl.js';
import { generalized, issuing, issuingKey, ownKey, utc } from './lint.fixture.js';
import { derOf } from './pki.fixture.js';

const openssl = new OpenSsl();
const publicUrls = ['http://localhost:3000', 'https://pki.example', 'http://[::1]:8080', 'https://例子.example/under'];
/** A CA that lasts until 2099, so that both forms of time occur. */
let issuer: Issuer;
let issuerDer: Uint8Array;

beforeAll(async () => {
  issuerDer = issuing({ validity: sequence(utc('200101000000Z'), generalized('20991231235959Z')) });
  const key = issuingKey.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  issuer = makeIssuer({ certificate: new X509Certificate(issuerDer).toString(), key });
});
afterAll(() => openssl.remove());

const under = (url: string) => ({ crl: `${url}/pki/crl`, ocsp: `${url}/pki/ocsp` });
const instant = (from: string, until: string): fc.Arbitrary<Instant> =>
  fc.date({ min: new Date(from), max: new Date(until), noInvalidDate: true }).map((date) => date.toISOString());
const serial = fc.bigInt({ min: 1n, max: (1n << 128n) - 1n }).map((number) => number.toString(16).padStart(32, '0'));
const validity = fc
  .tuple(
    instant('2020-01-01T00:00:00Z', '2099-12-30T00:00:00Z'),
    instant('2020-01-02T00:00:00Z', '2099-12-31T23:59:59Z'),
  )
  .filter(([notBefore, notAfter]) => notBefore.slice(0, 19) < notAfter.slice(0, 19))
  .map(([notBefore, notAfter]) => ({ notBefore, notAfter }));

describe('what this authority issues has nothing to be held back for', () => {
  it('F28 a new authority', async () => {
    const record = await makeAuthority();
    const [rootDer, issuingDer] = [derOf(record.rootCertificate), derOf(record.issuers[0]!.certificate)];
    expect(() => lintCertificate(rootDer, 'root', rootDer)).not.toThrow();
    expect(() => lintCertificate(issuingDer, 'issuing', rootDer)).not.toThrow();
    expect(() => lintCertificate(issuingDer, 'endEntity', rootDer)).toThrow(LintViolation);
  });

  it('F28 certificates of any subject, serial and validity', async () => {
    const property = fc.asyncProperty(
      fc.uuid(),
      serial,
      validity,
      fc.constantFrom(...publicUrls.slice(0, 3)),
      async (subject, serial, valid, publicUrl) => {
        const entity = { serial, subject, publicKey: ownKey.spki, ...valid };
        const issued = new Uint8Array((await issueCertificate(issuer, under(publicUrl), entity)).rawData);
        lintCertificate(issued, 'endEntity', issuerDer);
        const { serialNumber, validToDate } = new X509Certificate(issued);
        expect(serialNumber.toLowerCase().padStart(32, '0')).toBe(serial);
        expect(validToDate.toISOString().slice(0, 19)).toBe(valid.notAfter.slice(0, 19));
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it('F28 no certificate for a subject that is no opaque id, or at an address that is no URI', async () => {
    const valid = { notBefore: '2026-11-22T08:00:00.000Z', notAfter: '2027-11-22T08:00:00.000Z' };
    const entity = { serial: '01'.repeat(16), publicKey: ownKey.spki, ...valid };
    const property = fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 70 }), (subject) =>
      expect(issueCertificate(issuer, under(publicUrls[0]!), { ...entity, subject })).rejects.toThrow(LintViolation),
    );
    await fc.assert(property, { numRuns: 50 });
    const subject = crypto.randomUUID();
    const refused = issueCertificate(issuer, under(publicUrls[3]!), { ...entity, subject });
    await expect(refused).rejects.toMatchObject({ code: 'RFC 5280 §4.2.1.13, RFC 5280 §4.2.2.1' });
  });

  it('F28 CRLs of any number, time and entries; with none twice', async () => {
    const revoked = fc.record({
      serial,
      revokedAt: instant('2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'),
      reason: fc.constantFrom('unspecified' as const, 'keyCompromise' as const, 'superseded' as const),
    });
    const lists = fc.record({
      number: fc.bigInt({ min: 0n, max: (1n << 159n) - 1n }),
      thisUpdate: instant('2020-01-01T00:00:00Z', '2060-01-01T00:00:00Z'),
      nextUpdate: instant('2060-01-02T00:00:00Z', '2099-01-01T00:00:00Z'),
      revoked: fc.uniqueArray(revoked, { selector: (each) => each.serial, maxLength: 8 }),
    });
    const property = fc.asyncProperty(lists, async (list) => {
      lintRevocationList(await makeRevocationList(issuer, list), issuerDer);
      const [first] = list.revoked;
      if (first)
        await expect(makeRevocationList(issuer, { ...list, revoked: [...list.revoked, first] })).rejects.toThrow(
          '§5.1.2.6',
        );
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('F28 OpenSSL agrees about a certificate and a CRL beyond 2050', async () => {
    const valid = { notBefore: '2049-12-31T23:59:59.000Z', notAfter: '2051-01-01T00:00:00.000Z' };
    const entity = { serial: 'ff'.repeat(16), subject: crypto.randomUUID(), publicKey: ownKey.spki, ...valid };
    openssl.write('own.pem', (await issueCertificate(issuer, under(publicUrls[0]!), entity)).toString('pem'));
    openssl.write('issuer.pem', issuer.pem);
    const times = { thisUpdate: '2049-12-31T23:59:59.000Z', nextUpdate: '2050-02-01T00:00:00.000Z' };
    openssl.write('crl.der', await makeRevocationList(issuer, { number: 1n, revoked: [], ...times }));
    openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
    const at = ['-attime', String(Date.parse('2050-01-15T00:00:00Z') / 1000)];
    const trusted = ['-partial_chain', '-trusted', 'issuer.pem', '-CRLfile', 'crl.pem', '-crl_check'];
    expect(openssl.run('verify', '-x509_strict', ...at, ...trusted, 'own.pem')).toBe('own.pem: OK\n');
  });
});
