import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { WriteGate } from '../crashes/write-gate.js';
import { type RunningProcess } from '../servers/running-service.js';

/**
 * What befalls one of a command's writing calls, the first or a later one: the service dies in the middle of it, before
 * one of its writes, and the call is repeated; it is sent three times at once as one call; twice as two calls.
 */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'crash'; readonly call: number; readonly passes: number }
  | { readonly kind: 'repeats'; readonly call: number }
  | { readonly kind: 'race' };

/** Mostly the first call: most steps have one. */
const call = fc.constantFrom(0, 0, 0, 1);
/** Few calls write more rows. */
const passes = fc.nat({ max: 7 });
/** A restart takes seconds: one crash in sixty steps. */
export const faults: fc.Arbitrary<Fault> = fc.oneof(
  { withCrossShrink: true },
  { weight: 51, arbitrary: fc.constant<Fault>({ kind: 'none' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), call, passes }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('repeats' as const), call }) },
  { weight: 4, arbitrary: fc.constant<Fault>({ kind: 'race' }) },
);

export interface Crashable {
  readonly service: RunningProcess;
  readonly gate: WriteGate;
}

/** Does the work with the fault on the way. A crash that no call was there for comes after it. */
export const withFault = async (fault: Fault, real: Crashable, work: () => Promise<void>): Promise<void> => {
  if (fault.kind === 'none') return work();
  const { fetch } = globalThis;
  let writes = 0;
  let met = false;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!isWrite(request, fault) || writes++ !== ('call' in fault ? fault.call : 0)) return fetch(request);
    met = true;
    return suffer(fault, real, await copies(request, fetch));
  };
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
  if (fault.kind === 'crash' && !met) await real.service.crash();
};

type Send = (headers?: Readonly<Record<string, string>>) => Promise<Response>;

/** Sends the same request, as often as it is asked to. */
const copies = async (request: Request, fetch: typeof globalThis.fetch): Promise<Send> => {
  const { url, method } = request;
  const body = await request.arrayBuffer();
  return (more = {}) => {
    const headers = new Headers(request.headers);
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    return fetch(url, { method, headers, ...(body.byteLength > 0 && { body }) });
  };
};

/** A message that was lost with the service is not sent again (V4.3): such a call is left to the tests of crashes. */
const isWrite = ({ method, url }: Request, { kind }: Fault): boolean => {
  const { pathname } = new URL(url);
  if (method === 'GET' || !pathname.startsWith('/v1/') || pathname === '/v1/captchas') return false;
  return kind === 'repeats' || !pathname.endsWith('/sms-codes');
};

const suffer = async (fault: Fault, { gate }: Crashable, send: Send): Promise<Response> => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  if (fault.kind === 'crash') {
    await gate.crashDuring(() => send(key), fault.passes);
    return send(key);
  }
  const answers = await Promise.all(fault.kind === 'repeats' ? [send(key), send(key), send(key)] : [send(), send()]);
  for (const { status } of answers) expect(status).toBeLessThan(500);
  if (fault.kind === 'repeats') {
    const [first, ...others] = await Promise.all(answers.map(told));
    for (const other of others) expect(other).toBe(first);
  }
  // Of two that are taken the first one creates, 201, and the other finds it, 200.
  return answers.filter(({ ok }) => ok).sort((a, b) => b.status - a.status)[0] ?? answers[0]!;
};

/** Of refusals for a quota each may name its own instant. */
const told = async (answer: Response): Promise<string> =>
  answer.status === 429 ? '429' : `${answer.status} ${Buffer.from(await answer.clone().arrayBuffer()).toString()}`;
