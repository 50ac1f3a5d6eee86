import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { IPolicy } from 'cockatiel';
import { ContentInfo, SignedData } from 'pkijs';
import { certificateAuthority } from '../../../application/ports/certificate-authority.js';
import { DependencyUnavailable } from '../../../application/ports/unavailable.js';
import { defaultLimits, type Limits, type ProviderWatch, providerPolicy } from '../../resilience/provider-policy.js';
import { buffer } from '../der.js';

export interface EstSettings {
  /** `https://host[:port]`, and below `/.well-known/est` a label where the server has several CAs (RFC 7030 §3.2.2). */
  readonly url: string;
  /** PEM: roots that the server's certificate must lead to, and how this service signs in there. */
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string };
  readonly watch: ProviderWatch;
  readonly limits?: Limits;
}

/** Bytes of an answer: a revocation list may be long. */
const maxAnswer = 16 * 1024 * 1024;

interface Call {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly agent?: Agent;
}

/** What the CA said in place of what was asked for. */
class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'Refused';
  }
}

/** A company's own CA by Enrollment over Secure Transport (RFC 7030), with a client certificate. */
export class EstClient {
  private readonly policy: IPolicy;
  private readonly agent: Agent;
  private readonly base: string;

  constructor(private readonly settings: EstSettings) {
    const { url, tls } = settings;
    this.agent = new Agent({ ...tls, minVersion: 'TLSv1.2', keepAlive: true });
    const { origin, pathname } = new URL(url);
    const label = pathname.replace(/^\/+|\/+$/g, '').replace(/^\.well-known\/est\/?/, '');
    this.base = `${origin}/.well-known/est${label && `/${label}`}`;
    // An enrollment whose answer was lost may be made again: the certificate that nobody has serves nobody.
    const limits = settings.limits ?? { ...defaultLimits, timeoutMs: 10_000 };
    this.policy = providerPolicy({
      dependency: certificateAuthority,
      watch: settings.watch,
      limits,
      isSafe: (error) => !(error instanceof Refused),
    });
  }

  /** Certificates of the CA, DER each (RFC 7030 §4.1). @throws DependencyUnavailable */
  async caCertificates(): Promise<readonly Uint8Array[]> {
    return this.certificates('cacerts', { method: 'GET' });
  }

  /** The certificate for a PKCS#10 request, and others that come with it, DER each (RFC 7030 §4.2). @throws DependencyUnavailable */
  async enroll(csr: Uint8Array): Promise<readonly Uint8Array[]> {
    const headers = { 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64' };
    return this.certificates('simpleenroll', { method: 'POST', headers, body: lines(csr) });
  }

  /** What stands at an address that a certificate of the CA names. @throws DependencyUnavailable */
  async fetch(address: string, question?: Uint8Array): Promise<Uint8Array> {
    const headers = { 'content-type': 'application/ocsp-request' };
    const call = question
      ? ({ method: 'POST', headers, body: question } as const)
      : ({ method: 'GET', headers: {} } as const);
    return this.asked('look-up', { url: new URL(address), ...call });
  }

  close(): void {
    this.agent.destroy();
  }

  private async certificates(
    operation: string,
    call: Pick<Call, 'method' | 'body'> & Partial<Call>,
  ): Promise<readonly Uint8Array[]> {
    const url = new URL(`${this.base}/${operation}`);
    const bytes = await this.asked(operation, { headers: {}, ...call, url, agent: this.agent });
    try {
      return certificatesIn(Buffer.from(bytes.toString().replace(/\s/g, ''), 'base64'));
    } catch (cause) {
      throw this.refusal(operation, 'malformed', cause);
    }
  }

  /** An answer that cannot be used, told by a code. */
  refusal(operation: string, code: string, cause: unknown): DependencyUnavailable {
    this.settings.watch.refused(certificateAuthority, operation, code);
    return new DependencyUnavailable(certificateAuthority, { cause });
  }

  private async asked(action: string, call: Call): Promise<Buffer> {
    try {
      return await this.policy.execute(({ signal }) => answer(call, signal));
    } catch (cause) {
      if (cause instanceof Refused) this.settings.watch.refused(certificateAuthority, action, cause.code);
      throw new DependencyUnavailable(certificateAuthority, { cause });
    }
  }
}

const answer = ({ url, method, headers, body, agent }: Call, signal: AbortSignal): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = open(url, {
      method,
      headers: { ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) },
      signal,
      ...(agent && { agent }),
    });
    sent.on('error', reject);
    sent.on('response', (received) => {
      const chunks: Buffer[] = [];
      let length = 0;
      received.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxAnswer) sent.destroy(new Refused('TOO_LONG'));
        chunks.push(chunk);
      });
      received.on('error', reject);
      received.on('end', () => {
        // 202: a person is to approve it there (§4.2.3), and whoever comes again asks again.
        if (received.statusCode === 200) resolve(Buffer.concat(chunks));
        else reject(new Refused(received.statusCode === 202 ? 'PENDING' : `HTTP_${received.statusCode}`));
      });
    });
    sent.end(body);
  });

/** Base64 in lines, as RFC 7030 has its bodies. */
const lines = (bytes: Uint8Array): string =>
  `${Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\r\n')}\r\n`;

/** Of a certs-only message (RFC 5272 §4.1, CMS). @throws Error when it is none */
const certificatesIn = (bytes: Uint8Array): readonly Uint8Array[] => {
  const { content } = ContentInfo.fromBER(buffer(bytes));
  const { certificates = [] } = new SignedData({ schema: content });
  if (certificates.length === 0) throw new Error('no certificate');
  return certificates.map((each) => new Uint8Array(each.toSchema().toBER()));
};
