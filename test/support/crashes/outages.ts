import { setTimeout as sleep } from 'node:timers/promises';
import { hangLimit } from '../hang-limit.js';
/** What a call met: how the server went away, and after how many packets of the service to it. */
export interface Outage {
  readonly how: 'close' | 'freeze';
  readonly packets: number;
}

/** A server that can be made to go away, at once or in a moment, and to come back. */
export interface Fragile {
  after(packets: number, how: Outage['how']): unknown;
  open(): Promise<void>;
}

export interface Met extends Outage {
  readonly call: string;
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  /** Milliseconds until the answer. */
  readonly took: number;
}

/**
 * A `fetch` during whose writes a server goes away. The server comes back once the write is answered, and the very same
 * request is sent again until it succeeds, as a client does.
 */
export class Outages {
  readonly met: Met[] = [];
  private calls = 0;

  constructor(
    private readonly server: Fragile,
    /** What the n-th write meets. */
    private readonly plan: (call: number) => Outage | undefined,
    private readonly meanwhile: () => Promise<void> = async () => {},
  ) {}

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    // A write may have had its answer while the server was away: what is read next waits until it is back.
    if (request.method === 'GET') return this.untilBack(() => fetch(request.clone()));
    const { method, headers, url } = request;
    const body = await request.arrayBuffer();
    const send = () => fetch(url, { method, headers, ...(body.byteLength > 0 && { body }) });

    const outage = this.plan(this.calls++);
    if (!outage) return this.untilBack(send);
    const began = performance.now();
    const [first] = await Promise.all([send(), this.server.after(outage.packets, outage.how)]);
    const took = performance.now() - began;
    const problem = first.ok ? undefined : await first.clone().json();
    const call = `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')}`;
    const retryAfter = first.headers.get('retry-after');
    this.met.push({ ...outage, call, status: first.status, code: problem?.code, retryAfter, took });
    if (outage.packets === 0) await this.meanwhile();
    await this.server.open();
    return first.ok ? first : this.untilBack(send);
  };

  /** @throws Error when the service has not come back within minutes */
  private async untilBack(send: () => Promise<Response>): Promise<Response> {
    for (const end = performance.now() + hangLimit; ; await sleep(100)) {
      const again = await send();
      if (again.status !== 503 || performance.now() > end) return again;
      await again.arrayBuffer();
    }
  }
}
