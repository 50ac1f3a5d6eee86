import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Verdict {
  readonly decision: 'approved' | 'rejected' | 'pending';
  readonly reason?: string;
  /** Asks for polls. */
  readonly retryAfter?: number;
}

/** What goes wrong instead of an answer; `lost` files the submission first. */
export type Trouble = 'unavailable' | 'hanging' | 'lost' | 'garbage' | 'moved' | 'endless';

export interface Filed {
  readonly key: string;
  // biome-ignore lint/suspicious/noExplicitAny: what was sent is what the tests look at
  readonly submission: any;
}

type Answer = (status: number, json?: object, headers?: Readonly<Record<string, string>>) => void;

const replayWindowSeconds = 300;

/**
 * A company's review system as docs/operations.md asks for it: checks signature and age, files each submission once by
 * its `Idempotency-Key`, says to all of them what the test decided.
 */
export class CompanyReviewServer {
  /** Every call, with what it was answered: `POST 200`. */
  readonly calls: string[] = [];
  readonly filed: Filed[] = [];
  /** Calls that wait for the end of an answer. */
  hanging = 0;
  verdict: Verdict = { decision: 'pending' };
  trouble: Trouble | undefined;

  private constructor(
    readonly secret: string,
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async start(secret = 'secret of a company, long enough'): Promise<CompanyReviewServer> {
    const server = createServer((request, response) => void system.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const system = new CompanyReviewServer(secret, server, port);
    return system;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/review/change-requests`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Whether a message is the sender's and young; what a company's developers write from the documentation. */
  trusts(message: { method: string; path: string; body: string; signature: string }): boolean {
    const [, timestamp = '', hex = ''] = /^t=(\d{10}),v1=([0-9a-f]{64})$/.exec(message.signature) ?? [];
    const signed = `${timestamp}\n${message.method}\n${message.path}\n${message.body}`;
    const expected = createHmac('sha256', this.secret).update(signed).digest();
    const young = Math.abs(Date.now() / 1000 - Number(timestamp)) <= replayWindowSeconds;
    return young && hex.length === 64 && timingSafeEqual(expected, Buffer.from(hex, 'hex'));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url: path = '', headers } = request;
    const signature = String(headers['x-realname-signature']);
    const answer: Answer = (status, json, more = {}) => {
      this.calls.push(`${method} ${status}`);
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(json));
    };
    if (!this.trusts({ method, path, body, signature })) return answer(401);
    if (this.trouble && this.trouble !== 'lost') return this.fail(this.trouble, method, response, answer);
    const key = method === 'POST' ? String(headers['idempotency-key']) : path.slice('/review/change-requests/'.length);
    const known = this.filed.some((each) => each.key === key);
    if (method === 'POST' && !known) this.filed.push({ key, submission: JSON.parse(body) });
    else if (method === 'GET' && !known) return answer(404);
    if (this.trouble === 'lost') {
      this.calls.push(`${method} lost`);
      response.destroy();
      return;
    }
    const { retryAfter, ...verdict } = this.verdict;
    const polls: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    answer(verdict.decision === 'pending' ? 202 : 200, verdict, polls);
  }

  private fail(trouble: Exclude<Trouble, 'lost'>, method: string, response: ServerResponse, answer: Answer): void {
    if (trouble === 'hanging') {
      this.calls.push(`${method} hanging`);
      this.hanging++;
      response.once('close', () => this.hanging--);
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      return;
    }
    const wrong = {
      unavailable: [503],
      garbage: [200, { decision: 'perhaps' }],
      moved: [307, {}, { location: `${this.url}/elsewhere` }],
      endless: [200, { decision: 'approved', padding: 'x'.repeat(100_000) }],
    } as const satisfies { [trouble: string]: Parameters<Answer> };
    answer(...(wrong[trouble] as Parameters<Answer>));
  }
}
