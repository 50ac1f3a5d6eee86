// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { Decider, EventSchema, Fact } from '../shared/decider.js';
import { type Held, type Personal, text } from '../shared/personal.js';
import type { Scope } from '../shared/scope.js';

/** What staff did: one stream per member of staff. */
export type AuditTrailEvent<H extends Held = 'opened'> = Act<H> & { readonly data: InScope };

/** Whom the act is shown to: auditors of the whole scope. Acts of before there were scopes have none: for who has every one. */
interface InScope {
  readonly scope?: Scope;
}

/** An act by itself. */
export type Act<H extends Held = 'opened'> =
  | Fact<'StreamsSearched', { readonly subject: string; readonly found: number; readonly reason: Personal<string, H> }>
  | Fact<
      'PersonalDataRevealed',
      { readonly stream: string; readonly from: string; readonly until: string; readonly reason: Personal<string, H> }
    >
  /** The company's system took over applied changes in clear (F22). */
  | Fact<'AccountChangesRead', { readonly companyCode: string; readonly count: number }>
  | Fact<'EvidenceExported', { readonly changeRequestId: string; readonly reason: Personal<string, H> }>
  /** An operator passed a person's request for deletion on (P2); the person's own streams bear the erasure's id. */
  | Fact<
      'ErasureRequested',
      {
        readonly erasureId: string;
        readonly app: 'futures' | 'identity';
        readonly outcome: 'erased' | 'restricted';
        readonly reason: Personal<string, H>;
      }
    >;

export const auditTrailSchema = {
  StreamsSearched: { version: 1, personal: { reason: text } },
  PersonalDataRevealed: { version: 1, personal: { reason: text } },
  AccountChangesRead: { version: 1, personal: {} },
  EvidenceExported: { version: 1, personal: { reason: text } },
  ErasureRequested: { version: 1, personal: { reason: text } },
} as const satisfies EventSchema<AuditTrailEvent<'sealed'>>;

/** Every act is a fact; nothing is refused and nothing needs remembering. */
export const auditTrail: Decider<AuditTrailEvent, AuditTrailEvent, null> = {
  category: 'AuditTrail',
  initialState: null,
  decide: (act) => [act],
  evolve: () => null,
};
