import type { Instant } from '../../domain/shared/instant.js';

/** What a time-stamping authority says: this existed by then (RFC 3161). */
export interface TimeStamp {
  /** The whole TimeStampResp, DER: what `openssl ts -verify` reads. Nothing of it is personal. */
  readonly response: Uint8Array;
  /** `genTime`, by the authority's clock. */
  readonly at: Instant;
}

/** Proof from outside of when something existed at the latest (RFC 3161, RFC 5816). */
export abstract class TimeStamps {
  /** Certificates, PEM, that time-stamps lead to. Undefined where there is no authority: times are this service's own word. */
  abstract readonly roots: string | undefined;
  /**
   * A time-stamp over the SHA-256 of `data`, already checked: its imprint, nonce and signature, and the certificate behind
   * it, which is for time-stamping alone, was valid then, and leads to `roots`.
   * @returns undefined where there is no authority
   * @throws DependencyUnavailable when it is away, refuses, or gives anything else
   */
  abstract stamp(data: Uint8Array): Promise<TimeStamp | undefined>;
}
