export interface Figures {
  /** Operations per second over the whole run. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Runs `operation` with so many callers at once for about `ms` milliseconds, after a warm-up of a fifth of that. */
export const measure = async (
  callers: number,
  ms: number,
  operation: (caller: number, round: number) => Promise<unknown>,
): Promise<Figures> => {
  await run(callers, ms / 5, operation, 0);
  return run(callers, ms, operation, 1_000_000);
};

const run = async (
  callers: number,
  ms: number,
  operation: (caller: number, round: number) => Promise<unknown>,
  firstRound: number,
): Promise<Figures> => {
  const durations: number[] = [];
  const started = performance.now();
  const end = started + ms;
  const caller = async (index: number) => {
    for (let round = firstRound; performance.now() < end; round++) {
      const from = performance.now();
      await operation(index, round);
      durations.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  return { perSecond: (durations.length * 1000) / (performance.now() - started), ...percentiles(durations) };
};

export const percentiles = (durations: readonly number[]): { p50: number; p99: number } => {
  const at = quantilesOf(durations);
  return { p50: at(0.5), p99: at(0.99) };
};

/** The value below which a share of the values lies; NaN where there is none. */
export const quantilesOf = (values: readonly number[]): ((share: number) => number) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
