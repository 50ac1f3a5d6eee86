export interface Recorded {
  readonly call: string;
  readonly status: number;
  /** Milliseconds, of one clock for all. */
  readonly from: number;
  readonly to: number;
}

/** A `fetch` that notes each call: `POST /v1/captchas`, when it was sent, when and how it was answered. */
export const recordingFetch =
  (notes: Recorded[]): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const from = performance.now();
    const response = await fetch(request);
    notes.push({ call, status: response.status, from, to: performance.now() });
    return response;
  };
