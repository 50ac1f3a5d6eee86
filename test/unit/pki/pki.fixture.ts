import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../../../src/adapters/pki/authority.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import type { CertificateAuthority } from '../../../src/application/ports/certificate-authority.js';
import type { OpenSsl } from '../../support/openssl.js';

export const publicUrl = 'http://pki.example';
export const issuedAt = '2026-11-22T08:00:00.123Z';
export const expiresAt = '2027-11-22T08:00:00.123Z';
/** In the middle of the validity, as OpenSSL's `-attime` takes it. */
export const signedAt = '2026-12-01T08:00:00.999Z';
export const attime = (instant: string) => ['-attime', String(Math.floor(Date.parse(instant) / 1000))] as const;

export const newDirectory = () => mkdtemp(join(tmpdir(), 'authority-'));
export const newAuthority = async (directory?: string, keyring = new Keyring(randomBytes(32))) =>
  createAuthority({ directory: directory ?? (await newDirectory()), keyring, publicUrl });

/** The certificate of the newest issuing CA, PEM. */
export const issuerPem = ({ issuers }: CertificateAuthority) => issuers.at(-1)!.certificate;

/** A signer whose key OpenSSL made and which signs with OpenSSL, so that no code of ours is on both sides. */
export interface Signer {
  readonly certificate: string;
  readonly serial: string;
  /** P1363 signature. */
  sign(bytes: Uint8Array): Uint8Array;
}

export const newSigner = async (openssl: OpenSsl, authority: CertificateAuthority, serial = newSerial()) => {
  const key = `${serial}.key`;
  openssl.run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key);
  openssl.run('req', '-new', '-sha256', '-key', key, '-subj', '/CN=device', '-out', `${serial}.csr`);
  const { csr, publicKey } = await authority.readRequest(openssl.read(`${serial}.csr`).toString());
  const { certificate } = await authority.issue({
    serial,
    subject: '6f0f2c1e-5f7e-4e3c-9d55-0a4f2f1f7a10',
    csr,
    publicKey,
    notBefore: issuedAt,
    notAfter: expiresAt,
  });
  const sign = (bytes: Uint8Array) => {
    openssl.write('signed', bytes);
    openssl.run('dgst', '-sha256', '-sign', key, '-out', 'signature', 'signed');
    return p1363(openssl.read('signature'));
  };
  return { certificate, serial, sign } satisfies Signer;
};

/** Leading zero and high bit: both places where a serial number's encoding goes wrong. */
export const newSerial = () => randomBytes(16).toString('hex');
export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

const p1363 = (der: Buffer): Uint8Array => {
  const rLength = der[3]!;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  const fixed = (value: Buffer) => Buffer.concat([Buffer.alloc(32), value]).subarray(-32);
  return Buffer.concat([fixed(r), fixed(s)]);
};

export const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
