import { createApi, type DeviceStorage, MemoryDeviceStorage } from '@realname/client';
import { HastyClock } from '../memory/hasty-clock.js';
import type { SigningService } from '../memory/signing-service.js';
import { broken, problem } from './answering.js';

/** What may go wrong with one call. */
export const misfortunes = {
  'its connection broken': () => Promise.reject(broken()),
  'its answer lost': async (answer) => {
    await answer();
    throw broken();
  },
  'too many calls of its address': async () => problem(429, 'request.rate-limited', { 'retry-after': '2' }),
  'the service away': async () => problem(503, 'dependency.unavailable', { 'retry-after': '2' }),
  'its attempt still running': async (answer) => {
    await answer();
    return problem(409, 'request.in-progress');
  },
} as const satisfies Record<string, (answer: () => Promise<Response>) => Promise<Response>>;

/** Thrown where a page ends: it is closed or loaded anew. */
export class PageEnded extends Error {}

/**
 * A page with a service and what the device keeps. `step` is told of each thing that it does, a call or a write to the storage,
 * before and after; `befall` may do something else with a call, by its number.
 */
export const pageOf = (
  service: SigningService,
  kept: MemoryDeviceStorage,
  options: { befall?: (call: number) => keyof typeof misfortunes | undefined; step?: () => void } = {},
) => {
  const { befall = () => undefined, step = () => {} } = options;
  const leaving = new AbortController();
  const calls: string[] = [];
  const stepped = () => {
    try {
      step();
    } catch (ended) {
      leaving.abort(ended);
      throw ended;
    }
  };
  const fetch = async (request: Request) => {
    stepped();
    const number = calls.push(`${request.method} ${request.url.split('/v1/futures/')[1]}`);
    const misfortune = befall(number);
    const answer = () => service.answer(request);
    const response = await (misfortune ? misfortunes[misfortune](answer) : answer());
    stepped();
    return response;
  };
  const storage: DeviceStorage = {
    get: (name) => kept.get(name),
    alone: (name, work) => kept.alone(name, work),
    set: async (name, value) => {
      stepped();
      await kept.set(name, value);
      stepped();
    },
  };
  const api = createApi({ baseUrl: 'http://service', fetch: fetch as typeof globalThis.fetch });
  return { api, storage, calls, clock: new HastyClock(), signal: leaving.signal };
};

/** Ends a page at its n-th step; `reached` tells whether it had so many. */
export const endingAt = (n: number) => {
  let steps = 0;
  const step = () => {
    if (++steps === n) throw new PageEnded();
  };
  return { step, reached: () => steps >= n };
};
