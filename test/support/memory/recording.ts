import { setTimeout as sleep } from 'node:timers/promises';

export interface Recorded {
  readonly call: string;
  /** Of the answer that counted: never 503. */
  readonly status: number;
  /** Milliseconds, of one clock for all: from the first time it was sent to the answer that counted. */
  readonly from: number;
  readonly to: number;
}

/**
 * A `fetch` that notes each call: `POST /v1/captchas`, when it was sent, when and how it was answered. A call that is
 * answered 503, as on a machine that is loaded, is sent again unchanged when `Retry-After` says so.
 */
export const recordingFetch =
  (notes: Recorded[]): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const from = performance.now();
    let response = await fetch(request.clone());
    while (response.status === 503) {
      await sleep(Number(response.headers.get('retry-after') ?? 1) * 1_000);
      response = await fetch(request.clone());
    }
    notes.push({ call, status: response.status, from, to: performance.now() });
    return response;
  };
