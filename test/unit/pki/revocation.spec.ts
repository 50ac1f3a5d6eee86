import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  CertificateAuthority,
  RegisteredCertificate,
  RevokedCertificate,
} from '../../../src/application/ports/certificate-authority.js';
import { OpenSsl } from '../../support/openssl.js';
import { attime, issuerPem, newAuthority, newSerial, newSigner, type Signer, signedAt } from './pki.fixture.js';

const openssl = new OpenSsl();
const nextUpdate = '2026-12-02T08:00:00.500Z';
const revokedAt = '2026-11-30T10:20:30.999Z';
let authority: CertificateAuthority;
let good: Signer;
let replaced: Signer;

beforeAll(async () => {
  ({ authority } = await newAuthority());
  openssl.write('ca.pem', authority.caPem);
  openssl.write('chain.pem', issuerPem(authority));
  good = await newSigner(openssl, authority, '00ff000000000000000000000000000a');
  replaced = await newSigner(openssl, authority, 'fe000000000000000000000000000001');
  openssl.write('good.pem', good.certificate);
  openssl.write('replaced.pem', replaced.certificate);
});
afterAll(() => openssl.remove());

describe('the revocation list', () => {
  const publish = async (number: bigint, revoked: readonly RevokedCertificate[]) => {
    openssl.write(
      'crl.der',
      await authority.crl(authority.issuers[0]!.id, { number, thisUpdate: signedAt, nextUpdate, revoked }),
    );
    openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
    return openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-text', '-nameopt', 'RFC2253');
  };
  const check = (name: string) =>
    openssl.try(
      'verify',
      '-x509_strict',
      '-crl_check',
      ...attime('2026-12-01T09:00:00.000Z'),
      '-CAfile',
      'ca.pem',
      '-CRLfile',
      'crl.pem',
      name,
    );

  it('F28 is version 2, signed by the issuing CA, numbered, with whole seconds', async () => {
    const text = await publish(1n, []);
    expect(openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-verify', '-CAfile', 'ca.pem')).toMatch(
      /verify OK/,
    );
    expect(text).toMatch(/Version 2 \(0x1\)/);
    expect(text).toMatch(/Issuer: CN=realname Issuing CA/);
    expect(text).toMatch(/Last Update: Dec {2}1 08:00:00 2026 GMT\s+Next Update: Dec {2}2 08:00:00 2026 GMT/);
    expect(text).toMatch(/X509v3 CRL Number: \n\s+1\n/);
    expect(text).toMatch(/X509v3 Authority Key Identifier/);
    expect(text).toMatch(/No Revoked Certificates/);
    expect(check('good.pem')).toEqual({ ok: true, text: 'good.pem: OK\n' });
  });

  it('F28 stops a revoked certificate and no other, and says why', async () => {
    const text = await publish(300n, [
      { serial: replaced.serial, revokedAt, reason: 'superseded' },
      { serial: newSerial(), revokedAt, reason: 'keyCompromise' },
      { serial: newSerial(), revokedAt, reason: 'cessationOfOperation' },
      { serial: '0000000000000000000000000000007f', revokedAt, reason: 'unspecified' },
    ]);
    expect(check('good.pem').text).toBe('good.pem: OK\n');
    expect(check('replaced.pem').text).toMatch(/certificate revoked/);
    expect(text).toMatch(/CRL Number: \n\s+300\n/);
    expect(text).toMatch(
      /Serial Number: FE000000000000000000000000000001\s+Revocation Date: Nov 30 10:20:30 2026 GMT\s+CRL entry extensions:\s+X509v3 CRL Reason Code: \n\s+Superseded/,
    );
    for (const reason of ['Key Compromise', 'Cessation Of Operation']) expect(text).toContain(reason);
    expect(text).toMatch(/Serial Number: 7F\s+Revocation Date: Nov 30 10:20:30 2026 GMT\n\s+Signature Algorithm/);
  });

  it('F28 is not accepted once a byte of it was altered', async () => {
    await publish(2n, [{ serial: replaced.serial, revokedAt, reason: 'superseded' }]);
    const altered = openssl.read('crl.der');
    altered[altered.indexOf(Buffer.from(replaced.serial, 'hex')) + 5]! ^= 1;
    openssl.write('altered.der', altered);
    const args = ['crl', '-inform', 'DER', '-in', 'altered.der', '-noout', '-verify', '-CAfile', 'ca.pem'];
    expect(openssl.try(...args).text).toMatch(/verify failure/);
  });

  it('F28 takes ten thousand entries', async () => {
    const revoked = Array.from({ length: 10_000 }, () => ({
      serial: newSerial(),
      revokedAt,
      reason: 'superseded' as const,
    }));
    await publish(3n, [...revoked, { serial: replaced.serial, revokedAt, reason: 'superseded' }]);
    expect(check('replaced.pem').text).toMatch(/certificate revoked/);
    expect(check('good.pem').ok).toBe(true);
  });
});

