import type { Instant } from '../../domain/shared/instant.js';

export interface KeptResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact body, base64. */
  readonly body: string;
}

export type IdempotencyRecord =
  /** `startedAt` is the first attempt's instant: a repeat after a crash works with it. */
  | { readonly state: 'started'; readonly startedAt: Instant; readonly attempt: 'first' | 'repeat' }
  | { readonly state: 'running' }
  | { readonly state: 'finished'; readonly response: KeptResponse }
  | { readonly state: 'other-request' };

/** Keeps the first response of a call with an `Idempotency-Key` for 24 hours. Keys are HMACs, responses sealed. */
export abstract class IdempotencyRecords {
  /**
   * Begins, or finds, the call `key`. `started` gives the caller the work, with a lease of `leaseMs` that another
   * attempt may take over when its holder died; `running` means somebody alive holds it.
   */
  abstract begin(key: string, requestHmac: string, at: Instant, expiresAt: Instant): Promise<IdempotencyRecord>;
  abstract finish(key: string, response: KeptResponse): Promise<void>;
  /** Forgets a call whose response is not kept (429, 5xx), keeping `startedAt` for the repeat. */
  abstract abandon(key: string): Promise<void>;
}
