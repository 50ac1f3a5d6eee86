// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import { asItIs, type Decider, type EventSchema, type Fact } from '../shared/decider.js';
import { type Held, type Personal, text } from '../shared/personal.js';
import type { PhotoKind } from '../shared/profile.js';
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
  | Fact<
      'EvidenceExported',
      {
        readonly changeRequestId: string;
        readonly reason: Personal<string, H>;
        /** Of the archive's manifest, hex; absent before version 2. */
        readonly manifestSha256?: string;
      }
    >
  /** An auditor of everything read entries of the log: the first time on a day, from this bundle on. */
  | Fact<'LogEntriesRead', { readonly from: number }>
  /** A reviewer opened a submitted request, which shows the new values clear, or one of its photos (F22). */
  | Fact<'ChangeRequestShown', { readonly changeRequestId: string }>
  | Fact<
      'ChangeRequestPhotoShown',
      { readonly changeRequestId: string; readonly which: 'onFile' | 'submitted'; readonly kind: PhotoKind }
    >
  /** The agent in a call looked at a photo on file (F26). */
  | Fact<'CallPhotoShown', { readonly verificationId: string; readonly kind: PhotoKind }>
  /** An operator asked whether an ID number has a user; `subject` is its keyed HMAC. */
  | Fact<'IdentityUserSearched', { readonly subject: string; readonly found: boolean }>
  /**
   * An operator passed a person's request for deletion on (P2); the person's own streams bear the erasure's id. None waited
   * for a second operator before version 2.
   */
  | Fact<
      'ErasureRequested',
      {
        readonly erasureId: string;
        readonly app: 'futures' | 'identity';
        readonly outcome: 'erased' | 'restricted' | 'waiting';
        readonly reason: Personal<string, H>;
      }
    >
  /**
   * Somebody at the servers changed something by the command line. It is written before it is done, so that what broke off is on
   * record too; the acceptance of a fork after it, which keeps its reason itself. `on` names what it was done to: a worker, an event's place, an account by its id; never a person (P1).
   */
  | Fact<'OperatorActed', { readonly command: string; readonly on: string; readonly reason: Personal<string, H> }>;

export const auditTrailSchema = {
  StreamsSearched: { version: 1, personal: { reason: text } },
  PersonalDataRevealed: { version: 1, personal: { reason: text } },
  AccountChangesRead: { version: 1, personal: {} },
  EvidenceExported: { version: 2, personal: { reason: text }, upcasts: [asItIs] },
  LogEntriesRead: { version: 1, personal: {} },
  ChangeRequestShown: { version: 1, personal: {} },
  ChangeRequestPhotoShown: { version: 1, personal: {} },
  CallPhotoShown: { version: 1, personal: {} },
  IdentityUserSearched: { version: 1, personal: {} },
  ErasureRequested: { version: 2, personal: { reason: text }, upcasts: [asItIs] },
  OperatorActed: { version: 1, personal: { reason: text } },
} as const satisfies EventSchema<AuditTrailEvent<'sealed'>>;

/** Every act is a fact; nothing is refused and nothing needs remembering. */
export const auditTrail: Decider<AuditTrailEvent, AuditTrailEvent, null> = {
  category: 'AuditTrail',
  initialState: null,
  decide: (act) => [act],
  evolve: () => null,
};
