import { type ApiProblem, type ProblemCode, problemOf, type Result } from './answers.js';
import { ConnectionError } from './connection.js';
import { pause } from './pause.js';

/** What time is taken from, in milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after so long, or once `signal` aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface RepeatOptions {
  /** Ends the call and its repeats: they reject with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds from the first attempt after which nothing is sent again; 60,000. */
  readonly giveUpAfter?: number;
  /** The device's own unless given. */
  readonly clock?: Clock;
}

const deviceClock: Clock = { now: () => performance.now(), wait: pause };

/** Between attempts whose answer names no `Retry-After`: twice as long each time. Milliseconds. */
const [shortest, longest] = [1000, 8000];

/** What goes by when it is sent again as it is (docs/journeys.md, "On every screen"). */
const passing: readonly ProblemCode[] = [
  'request.rate-limited',
  'dependency.unavailable',
  'projection.lagging',
  'request.in-progress',
];
/** The same of a proxy, which names no code. */
const passingStatuses = [429, 502, 503, 504];

/**
 * Whether a refusal goes by: the same may be granted when it is sent again as it is, with the same `Idempotency-Key`. What a
 * read-only service refuses, it always refuses.
 */
export const isPassing = ({ code, status, body }: ApiProblem): boolean => {
  if (code === 'unknown') return passingStatuses.includes(status);
  return passing.includes(code) && body.rule !== 'read-only';
};

/** The refusal of a call that may be granted later; undefined for every other outcome. */
export const passingProblem = (result: Result): ApiProblem | undefined => {
  const problem = result.response.ok ? undefined : problemOf(result);
  return problem && isPassing(problem) ? problem : undefined;
};

/**
 * Makes a call, and makes it again while its refusal goes by or no answer comes: after `Retry-After`, else after a second, two,
 * four and then eight. Resolves to its last outcome as the call would.
 * @throws ConnectionError when no answer came to the last attempt
 */
export const repeated = async <R extends Result>(
  attempt: () => Promise<R>,
  options: RepeatOptions = {},
): Promise<R> => {
  const { signal, giveUpAfter = 60_000, clock = deviceClock } = options;
  const end = clock.now() + giveUpAfter;
  for (let wait = shortest; ; wait = Math.min(2 * wait, longest)) {
    if (signal?.aborted) throw signal.reason;
    const outcome = await outcomeOf(attempt);
    if (!outcome.passes) return outcome.result;
    const next = outcome.retryAfter ?? wait;
    if (clock.now() + next > end) return outcome.settled();
    await clock.wait(next, signal);
  }
};

type Outcome<R> =
  | { readonly passes: false; readonly result: R }
  | { readonly passes: true; readonly retryAfter: number | undefined; settled(): R };

const outcomeOf = async <R extends Result>(attempt: () => Promise<R>): Promise<Outcome<R>> => {
  try {
    const result = await attempt();
    const problem = passingProblem(result);
    return problem
      ? { passes: true, retryAfter: problem.retryAfter, settled: () => result }
      : { passes: false, result };
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const settled = () => {
      throw error;
    };
    return { passes: true, retryAfter: undefined, settled };
  }
};
