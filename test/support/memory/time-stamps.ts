import { type TimeStamp, TimeStamps } from '../../../src/application/ports/time-stamps.js';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

/** An authority that stamps with its own clock, and signs nothing. */
export class MemoryTimeStamps extends TimeStamps {
  override readonly roots = '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n';
  /** What it stamped. */
  readonly stamped: string[] = [];
  isAway = false;

  constructor(private readonly clock: { now(): Instant }) {
    super();
  }

  override async stamp(data: Uint8Array): Promise<TimeStamp> {
    if (this.isAway) throw new DependencyUnavailable('time-stamping authority');
    this.stamped.push(Buffer.from(data).toString());
    return { response: Buffer.from(`stamp ${this.stamped.length}`), at: this.clock.now() };
  }
}
