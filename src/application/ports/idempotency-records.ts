import type { Instant } from '../../domain/shared/instant.js';

export interface KeptResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact body, base64. */
  readonly body: string;
}

export type IdempotencyRecord =
  /**
   * `startedAt` is the first attempt's instant: a repeat after a crash works with it. `expiresAt`, when the key is free
   * again, tells this call from a later one with the same key.
   */
  | {
      readonly state: 'started';
      readonly startedAt: Instant;
      readonly expiresAt: Instant;
      readonly attempt: 'first' | 'repeat';
    }
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
  /** Keeps the response. @param subject whose it is (the name of the person's data key), for `deleteFor` */
  abstract finish(key: string, response: KeptResponse, subject?: string): Promise<void>;
  /** Lets go of a call that failed (5xx), keeping `startedAt` for the repeat: it may have written. */
  abstract abandon(key: string): Promise<void>;
  /** Forgets a call that came too often (429): the next one begins anew at its own instant, whatever it asks. */
  abstract forget(key: string): Promise<void>;
  /** Forgets the responses that were given to an erased subject (P2). */
  abstract deleteFor(subject: string): Promise<void>;
}
