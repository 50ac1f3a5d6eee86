import type { Clock } from '../../application/ports/clock.js';
import { type Instant, minute } from '../../domain/shared/instant.js';
import { aborted } from '../resilience/abort.js';

/** Hears the name of a process or a read model: whatever was put aside of it is tried again now. */
export const retryChannel = 'retry';

/** Looks for what is due again and again: when the last look said, when woken, and once a minute. */
export class RetryLoop {
  private woken = new AbortController();

  constructor(private readonly clock: Clock) {}

  wake(): void {
    this.woken.abort();
  }

  /** @param look answers when there is something to look for again; undefined when there is nothing */
  async run(signal: AbortSignal, look: () => Promise<Instant | undefined>): Promise<void> {
    while (!signal.aborted) {
      this.woken = new AbortController();
      const wake = AbortSignal.any([signal, this.woken.signal, AbortSignal.timeout(minute)]);
      const next = await look();
      await (next === undefined ? aborted(wake) : this.clock.waitUntil(next, wake));
    }
  }
}
