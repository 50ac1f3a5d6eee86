import { second } from '../../domain/shared/instant.js';

/** Milliseconds after which a wait ends in any case: whoever raises may not have heard of a reason to. */
const longestWait = 2 * second;

/** A flag that somebody raises and somebody else waits for; raising it several times before it is looked at counts once. */
export class Signal {
  private up = false;
  private wake: () => void = () => {};

  constructor(
    private readonly abort: AbortSignal,
    private readonly most = longestWait,
  ) {
    abort.addEventListener('abort', () => this.wake(), { once: true });
  }

  raise(): void {
    this.up = true;
    this.wake();
  }

  /** Resolves true when raised (and lowers it) or after `most` milliseconds, false when aborted. */
  async raised(): Promise<boolean> {
    if (!this.up && !this.abort.aborted) await this.woken();
    this.up = false;
    return !this.abort.aborted;
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.most);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What several sources yield, as it comes; ends when the first of them ends. */
export async function* merged<T>(sources: readonly AsyncIterable<T>[]): AsyncIterable<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const pull = (index: number) => iterators[index]!.next().then((result) => ({ index, result }));
  const pending = iterators.map((_, index) => pull(index));
  try {
    for (;;) {
      const { index, result } = await Promise.race(pending);
      if (result.done) return;
      pending[index] = pull(index);
      yield result.value;
    }
  } finally {
    for (const iterator of iterators) void iterator.return?.();
  }
}
