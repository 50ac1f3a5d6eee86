// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, text } from '../shared/personal.js';
import type { Scope } from '../shared/scope.js';

export type FourEyesKind = 'futuresErasure' | 'identityErasure' | 'realNameLevel';

/** What one operator asks for, and another must confirm before it is done. */
export interface Proposal<H extends Held = 'opened'> {
  readonly kind: FourEyesKind;
  /** Ids of the customers, or of the user, whom it is about. */
  readonly subjects: readonly string[];
  readonly reason: Personal<string, H>;
  /** Id of the member of staff. */
  readonly proposedBy: string;
  /** Of the subjects: its auditors see the event. */
  readonly scope: Scope;
  readonly proposedAt: Instant;
  /** Nobody confirms it from then on. */
  readonly expiresAt: Instant;
}

export type FourEyesActEvent<H extends Held = 'opened'> =
  | Fact<'FourEyesActProposed', Proposal<H>>
  | Fact<
      'FourEyesActConfirmed',
      { readonly confirmedBy: string; readonly scope: Scope; readonly confirmedAt: Instant }
    >;

export const fourEyesActSchema = {
  FourEyesActProposed: { version: 1, personal: { reason: text } },
  FourEyesActConfirmed: { version: 1, personal: {} },
} as const satisfies EventSchema<FourEyesActEvent<'sealed'>>;