describe('the OCSP responder', () => {
  const registry = async (serial: string): Promise<RegisteredCertificate | undefined> => {
    if (serial === good.serial) return { certificate: good.certificate, revoked: null };
    if (serial !== replaced.serial) return undefined;
    return { certificate: replaced.certificate, revoked: { revokedAt, reason: 'superseded' } };
  };
  const answer = async () => {
    const { response } = await authority.ocsp(openssl.read('request.der'), signedAt, nextUpdate, registry);
    openssl.write('response.der', response);
  };
  const ask = async (...subjects: string[]) => {
    openssl.run('ocsp', '-no_nonce', ...issuedBy('chain.pem'), ...subjects, '-reqout', 'request.der');
    await answer();
    return openssl.try(
      'ocsp',
      '-respin',
      'response.der',
      '-issuer',
      'chain.pem',
      ...subjects.filter((word) => !word.startsWith('-sha')),
      '-CAfile',
      'ca.pem',
      ...attime(signedAt),
      '-no_nonce',
      '-validity_period',
      '1000000000',
    );
  };
  const issuedBy = (name: string) => ['-issuer', name];
  const shown = () => openssl.run('ocsp', '-respin', 'response.der', '-noverify', '-resp_text');
  const serial = (hex: string) => ['-serial', `0x${hex}`];

  it('F28 knows a good certificate by a SHA-1 id', async () => {
    const verdict = await ask('-cert', 'good.pem');
    expect(verdict.text).toMatch(/Response verify OK/);
    expect(verdict.text).toMatch(/good\.pem: good/);
    expect(shown()).toMatch(/Hash Algorithm: sha1/);
    expect(shown()).toMatch(/This Update: Dec {2}1 08:00:00 2026 GMT\s+Next Update: Dec {2}2 08:00:00 2026 GMT/);
  });

  it('F28 knows a good certificate by a SHA-256 id', async () => {
    openssl.run('ocsp', '-no_nonce', '-sha256', '-issuer', 'chain.pem', '-cert', 'good.pem', '-reqout', 'request.der');
    await answer();
    expect(shown()).toMatch(/Hash Algorithm: sha256[\s\S]*Cert Status: good/);
    const verdict = openssl.try(
      'ocsp',
      '-respin',
      'response.der',
      '-sha256',
      '-issuer',
      'chain.pem',
      '-cert',
      'good.pem',
      '-CAfile',
      'ca.pem',
      ...attime(signedAt),
      '-no_nonce',
      '-validity_period',
      '1000000000',
    );
    expect(verdict.text).toMatch(/good\.pem: good[\s\S]*Response verify OK/);
  });

  it('F28 says since when and why a certificate is revoked', async () => {
    const { text } = await ask('-cert', 'replaced.pem');
    expect(text).toMatch(/Response verify OK/);
    expect(text).toMatch(
      /replaced\.pem: revoked[\s\S]*Reason: superseded[\s\S]*Revocation Time: Nov 30 10:20:30 2026 GMT/,
    );
  });

  it('F28 answers several questions at once, with `unknown` for a serial that was never issued', async () => {
    const never = 'f'.repeat(32);
    const { text } = await ask('-cert', 'good.pem', '-cert', 'replaced.pem', ...serial(never));
    expect(text).toMatch(/good\.pem: good[\s\S]*replaced\.pem: revoked[\s\S]*: unknown/);
  });

  it('F28 answers `unknown` for a serial longer than those it issues, zero or negative, without asking the registry', async () => {
    for (const hex of ['0', `01${good.serial}`]) expect((await ask(...serial(hex))).text).toMatch(/: unknown/);
    expect((await ask('-serial', '-1')).text).toMatch(/: unknown/);
  });

  it('F28 answers `unknown` for a certificate of another authority, even with a serial of ours', async () => {
    openssl.write('other.pem', issuerPem((await newAuthority()).authority));
    openssl.run('ocsp', '-no_nonce', '-issuer', 'other.pem', ...serial(good.serial), '-reqout', 'request.der');
    await answer();
    expect(shown()).toMatch(/Cert Status: unknown/);

    openssl.run('ocsp', '-no_nonce', '-issuer', 'chain.pem', ...serial(good.serial), '-reqout', 'request.der');
    const otherName = openssl.read('request.der');
    otherName[otherName.indexOf(Buffer.from('0414', 'hex')) + 2]! ^= 1;
    openssl.write('request.der', otherName);
    await answer();
    expect(shown()).toMatch(/Cert Status: unknown/);
  });

  it('F28 gives the nonce back', async () => {
    openssl.run('ocsp', '-issuer', 'chain.pem', '-cert', 'good.pem', '-reqout', 'request.der');
    await answer();
    const nonce = /Request Extensions:\s+OCSP Nonce: \n\s+(\w+)/.exec(
      openssl.run('ocsp', '-reqin', 'request.der', '-req_text', '-reqout', 'ignored.der'),
    );
    expect(nonce?.[1]).toMatch(/^\w{32,}$/);
    expect(shown()).toMatch(new RegExp(`Response Extensions:\\s+OCSP Nonce: \\n\\s+${nonce![1]}`));
  });

  it('F28 is not believed once a byte of the answer was altered', async () => {
    await ask('-cert', 'good.pem');
    const altered = openssl.read('response.der');
    altered[altered.indexOf('20261201080000Z') + 3]! ^= 1;
    openssl.write('altered.der', altered);
    const { text } = openssl.try(
      'ocsp',
      '-respin',
      'altered.der',
      '-issuer',
      'chain.pem',
      '-cert',
      'good.pem',
      '-CAfile',
      'ca.pem',
    );
    expect(text).toMatch(/Response Verify Failure/i);
  });

  const tlv = (tag: number, ...parts: Buffer[]) => {
    const content = Buffer.concat(parts);
    return Buffer.concat([
      Buffer.from(content.length < 128 ? [tag, content.length] : [tag, 0x81, content.length]),
      content,
    ]);
  };
  /** The question of `plain.der`, which has no extensions, with one of these parts. */
  const withExtension = (...parts: Buffer[]) => {
    const list = openssl.read('plain.der').subarray(4);
    return tlv(0x30, tlv(0x30, list, tlv(0xa2, tlv(0x30, tlv(0x30, ...parts)))));
  };
  /** The same with an extension of its one request. */
  const ofSingle = (...parts: Buffer[]) => {
    const id = openssl.read('plain.der').subarray(8);
    return tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x30, id, tlv(0xa0, tlv(0x30, tlv(0x30, ...parts)))))));
  };
  const oid = (last: number) => tlv(0x06, Buffer.from([...Buffer.from('2b060105050730', 'hex'), 0x01, last]));

  it('F28 calls garbage malformed', async () => {
    openssl.run('ocsp', '-issuer', 'chain.pem', '-cert', 'good.pem', '-reqout', 'request.der');
    const intact = openssl.read('request.der');
    openssl.run('ocsp', '-no_nonce', '-issuer', 'chain.pem', '-cert', 'good.pem', '-reqout', 'plain.der');
    const many = Array.from({ length: 65 }, () => ['-cert', 'good.pem']).flat();
    openssl.run('ocsp', '-issuer', 'chain.pem', ...many, '-reqout', 'many.der');
    for (const request of [
      Buffer.alloc(0),
      Buffer.from('garbage'),
      Buffer.from('3000', 'hex'),
      intact.subarray(0, -1),
      Buffer.concat([intact, Buffer.from([0])]),
      Buffer.from(issuerPem(authority)),
      openssl.read('many.der'),
      withExtension(oid(99), tlv(0x01, Buffer.from([0xff])), tlv(0x04)),
      withExtension(oid(2), tlv(0x04, tlv(0x04, Buffer.alloc(129)))),
      withExtension(oid(2), tlv(0x04, tlv(0x04))),
      withExtension(oid(2), tlv(0x04)),
      withExtension(oid(2), tlv(0x04, tlv(0x02, Buffer.from([1])))),
      withExtension(oid(2), tlv(0x04, tlv(0x04, Buffer.alloc(8)), tlv(0x04))),
      ofSingle(oid(99), tlv(0x01, Buffer.from([0xff])), tlv(0x04)),
    ]) {
      const answer = await authority.ocsp(request, signedAt, nextUpdate, registry);
      expect(answer).toEqual({ response: Buffer.from('30030a0101', 'hex') });
    }
    const passedOver = withExtension(oid(99), tlv(0x04));
    const passedOverInside = ofSingle(oid(99), tlv(0x04));
    const shortest = withExtension(oid(2), tlv(0x04, tlv(0x04, Buffer.alloc(1))));
    const longest = withExtension(oid(2), tlv(0x04, tlv(0x04, Buffer.alloc(120))));
    for (const request of [passedOver, passedOverInside, shortest, longest]) {
      openssl.write('request.der', request);
      await answer();
      expect(shown()).toMatch(/Cert Status: good/);
    }
  });
});
