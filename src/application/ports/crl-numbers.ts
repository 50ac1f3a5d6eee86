import type { Instant } from '../../domain/shared/instant.js';

/** Remembers the CRL that was issued last, so that numbers rise over restarts and instances (RFC 5280 §5.2.3). */
export abstract class CrlNumbers {
  /**
   * Number and thisUpdate of the CRL with this content: those of the last one while the content is the same and it is
   * younger than `maxAgeMs` (and not from the future, the clock having been moved back); else the next number and `now`.
   */
  abstract current(
    content: string,
    now: Instant,
    maxAgeMs: number,
  ): Promise<{ readonly number: bigint; readonly thisUpdate: Instant }>;
  /** thisUpdate of the last one; undefined before the first. */
  abstract lastUpdate(): Promise<Instant | undefined>;
}
