import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';

/** `owner` and `replaces` are stream names; `scope` says what is unique, never its value (P1). */
export type ClaimTaken = Fact<
  'ClaimTaken',
  { readonly scope: string; readonly owner: string; readonly replaces: string | null; readonly at: Instant }
>;
export type ClaimReleased = Fact<'ClaimReleased', { readonly owner: string; readonly at: Instant }>;

export type ClaimEvent = ClaimTaken | ClaimReleased;

export const claimSchema = {
  ClaimTaken: { version: 1, personal: {} },
  ClaimReleased: { version: 1, personal: {} },
} as const satisfies EventSchema<ClaimEvent>;
