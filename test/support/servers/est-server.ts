import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { OpenSsl } from '../openssl.js';

/** What becomes of the next enrollment. */
export type EstFault =
  | { readonly status: number }
  | { readonly body: string }
  /** A certificate of which something is wrong. */
  | (typeof flaws)[number]
  | 'hang';
const flaws = ['another key', 'no subject', 'no list', 'no responder'] as const;
const isFlaw = (fault: EstFault | undefined): fault is (typeof flaws)[number] =>
  (flaws as readonly unknown[]).includes(fault);

const configuration = (addresses: string) => `
[ req ]
distinguished_name = dn
[ dn ]
[ ca ]
default_ca = here
[ here ]
database = index
certificate = issuing.pem
private_key = issuing.key
default_md = sha256
default_crl_days = 1
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ below ]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[ device ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = 1.3.6.1.5.5.7.3.36
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
crlDistributionPoints = URI:${addresses}/crl
authorityInfoAccess = OCSP;URI:${addresses}/ocsp
[ no_list ]
authorityKeyIdentifier = keyid:always
authorityInfoAccess = OCSP;URI:${addresses}/ocsp
[ no_responder ]
authorityKeyIdentifier = keyid:always
crlDistributionPoints = URI:${addresses}/crl
[ tls ]
subjectAltName = IP:127.0.0.1
`;

/**
 * A company's CA with an EST server (RFC 7030) on a port of its own, all of it by `openssl`: an RSA root, an issuing CA, TLS with
 * a client certificate, and beside it by HTTP the list and the OCSP responder that its certificates name.
 */
export class EstServer {
  readonly faults: EstFault[] = [];
  /** Operations that were asked for. */
  readonly asked: string[] = [];

  private constructor(
    readonly openssl: OpenSsl,
    private readonly est: Server,
    private readonly status: Server,
  ) {}

