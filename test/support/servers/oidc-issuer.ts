import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

const documentPath = '/.well-known/openid-configuration';

/** An OpenID provider on the loopback: discovery document, JWKS, and tokens of whomever a test names. */
export class LocalIssuer {
  /** What answers, by path; a status takes an answer away. */
  readonly answers = new Map<string, object | number>();
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  private readonly keys = new Map<string, { readonly alg: string; readonly privateKey: CryptoKey }>();
  private published: JWK[] = [];

  private constructor(private readonly server: Server) {}

  static async start(...algorithms: readonly string[]): Promise<LocalIssuer> {
    const server = createServer();
    const issuer = new LocalIssuer(server);
    server.on('request', ({ url = '' }, response) => {
      issuer.asked.push(url);
      const answer = issuer.answers.get(url) ?? 404;
      const status = typeof answer === 'number' ? answer : 200;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    for (const alg of algorithms) await issuer.add(alg);
    issuer.describe({});
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  describe(change: object): void {
    this.answers.set(documentPath, { issuer: this.url, jwks_uri: `${this.url}/keys`, ...change });
  }

  /** Publishes one more key; its `kid`. */
  async add(alg: string, change: Partial<JWK> = {}): Promise<string> {
    const kid = randomUUID();
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    this.keys.set(kid, { alg, privateKey });
    this.publish([...this.published, { ...(await exportJWK(publicKey)), kid, alg, use: 'sig', ...change }]);
    return kid;
  }

  /** One key takes the place of all others. */
  async rotate(alg: string): Promise<void> {
    this.publish([]);
    this.keys.clear();
    await this.add(alg);
  }

  /** Of an auditor of both companies and the identity app for an hour, signed with the last key of `alg`. */
  token(change: JWTPayload = {}, alg = 'ES256', typ?: string): Promise<string> {
    const [kid, key] = [...this.keys].findLast(([, each]) => each.alg === alg)!;
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: this.url, aud: 'realname', sub: 'u1', name: '审计员', iat: now, exp: now + 3_600 };
    const rights = { roles: ['auditor'], companies: ['0038', '0039', 'identity'], branches: ['*'] };
    return new SignJWT({ ...claims, ...rights, ...change })
      .setProtectedHeader({ alg, kid, ...(typ && { typ }) })
      .sign(key!.privateKey);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private publish(keys: JWK[]): void {
    this.published = keys;
    this.answers.set('/keys', { keys });
  }
}
