import { setTimeout as sleep } from 'node:timers/promises';
import type { Gate } from './gate.js';

/** What a call met: how the server went away, and after how many packets of the service to it. */
export interface Outage {
  readonly how: 'close' | 'freeze';
  readonly packets: number;
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
    private readonly gate: Gate,
    /** What the n-th write meets. */
    private readonly plan: (call: number) => Outage,
    private readonly meanwhile: () => Promise<void> = async () => {},
  ) {}

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (request.method === 'GET') return fetch(request);
    const { method, headers, url } = request;
    const body = await request.arrayBuffer();
    const send = () => fetch(url, { method, headers, ...(body.byteLength > 0 && { body }) });

    const outage = this.plan(this.calls++);
    this.gate.after(outage.packets, outage.how);
    const began = performance.now();
    const first = await send();
    const took = performance.now() - began;
    const problem = first.ok ? undefined : await first.clone().json();
    const call = `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')}`;
    const retryAfter = first.headers.get('retry-after');
    this.met.push({ ...outage, call, status: first.status, code: problem?.code, retryAfter, took });
    if (outage.packets === 0) await this.meanwhile();
    await this.gate.open();
    return first.ok ? first : this.repeated(send);
  };

  /** @throws Error when the service has not come back within 30 s */
  private async repeated(send: () => Promise<Response>): Promise<Response> {
    for (const end = performance.now() + 30_000; ; await sleep(100)) {
      const again = await send();
      if (again.status !== 503 || performance.now() > end) return again;
      await again.arrayBuffer();
    }
  }
}
