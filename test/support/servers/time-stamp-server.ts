import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as x509 from '@peculiar/x509';
import { OpenSsl } from '../openssl.js';

/** What becomes of the next request. */
export type TimeStampFault =
  | { readonly status: number }
  | { readonly body: Uint8Array }
  /** Signed by another certificate, see `makeSigner`, as whoever signs CMS would: with an ESS certificate id, or without. */
  | { readonly signer: string; readonly ess?: false }
  /** Over another request than the one that was sent. */
  | { readonly asked: (request: Buffer) => Uint8Array }
  | 'hang';

const configuration = `
[ tsa ]
default_tsa = first
[ first ]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha1, sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** A time-stamping authority (RFC 3161) on a port of its own: `openssl ts -reply` behind HTTP, with a root that it made. */
export class TimeStampServer {
  readonly openssl = new OpenSsl();
  readonly faults: TimeStampFault[] = [];
  /** Content types of the requests that came. */
  readonly asked: (string | undefined)[] = [];
  /** Options of `openssl ts -reply`. */
  options: readonly string[] = [];

  /** What its clock shows, `YYYYMMDDHHMMSSZ`; the machine's time unless given. */
  time: string | undefined;
  private readonly keysOfRoots = new Map<string, CryptoKey>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TimeStampServer> {
    const server = createServer();
    const authority = new TimeStampServer(server);
    authority.openssl.write('tsa.cnf', configuration);
    authority.openssl.write('serial', '01\n');
    await authority.makeRoot('root');
    await authority.makeSigner('tsa');
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      authority.asked.push(request.headers['content-type']);
      authority.answer(Buffer.concat(chunks), response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return authority;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/tsa`;
  }

  get roots(): string {
    return this.openssl.read('root.pem').toString();
  }

  /** A self-signed certificate and its key, below this name. */
  async makeRoot(name: string): Promise<void> {
    const keys = await newKeys();
    const extensions = [new x509.BasicConstraintsExtension(true, undefined, true)];
    await this.certify(name, keys, { name, signingKey: keys.privateKey }, extensions, ends);
    this.keysOfRoots.set(name, keys.privateKey);
  }

  /** A certificate below a root, as `TimeStampFault.signer` names it. @param critical whether the purposes are */
  async makeSigner(
    name: string,
    { purposes = [timeStamping], critical = true, root = 'root', until = ends } = {},
  ): Promise<void> {
    const extensions = [new x509.ExtendedKeyUsageExtension(purposes, critical)];
    await this.certify(
      name,
      await newKeys(),
      { name: root, signingKey: this.keysOfRoots.get(root)! },
      extensions,
      until,
    );
  }

  private async certify(
    name: string,
    keys: CryptoKeyPair,
    issuer: { readonly name: string; readonly signingKey: CryptoKey },
    extensions: x509.Extension[],
    notAfter: Date,
  ): Promise<void> {
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: `01${randomBytes(8).toString('hex')}`,
      subject: `CN=${name}`,
      issuer: `CN=${issuer.name}`,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter,
      publicKey: keys.publicKey,
      signingKey: issuer.signingKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions,
    });
    const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
    this.openssl.write(`${name}.pem`, `${certificate.toString('pem').trim()}\n`);
    this.openssl.write(
      `${name}.key`,
      `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`,
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.openssl.remove();
  }

  private answer(request: Buffer, response: ServerResponse): void {
    const fault = this.faults.shift();
    if (fault === 'hang') return;
    if (fault && 'status' in fault) return void response.writeHead(fault.status).end();
    const body = fault && 'body' in fault ? fault.body : this.reply(request, fault);
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(body);
  }

  private reply(request: Buffer, fault: Exclude<TimeStampFault, 'hang'> | undefined): Uint8Array {
    const { openssl } = this;
    openssl.write('asked.tsq', fault && 'asked' in fault ? fault.asked(request) : request);
    const files = ['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-out', 'answer.tsr'];
    openssl.run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'asked.tsq', ...files, ...this.options);
    if (fault && 'signer' in fault) return this.signedBy(fault.signer, fault.ess);
    return this.time === undefined ? openssl.read('answer.tsr') : this.signedBy('tsa');
  }

  /** What the last answer says, signed anew. */
  private signedBy(name: string, ess = true): Uint8Array {
    const { openssl } = this;
    openssl.run('ts', '-reply', '-in', 'answer.tsr', '-token_out', '-out', 'token.der');
    openssl.run('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token.der', '-binary', '-out', 'info.der');
    const info = openssl.read('info.der').toString('latin1');
    openssl.write('info.der', Buffer.from(info.replace(/20\d{12}Z/, this.time ?? '$&'), 'latin1'));
    const signer = ['-signer', `${name}.pem`, '-inkey', `${name}.key`, ...(ess ? ['-cades'] : [])];
    const kind = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-nodetach', '-binary', '-outform', 'DER'];
    openssl.run('cms', '-sign', '-in', 'info.der', ...kind, ...signer, '-out', 'signed.der');
    return sequence(Buffer.from('3003020100', 'hex'), openssl.read('signed.der'));
  }
}

/** In DER, of 256 bytes at least. */
const sequence = (...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, 0x82, content.length >> 8, content.length & 0xff), content]);
};

const timeStamping = '1.3.6.1.5.5.7.3.8';
const ends = new Date('2049-01-01T00:00:00Z');
const newKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
