import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEstAuthority, type EstAuthority } from '../../src/adapters/pki/est/est-authority.js';
import { serialsOn } from '../../src/adapters/pki/revoked-serials.js';
import type { CertificateAuthority } from '../../src/application/ports/certificate-authority.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { OpenSsl } from '../support/openssl.js';
import { EstServer } from '../support/servers/est-server.js';
import { newDirectory } from '../unit/pki/pki.fixture.js';
import { certificateAuthorityContract } from './certificate-authority.contract.js';

const limits = { timeoutMs: 3_000, retryAfterMs: 1, breakAfter: 100, breakMs: 1 };
const quiet = { breaker: () => {}, refused: () => {} };
const told = async ({ publication }: CertificateAuthority, certificate: string) => ({
  crl: await publication!.crl(certificate),
  ocsp: await publication!.ocsp(certificate),
});

certificateAuthorityContract('a company’s own CA by EST', async () => {
  const server = await EstServer.start();
  const directory = await newDirectory();
  const opened: EstAuthority[] = [];
  let ordinal = 1;
  return {
    async open() {
      const { url, tls } = server;
      const made = await createEstAuthority({ url, tls, directory, limits, watch: quiet });
      opened.push(made.authority);
      return made;
    },
    rotate: async () => server.rotate(++ordinal),
    told,
    async stop() {
      server.faults.push({ status: 503 });
      return () => {};
    },
    async close() {
      for (const each of opened) each.close();
      await server.stop();
    },
  };
});

describe('a company’s own CA by EST (RFC 7030)', () => {
  const openssl = new OpenSsl();
  let server: EstServer;
  let directory: string;
  let authority: EstAuthority;
  const refused: string[] = [];
  const watch = {
    ...quiet,
    refused: (...[, action, code]: readonly string[]) => void refused.push(`${action} ${code}`),
  };
  const open = async (change: object = {}, folder = directory) =>
    (await createEstAuthority({ url: server.url, tls: server.tls, directory: folder, limits, watch, ...change }))
      .authority;
  const enroll = async () => {
    const { csr, publicKey } = await authority.readRequest(openssl.read('device.csr').toString());
    const validity = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z' };
    return (await authority.issue({ csr, publicKey, serial: '1'.repeat(32), subject: 'opaque', ...validity }))
      .certificate;
  };

  beforeAll(async () => {
    openssl.run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'device.key');
    openssl.run('req', '-new', '-sha256', '-key', 'device.key', '-subj', '/CN=device', '-out', 'device.csr');
    server = await EstServer.start();
    directory = await newDirectory();
    authority = await open();
  });
  afterAll(async () => {
    authority?.close();
    openssl.remove();
    await server?.stop();
  });

  it.each([
    ['simpleenroll HTTP_401', { status: 401 }],
    ['simpleenroll PENDING', { status: 202 }],
    ['simpleenroll malformed', { body: 'bm8=' }],
    ['simpleenroll malformed', { body: '' }],
  ] as const)('is unavailable and says %s', async (said, fault) => {
    server.faults.push(fault);
    await expect(enroll()).rejects.toThrow(DependencyUnavailable);
    expect(refused.splice(0)).toEqual([said]);
  });

  it('takes no certificate for another key, and asks again where no answer came', async () => {
    server.faults.push('another key');
    await expect(enroll()).rejects.toThrow(DependencyUnavailable);
    expect(refused.splice(0)).toEqual(['simpleenroll other']);
    server.faults.push('hang');
    server.asked.length = 0;
    expect(await enroll()).toContain('BEGIN CERTIFICATE');
    expect(server.asked).toEqual(['simpleenroll', 'simpleenroll']);
  });

  it.each([
    ['no subject', 'RFC 5280 §4.1.2.6'],
    ['no list', 'RFC 5280 §4.2.1.13'],
    ['no responder', 'RFC 5280 §4.2.2.1'],
  ] as const)('F29 takes no certificate with %s: what it signs could not be verified', async (flaw, code) => {
    server.faults.push(flaw);
    await expect(enroll()).rejects.toThrow(DependencyUnavailable);
    expect(refused.splice(0)).toEqual([`simpleenroll ${code}`]);
  });

  it('signs in with its client certificate, and believes a server below the given roots alone', async () => {
    openssl.run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'other.key',
      '-subj',
      '/CN=x',
      '-out',
      'other.pem',
    );
    const [cert, key] = ['other.pem', 'other.key'].map((name) => openssl.read(name).toString());
    const stranger = await open({ tls: { ...server.tls, cert, key } }, await newDirectory());
    const { csr, publicKey } = await stranger.readRequest(openssl.read('device.csr').toString());
    const rest = { serial: '', subject: '', notBefore: '', notAfter: '' };
    await expect(stranger.issue({ csr, publicKey, ...rest })).rejects.toThrow(DependencyUnavailable);
    expect(refused.splice(0)).toEqual(['simpleenroll HTTP_401']);
    stranger.close();
    await expect(open({ tls: { ...server.tls, ca: cert } }, await newDirectory())).rejects.toThrow(
      DependencyUnavailable,
    );
  });

  it('starts with what is known of it while it is away; the first start needs it', async () => {
    const away = { url: 'https://127.0.0.1:1' };
    const started = await open(away);
    expect(started.caPem).toBe(authority.caPem);
    started.close();
    await expect(open(away, await newDirectory())).rejects.toThrow(DependencyUnavailable);
  });

  it('F28 its own list tells of a revocation; this service signs neither list nor answer in its place', async () => {
    const certificate = await enroll();
    server.revoke(certificate);
    const { crl, ocsp } = await told(authority, certificate);
    const { serialNumber } = new X509Certificate(certificate);
    expect([...serialsOn(crl)]).toContain(serialNumber.toLowerCase());
    openssl.write('crl.der', crl);
    openssl.write('device.pem', certificate);
    const serial = openssl.run('x509', '-noout', '-serial', '-in', 'device.pem').trim().slice('serial='.length);
    expect(openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-text')).toContain(serial);
    openssl.write('ocsp.der', ocsp);
    expect(openssl.run('ocsp', '-respin', 'ocsp.der', '-noverify', '-resp_text')).toContain('Cert Status: revoked');
    expect(await authority.ocsp()).toEqual({ response: Buffer.from('30030a0106', 'hex') });
    await expect(authority.crl()).rejects.toThrow('its own');
  });
});
