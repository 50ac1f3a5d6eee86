import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { X509CertificateAuthority } from '../../../src/adapters/pki/authority.js';
import { readAuthorityFile, replaceAuthorityFile } from '../../../src/adapters/pki/authority-file.js';
import { withNewIssuer } from '../../../src/adapters/pki/certificates.js';
import { IssuerWatch } from '../../../src/adapters/pki/issuer-watch.js';
import { openRootKey, rootKeyFile, sealRootKey } from '../../../src/adapters/pki/root-key.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import type { RegisteredCertificate, SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { OpenSsl } from '../../support/openssl.js';
import { attime, newAuthority, newDirectory, newSigner, type Signer, sha256, signedAt } from './pki.fixture.js';

const openssl = new OpenSsl();
const keyring = new Keyring(randomBytes(32));
const rotatedAt = '2026-11-20T00:00:00.900Z';
const nextUpdate = '2026-12-02T08:00:00.000Z';
let directory: string;
let authority: X509CertificateAuthority;
let signatures: SignatureFormat;
let before: Signer;
let after: Signer;

const rotate = async (at: string) => {
  const record = await readAuthorityFile(directory, keyring);
  await replaceAuthorityFile(directory, keyring, await withNewIssuer(record, record.rootKey!, at));
};
const takeNew = () => authority.takeNew();

beforeAll(async () => {
  directory = await newDirectory();
  ({ authority, signatures } = await newAuthority(directory, keyring));
  before = await newSigner(openssl, authority);
  await rotate(rotatedAt);
  expect(await takeNew()).toEqual([authority.issuers[1]!.id]);
  after = await newSigner(openssl, authority);
  openssl.write('ca.pem', authority.caPem);
  for (const [name, { certificate }] of Object.entries({ before, after })) {
    openssl.write(`${name}.pem`, certificate);
    openssl.write(`${name}.chain.pem`, authority.chainOf(certificate));
  }
});
afterAll(() => openssl.remove());

const registry = async (serial: string): Promise<RegisteredCertificate | undefined> => {
  const found = [before, after].find((each) => each.serial === serial);
  return found && { certificate: found.certificate, revoked: null };
};
const answered = async (...asked: readonly string[]) => {
  openssl.run('ocsp', '-no_nonce', ...asked, '-reqout', 'request.der');
  const { response } = await authority.ocsp(openssl.read('request.der'), signedAt, nextUpdate, registry);
  openssl.write('response.der', response);
  return openssl.try(
    'ocsp',
    '-respin',
    'response.der',
    '-CAfile',
    'ca.pem',
    ...asked,
    '-no_nonce',
    '-validity_period',
    '1000000000',
    ...attime(signedAt),
  ).text;
};

