import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '../../application/ports/clock.js';
import { epochMs, type Instant, minute, toInstant } from '../../domain/shared/instant.js';

/** The machine's time. */
export class SystemClock extends Clock {
  private last = { ms: 0, instant: toInstant(0) };

  now(): Instant {
    const ms = Date.now();
    if (ms !== this.last.ms) this.last = { ms, instant: toInstant(ms) };
    return this.last.instant;
  }

  /** Looks again every minute: a timer holds 2^31 ms at most, and the machine's time may be set while it runs. */
  async waitUntil(until: Instant, signal: AbortSignal): Promise<void> {
    const end = epochMs(until);
    while (!signal.aborted) {
      const left = end - Date.now();
      if (left <= 0) return;
      await sleep(Math.min(left, minute), undefined, { signal }).catch(() => {});
    }
  }
}