  static async start(): Promise<EstServer> {
    const status = createHttp();
    status.listen(0, '127.0.0.1');
    await once(status, 'listening');
    const made = new OpenSsl();
    const addresses = `http://127.0.0.1:${(status.address() as AddressInfo).port}`;
    made.write('openssl.cnf', configuration(addresses));
    made.write('index', '');
    made.write('index.attr', 'unique_subject = no\n');
    const root = ['req', '-x509', '-config', 'openssl.cnf', '-extensions', 'root', '-days', '3650', '-nodes'];
    made.run(...root, '-newkey', 'rsa:2048', '-keyout', 'root.key', '-subj', '/CN=Company Root CA', '-out', 'root.pem');
    const est = createHttps({
      key: identity(made, 'server', '/CN=est'),
      cert: made.read('server.pem'),
      ca: made.read('root.pem'),
      requestCert: true,
      rejectUnauthorized: false,
    });
    identity(made, 'client', '/CN=realname');
    const server = new EstServer(made, est, status);
    server.rotate(1);
    est.on('request', (request, response) => void server.answer(request, response));
    status.on('request', (request, response) => void server.tell(request, response));
    est.listen(0, '127.0.0.1');
    await once(est, 'listening');
    return server;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.est.address() as AddressInfo).port}`;
  }

  get tls() {
    const text = (name: string) => this.openssl.read(name).toString();
    return { ca: text('root.pem'), cert: text('client.pem'), key: text('client.key') };
  }

  /** Makes another issuing CA, which issues from now on. */
  rotate(ordinal: number): void {
    const request = [
      'req',
      '-new',
      '-config',
      'openssl.cnf',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
    ];
    this.openssl.run(
      ...request,
      '-keyout',
      'issuing.key',
      '-subj',
      `/CN=Company Issuing CA ${ordinal}`,
      '-out',
      'issuing.csr',
    );
    sign(this.openssl, 'root', 'issuing', 'below', '3000');
  }

  /** Puts a certificate on the CA's list, as its operator does. */
  revoke(pem: string): void {
    this.openssl.write('revoked.pem', pem);
    this.openssl.run('ca', '-config', 'openssl.cnf', '-revoke', 'revoked.pem', '-crl_reason', 'keyCompromise');
  }

  async stop(): Promise<void> {
    for (const server of [this.est, this.status]) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
    this.openssl.remove();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const operation = request.url!.replace('/.well-known/est/', '');
    this.asked.push(operation);
    if (operation === 'cacerts') return this.certificates(response, 'issuing.pem', 'root.pem');
    if (!(request.socket as TLSSocket).authorized) return void response.writeHead(401).end();
    if (operation !== 'simpleenroll' || request.headers['content-type'] !== 'application/pkcs10')
      return void response.writeHead(404).end();
    const fault = this.faults.shift();
    if (fault === 'hang') return;
    if (fault && !isFlaw(fault)) {
      const { status = 200, body: text = '' } = fault as { status?: number; body?: string };
      return void response.writeHead(status).end(text);
    }
    this.openssl.write('device.csr', pem('CERTIFICATE REQUEST', body.toString()));
    if (fault === 'another key') identity(this.openssl, 'device', '/CN=somebody');
    const extensions = fault === 'no list' || fault === 'no responder' ? fault.replace(' ', '_') : 'device';
    sign(this.openssl, 'issuing', 'device', extensions, '365', fault === 'no subject' ? '/' : '/CN=device');
    this.certificates(response, 'device.pem');
  }

  private certificates(response: ServerResponse, ...names: readonly string[]): void {
    const files = names.flatMap((name) => ['-certfile', name]);
    this.openssl.run('crl2pkcs7', '-nocrl', ...files, '-outform', 'DER', '-out', 'answer.p7');
    response.writeHead(200, {
      'content-type': 'application/pkcs7-mime; smime-type=certs-only',
      'content-transfer-encoding': 'base64',
    });
    response.end(this.openssl.read('answer.p7').toString('base64').replace(/.{64}/g, '$&\r\n'));
  }

  private async tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.url === '/crl') {
      this.openssl.run('ca', '-config', 'openssl.cnf', '-gencrl', '-out', 'crl.pem');
      this.openssl.run('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der');
      return void response.end(this.openssl.read('crl.der'));
    }
    this.openssl.write('ocsp.req', body);
    const signer = ['-rsigner', 'issuing.pem', '-rkey', 'issuing.key', '-CA', 'issuing.pem'];
    this.openssl.run('ocsp', '-index', 'index', ...signer, '-reqin', 'ocsp.req', '-respout', 'ocsp.res', '-ndays', '1');
    response.end(this.openssl.read('ocsp.res'));
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const pem = (label: string, base64: string): string =>
  `-----BEGIN ${label}-----\n${base64
    .replace(/\s/g, '')
    .match(/.{1,64}/g)
    ?.join('\n')}\n-----END ${label}-----\n`;

/** Signs a request, and notes the certificate in the index of the CA. */
const sign = (
  openssl: OpenSsl,
  issuer: string,
  name: string,
  extensions: string,
  days: string,
  subject?: string,
): void => {
  const serial = randomBytes(12).toString('hex').replace(/^./, '7');
  const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-set_serial', `0x${serial}`, '-days', days];
  const named = subject === undefined ? [] : ['-subj', subject];
  const profile = ['-extfile', 'openssl.cnf', '-extensions', extensions, ...named];
  openssl.run('x509', '-req', '-in', `${name}.csr`, ...by, ...profile, '-out', `${name}.pem`);
  if (issuer === 'issuing')
    openssl.write(
      'index',
      `${openssl.read('index')}V\t360101000000Z\t\t${serial.toUpperCase()}\tunknown\t/CN=device\n`,
    );
};

/** A key and a certificate by the root: the key. */
const identity = (openssl: OpenSsl, name: string, subject: string): Buffer => {
  const request = ['req', '-new', '-config', 'openssl.cnf', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`];
  openssl.run(...request, '-subj', subject, '-out', `${name}.csr`);
  if (name !== 'device') sign(openssl, 'root', name, 'tls', '365');
  return openssl.read(`${name}.key`);
};
