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

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Who is told what happens; nothing of it is personal. */
export interface ProviderWatch {
  breaker(dependency: string, state: BreakerState): void;
  refused(dependency: string, action: string, code: string): void;
}

/** In milliseconds, but for `breakAfter`. */
export interface Limits {
  /** For one try. */
  readonly timeoutMs: number;
  /** Until the second and last try. */
  readonly retryAfterMs: number;
  /** Failures in a row after which no call is made for `breakMs`; then one call tries. */
  readonly breakAfter: number;
  readonly breakMs: number;
}

export const defaultLimits: Limits = { timeoutMs: 5_000, retryAfterMs: 300, breakAfter: 5, breakMs: 10_000 };

interface Provider {
  /** Named in what is logged and counted. */
  readonly dependency: string;
  readonly watch: Pick<ProviderWatch, 'breaker'>;
  readonly limits?: Limits | undefined;
  /** Whether a call that failed so may be made again. */
  readonly isSafe: (error: Error) => boolean;
}

/** How a provider is called: each try with an end, a second try where that is safe, a circuit breaker. */
export const providerPolicy = ({ dependency, watch, limits = defaultLimits, isSafe }: Provider): IPolicy => {
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(limits.breakAfter),
    halfOpenAfter: limits.breakMs,
  });
  breaker.onStateChange((state) => watch.breaker(dependency, states[state]));
  return wrap(
    retry(
      handleWhen((error) => !isBroken(error) && isSafe(error)),
      { maxAttempts: 1, backoff: new ConstantBackoff(limits.retryAfterMs) },
    ),
    breaker,
    timeout(limits.timeoutMs, TimeoutStrategy.Aggressive),
  );
};

/** Whether no call was made, the provider being left alone. */
export const isBroken = (error: unknown): boolean => error instanceof BrokenCircuitError;

const states: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};
