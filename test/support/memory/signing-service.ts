import { randomUUID } from 'node:crypto';
import type { CertificateAuthority, SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { expiresAt, issuedAt, newAuthority, newSerial, sha256, signedAt } from '../../unit/pki/pki.fixture.js';
import { json, problem } from '../people/answering.js';

interface Issued {
  readonly serial: string;
  readonly certificate: string;
  readonly chain: string;
  readonly notAfter: string;
}

interface Session {
  readonly id: string;
  readonly toBeSigned: Uint8Array;
}

type Handler = (request: Request, parts: readonly string[]) => Promise<Response>;

/**
 * The calls that a device certifies and signs by, as docs/api.md has them, in memory: a passed verification is good for one key, a
 * signing session for one signature, and an `Idempotency-Key` for one answer.
 */
export class SigningService {
  readonly documents: Readonly<Record<string, Buffer>> = {
    changeApplication: Buffer.from('<p>《个人信息变更申请》</p>'),
    certificateResponsibility: Buffer.from('<p>《个人数字责任证书》</p>'),
  };
  /** Certificates that were issued, the one in force last. */
  readonly issued: (Issued & { readonly verificationId: string; readonly publicKey: Buffer })[] = [];
  /** How often each document was signed. */
  readonly signed = new Map<string, number>();
  passesAreGood = true;
  /** Whether sessions come to their end before their signatures come. */
  sessionsExpire = false;
  private readonly sessions = new Map<string, Session>();
  private readonly kept = new Map<string, { readonly text: string; readonly response: Response }>();

  private constructor(
    private readonly authority: CertificateAuthority,
    private readonly signatures: SignatureFormat,
  ) {}

  static async start(): Promise<SigningService> {
    const { authority, signatures } = await newAuthority();
    return new SigningService(authority, signatures);
  }

  async answer(request: Request): Promise<Response> {
    const key = request.headers.get('idempotency-key');
    const text = `${request.method} ${request.url} ${await request.clone().text()}`;
    const kept = key === null ? undefined : this.kept.get(key);
    if (kept) return kept.text === text ? kept.response.clone() : problem(422, 'idempotency.key-reused');
    const response = await this.handle(request);
    if (key !== null) this.kept.set(key, { text, response: response.clone() });
    return response;
  }

  private handle(request: Request): Promise<Response> {
    const call = `${request.method} ${new URL(request.url).pathname.replace(/^\/v1\/futures/, '')}`;
    for (const [pattern, handler] of this.routes) {
      const match = pattern.exec(call);
      if (match) return handler(request, match.slice(1));
    }
    throw new Error(`no ${call}`);
  }

  private readonly routes: readonly (readonly [RegExp, Handler])[] = [
    [/^POST \/certificates$/, (request) => this.issue(request)],
    [/^GET \/certificates\/current$/, async () => this.current()],
    [/^GET \/change-requests\/1$/, async () => json(200, this.request())],
    [/^GET \/change-requests\/1\/agreements$/, async () => json(200, { items: this.listed() })],
    [/^GET \/change-requests\/1\/agreements\/(\w+)$/, async (_, [id]) => new Response(this.documents[id!] as BlobPart)],
    [/^POST \/change-requests\/1\/agreements\/(\w+)\/signing-sessions$/, async (_, [id]) => this.open(id!)],
    [/^PUT \/change-requests\/1\/agreements\/(\w+)\/signature$/, (request, [id]) => this.sign(request, id!)],
  ];

  private async issue(request: Request): Promise<Response> {
    const { verificationId, csr } = (await request.json()) as { verificationId: string; csr: string };
    const read = await this.authority.readRequest(csr);
    const publicKey = Buffer.from(read.publicKey);
    const before = this.issued.find((issued) => issued.verificationId === verificationId);
    if (before && !before.publicKey.equals(publicKey)) return problem(409, 'verification.used');
    if (!this.passesAreGood) return problem(422, 'verification.expired');
    if (before) return json(200, before);
    const serial = newSerial();
    const subject = randomUUID();
    const { certificate } = await this.authority.issue({
      csr: read.csr,
      serial,
      subject,
      publicKey,
      notBefore: issuedAt,
      notAfter: expiresAt,
    });
    const issued = { serial, certificate, chain: this.authority.chainOf(certificate), notAfter: expiresAt };
    this.issued.push({ ...issued, verificationId, publicKey });
    return json(201, issued);
  }

  private current(): Response {
    const issued = this.issued.at(-1);
    return issued ? json(200, { ...issued, state: 'active', thisDevice: true }) : problem(404, 'certificate.not-found');
  }

  private request() {
    return { id: '1', step: this.listed().every(({ signed }) => signed) ? 'submission' : 'agreements' };
  }

  private listed() {
    return Object.entries(this.documents).map(([documentId, bytes]) => ({
      documentId,
      sha256: sha256(bytes),
      signed: this.signed.has(documentId),
    }));
  }

  private open(documentId: string): Response {
    const { certificate } = this.issued.at(-1)!;
    const digest = sha256(this.documents[documentId]!);
    const toBeSigned = this.signatures.toBeSigned({ sha256: digest, signingTime: signedAt, certificate });
    const session = { id: randomUUID(), toBeSigned };
    this.sessions.set(documentId, session);
    return json(201, {
      signingSessionId: session.id,
      toBeSigned: Buffer.from(toBeSigned).toString('base64'),
      sha256: digest,
    });
  }

  private async sign(request: Request, documentId: string): Promise<Response> {
    const { signingSessionId, signature } = (await request.json()) as { signingSessionId: string; signature: string };
    const session = this.sessions.get(documentId);
    if (this.sessionsExpire || session?.id !== signingSessionId) return problem(422, 'signing-session.expired');
    this.sessions.delete(documentId);
    const { certificate } = this.issued.at(-1)!;
    const { toBeSigned } = session;
    const good = await this.signatures.verify({ toBeSigned, signature: Buffer.from(signature, 'base64'), certificate });
    if (!good) return problem(422, 'signature.invalid');
    this.signed.set(documentId, (this.signed.get(documentId) ?? 0) + 1);
    return json(200, this.request());
  }
}
