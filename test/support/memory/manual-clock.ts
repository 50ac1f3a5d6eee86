import { Clock } from '../../../src/application/ports/clock.js';
import { type Instant, plus } from '../../../src/domain/shared/instant.js';

/** A clock that stands still until it is moved. */
export class ManualClock extends Clock {
  private moved = new AbortController();

  constructor(private instant: Instant) {
    super();
  }

  now(): Instant {
    return this.instant;
  }

  advance(ms: number): void {
    this.set(plus(this.instant, ms));
  }

  set(instant: Instant): void {
    this.instant = instant;
    const { moved } = this;
    this.moved = new AbortController();
    moved.abort();
  }

  async waitUntil(until: Instant, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.instant < until) {
      const either = AbortSignal.any([signal, this.moved.signal]);
      await new Promise((resolve) => either.addEventListener('abort', resolve, { once: true }));
    }
  }
}