describe('after a rotation', () => {
  it('F28 the new issuing CA issues what begins after it, under a name and an address of its own', async () => {
    const issuer = (name: string) => openssl.run('x509', '-noout', '-issuer', '-in', name).trim();
    expect(issuer('before.pem')).toMatch(/CN ?= ?realname Issuing CA$/);
    expect(issuer('after.pem')).toMatch(/CN ?= ?realname Issuing CA 2$/);
    const shown = openssl.run('x509', '-noout', '-text', '-in', 'after.pem');
    expect(shown).toContain(`/pki/crl/${authority.issuers[1]!.id}`);
    expect(authority.issuers[1]!.notBefore).toBe('2026-11-20T00:00:00.000Z');
    const early = { notBefore: '2026-11-19T23:59:00.000Z', notAfter: '2027-11-19T00:00:00.000Z' };
    const { csr, publicKey } = await authority.readRequest(openssl.read(`${after.serial}.csr`).toString());
    const subject = '6f0f2c1e-5f7e-4e3c-9d55-0a4f2f1f7a10';
    const { certificate } = await authority.issue({ serial: '02'.repeat(16), subject, csr, publicKey, ...early });
    expect(authority.issuerOf(certificate)).toBe(authority.issuers[0]!.id);
  });

  it('F28 certificates of both verify strictly, each against the list of its issuer', async () => {
    for (const [n, name] of ['before', 'after'].entries()) {
      const times = { number: 1n, thisUpdate: signedAt, nextUpdate };
      openssl.write('crl.der', await authority.crl(authority.issuers[n]!.id, { ...times, revoked: [] }));
      openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
      const list = ['-crl_check', '-CRLfile', 'crl.pem', '-CAfile', 'ca.pem'];
      const verify = (file: string) =>
        openssl.try('verify', '-x509_strict', ...attime('2026-12-01T09:00:00.000Z'), ...list, file).ok;
      expect(['before.pem', 'after.pem'].map(verify)).toEqual([name === 'before', name === 'after']);
    }
  });

  it('RFC 6960 an answer is signed by the issuer of what is asked for; two issuers at once are unauthorized', async () => {
    const ask = (name: string) => ['-issuer', `${name}.chain.pem`, '-cert', `${name}.pem`];
    for (const name of ['before', 'after'])
      expect(await answered(...ask(name))).toMatch(
        new RegExp(`Response verify OK[\\s\\S]*${name}.pem: good|${name}.pem: good[\\s\\S]*Response verify OK`),
      );
    expect(await answered(...ask('before'), ...ask('after'))).toMatch(/unauthorized \(6\)/);
    expect(await answered('-issuer', 'after.chain.pem', '-serial', `0x${before.serial}`)).toMatch(/: unknown/);
  });

  it('F29 signatures by both are trusted, and carry the issuer of their own certificate', async () => {
    openssl.write('document', 'document');
    for (const signer of [before, after]) {
      const { certificate } = signer;
      const toBeSigned = signatures.toBeSigned({ sha256: sha256('document'), signingTime: signedAt, certificate });
      openssl.write('sig.p7s', signatures.assemble({ toBeSigned, signature: signer.sign(toBeSigned), certificate }));
      expect(await signatures.check(certificate, signedAt)).toBe('trusted');
      openssl.write('root.pem', authority.caPem.slice(0, authority.caPem.indexOf('-----END') + 26));
      const signed = ['-inform', 'DER', '-in', 'sig.p7s', '-content', 'document', '-purpose', 'any', '-out', 'out'];
      expect(
        openssl.try('cms', '-verify', '-cades', '-binary', ...signed, '-CAfile', 'root.pem', ...attime(signedAt)).text,
      ).toMatch(/successful/);
    }
  });

  it('F28 keeps what it was, over restarts; the key of an issuing CA that has ended is dropped, its certificate stays', async () => {
    const again = await newAuthority(directory, keyring);
    expect(again.authority.caPem).toBe(authority.caPem);
    expect(again.authority.beganAs).toBe(authority.beganAs);
    const record = await readAuthorityFile(directory, keyring);
    const later = await withNewIssuer(record, record.rootKey!, '2041-01-01T00:00:00.000Z');
    expect(later.issuers.map(({ key }) => key !== null)).toEqual([false, true, true]);
    expect(later.issuers.map(({ certificate }) => certificate).slice(0, 2)).toEqual(
      record.issuers.map(({ certificate }) => certificate),
    );
    await expect(withNewIssuer(record, record.rootKey!, '2050-01-01T00:00:00.000Z')).rejects.toThrow(
      'the root CA ended',
    );
  });

  it('an instance takes what was made since, and tells once of what its file lacks or that it cannot be read', async () => {
    const told: string[] = [];
    let noted: readonly string[] = [];
    const watch = new IssuerWatch(
      authority,
      async () => noted,
      (level, message) => void told.push(`${level}: ${message}`),
    );
    await rotate('2026-12-24T00:00:00.000Z');
    await watch.look();
    await watch.look();
    expect(told.splice(0)).toEqual(['info: a new issuing CA was taken']);
    noted = authority.issuers.map(({ id }) => id).concat('0'.repeat(40));
    for (let n = 0; n < 2; n++) await watch.look();
    noted = [];
    await watch.look();
    expect(told.splice(0)).toEqual([
      'error: an issuing CA is not in DATA_DIR/pki',
      'info: all issuing CAs are known again',
    ]);
    await rm(join(directory, 'certificate-authority.sealed'));
    for (let n = 0; n < 2; n++) await watch.look();
    expect(told).toEqual(['error: the certificate authority’s file cannot be read']);
    expect(authority.issuers).toHaveLength(3);
  });
});

describe('the key of the root', () => {
  it('is sealed under a passphrase in a file of its own, and opens with that passphrase alone', async () => {
    const folder = await newDirectory();
    await sealRootKey(folder, 'the key', '正确的马电池订书钉，够长了吗');
    expect(await openRootKey(folder, '正确的马电池订书钉，够长了吗')).toBe('the key');
    await expect(openRootKey(folder, '正确的马电池订书钉，够长了')).rejects.toThrow(
      'does not open with this passphrase',
    );
    expect((await readFile(rootKeyFile(folder))).includes('the key')).toBe(false);
    await expect(sealRootKey(folder, 'another', 'short')).rejects.toThrow('at least 12 characters');
    expect(await readdir(folder)).toHaveLength(1);
    await expect(openRootKey(await newDirectory(), 'a long passphrase')).rejects.toThrow('put it back there');
  });
});
