import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleAll,
  handleWhen,
  type IPolicy,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { AbstractClient } from 'tencentcloud-sdk-nodejs-common';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { second } from '../../domain/shared/instant.js';

/** What the API answered: the data of the call, or the code of an error, e.g. `InvalidParameterValue.BizTokenExpired`. */
export type Answer<T> = { readonly data: T } | { readonly code: string };

/** No usable answer. `untouched`: the call has certainly had no effect. */
export class Unanswered extends DependencyUnavailable {
  constructor(
    dependency: string,
    readonly untouched: boolean,
    options?: ErrorOptions,
  ) {
    super(dependency, options);
    this.name = 'Unanswered';
  }
}

/** The API answered, but with what nobody can act on but the operator. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(`refused with ${code}`);
    this.name = 'Refusal';
  }
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Who is told what happens; nothing of it is personal. */
export interface Watch {
  breaker(dependency: string, state: BreakerState): void;
  refused(dependency: string, action: string, code: string): void;
}

export interface Limits {
  /** For one try. */
  readonly timeoutMs: number;
  /** Until the second and last try. */
  readonly retryAfterMs: number;
  /** Failures in a row after which no call is made for `breakMs`; then one call tries. */
  readonly breakAfter: number;
  readonly breakMs: number;
}

export const defaultLimits: Limits = {
  timeoutMs: 5 * second,
  retryAfterMs: 300,
  breakAfter: 5,
  breakMs: 10 * second,
};

export interface TencentCloudApi {
  /** Named in what is thrown, logged and counted. */
  readonly dependency: string;
  readonly client: Pick<AbstractClient, 'request'>;
  /** Whether a call that may have taken effect may be made again. */
  readonly repeatable: boolean;
  readonly watch: Watch;
  readonly limits?: Limits;
}

/** Calls of one product for one purpose: each try with an end, a second try where that is safe, a circuit breaker. */
export class TencentCloudCalls {
  private readonly policy: IPolicy;

  constructor(private readonly api: TencentCloudApi) {
    const { dependency, repeatable, watch, limits = defaultLimits } = api;
    const isSafe = (error: Error) =>
      !(error instanceof BrokenCircuitError) && (repeatable || (error instanceof Unanswered && error.untouched));
    const breaker = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(limits.breakAfter),
      halfOpenAfter: limits.breakMs,
    });
    breaker.onStateChange((state) => watch.breaker(dependency, states[state]));
    this.policy = wrap(
      retry(handleWhen(isSafe), { maxAttempts: 1, backoff: new ConstantBackoff(limits.retryAfterMs) }),
      breaker,
      timeout(limits.timeoutMs, TimeoutStrategy.Aggressive),
    );
  }

  /** @throws Unanswered when there is no answer, or the breaker lets no call through */
  async call<T>(action: string, parameters: object): Promise<Answer<T>> {
    try {
      return await this.policy.execute(({ signal }) => this.tryOnce<T>(action, parameters, signal));
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      throw new Unanswered(this.api.dependency, error instanceof BrokenCircuitError, { cause: error });
    }
  }

  /** What is to be thrown for a code that no outcome of the port stands for; the operator is told. */
  unavailable(action: string, code: string): DependencyUnavailable {
    this.api.watch.refused(this.api.dependency, action, code);
    return new DependencyUnavailable(this.api.dependency, { cause: new Refusal(code) });
  }

  private async tryOnce<T>(action: string, parameters: object, signal: AbortSignal): Promise<Answer<T>> {
    try {
      return { data: await this.api.client.request(action, parameters, { signal }) };
    } catch (cause) {
      const code = answeredCode(cause as SdkError);
      if (code !== undefined && !isOutage(code)) return { code };
      const untouched = code === undefined ? neverConnected.test((cause as Error).message) : isThrottled(code);
      throw new Unanswered(this.api.dependency, untouched, { cause });
    }
  }
}

const states: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

type SdkError = Error & { readonly code?: string; readonly requestId?: string };

/** An error of the API's carries the request's id; one with a code and without it is Node's. */
const answeredCode = ({ code, requestId }: SdkError) => (requestId ? code : undefined);

/** The SDK keeps nothing of a failed connection but its message. */
const neverConnected = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;
const isThrottled = (code: string) => code.startsWith('RequestLimitExceeded');
const isOutage = (code: string) => isThrottled(code) || /^(?:InternalError|ServiceUnavailable)\b/.test(code);
