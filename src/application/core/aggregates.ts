import { auditTrail, auditTrailSchema } from '../../domain/audit-trail/audit-trail.js';
import { claim } from '../../domain/claim/decider.js';
import { claimSchema } from '../../domain/claim/events.js';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { customerAccountSchema } from '../../domain/customer-account/events.js';
import { digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { digitalCertificateSchema } from '../../domain/digital-certificate/events.js';
import { identityUser } from '../../domain/identity-user/decider.js';
import { identityUserSchema } from '../../domain/identity-user/events.js';
import { summarised } from '../../domain/identity-user/summary.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { profileChangeRequestSchema } from '../../domain/profile-change-request/events.js';
import type { AnyEventSchema, Decider, Fact } from '../../domain/shared/decider.js';
import { smsNumber } from '../../domain/sms-number/decider.js';
import { smsNumberSchema } from '../../domain/sms-number/events.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import { videoVerificationSchema } from '../../domain/video-verification/events.js';
import type { StoredEvent } from '../ports/event-store.js';

export interface Aggregate {
  readonly decider: Decider<unknown, Fact, unknown>;
  readonly schema: { readonly [type: string]: AnyEventSchema };
  /** Whose streams it has: a person's, found by an auditor by ID number, or nobody's. */
  readonly concerns: 'person' | 'nobody';
  /** Which events tell the whole state: a stream is read back to the last of them, else from its beginning. */
  readonly wholeState?: WholeState;
}

/** Every event by itself, or a summary that the command runner appends each `summaryEvery` events. */
export type WholeState =
  | { readonly by: 'every event' }
  | { readonly by: 'summary'; readonly type: string; readonly of: (state: unknown) => Fact | undefined };

export const summaryEvery = 100;

/** Every aggregate of the log: what lists event types or categories reads these rows. */
export const aggregates = [
  { decider: auditTrail, schema: auditTrailSchema, concerns: 'nobody', wholeState: { by: 'every event' } },
  { decider: claim, schema: claimSchema, concerns: 'nobody', wholeState: { by: 'every event' } },
  { decider: customerAccount, schema: customerAccountSchema, concerns: 'person' },
  { decider: digitalCertificate, schema: digitalCertificateSchema, concerns: 'person' },
  {
    decider: identityUser,
    schema: identityUserSchema,
    concerns: 'person',
    wholeState: { by: 'summary', type: 'IdentityUserSummarised', of: summarised },
  },
  { decider: profileChangeRequest, schema: profileChangeRequestSchema, concerns: 'person' },
  { decider: smsNumber, schema: smsNumberSchema, concerns: 'nobody' },
  { decider: videoVerification, schema: videoVerificationSchema, concerns: 'person' },
] as unknown as readonly Aggregate[];

const rows = new Map(aggregates.map((each) => [each.decider.category, each]));

export const wholeStateOf = (category: string): WholeState | undefined => rows.get(category)?.wholeState;

/** What carries the state on, where the category has summaries and there is one of such a state. */
export const summaryOf = (category: string, state: unknown): Fact | undefined => {
  const whole = wholeStateOf(category);
  return whole?.by === 'summary' ? whole.of(state) : undefined;
};

/** Whether the event tells the whole state. A summary of an older schema does not: the fold may have changed since. */
export const tellsAll = (whole: WholeState, { type, metadata }: Pick<StoredEvent, 'type' | 'metadata'>): boolean =>
  whole.by === 'every event' || (type === whole.type && metadata.schemaVersion === eventVersions.get(type));

const eventVersions = new Map(
  aggregates.flatMap(({ schema }) => Object.entries(schema).map(([type, { version }]) => [type, version] as const)),
);
