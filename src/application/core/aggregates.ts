import { auditTrail, auditTrailSchema } from '../../domain/audit-trail/audit-trail.js';
import { claim } from '../../domain/claim/decider.js';
import { claimSchema } from '../../domain/claim/events.js';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { customerAccountSchema } from '../../domain/customer-account/events.js';
import { digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { digitalCertificateSchema } from '../../domain/digital-certificate/events.js';
import { fourEyesAct } from '../../domain/four-eyes-act/decider.js';
import { fourEyesActSchema } from '../../domain/four-eyes-act/events.js';
import { identityUser } from '../../domain/identity-user/decider.js';
import { identityUserSchema } from '../../domain/identity-user/events.js';
import { summarised } from '../../domain/identity-user/summary.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { profileChangeRequestSchema } from '../../domain/profile-change-request/events.js';
import type { AnyEventSchema, Decider, Fact } from '../../domain/shared/decider.js';
import { signatureTimeStamp } from '../../domain/signature-time-stamp/decider.js';
import { signatureTimeStampSchema } from '../../domain/signature-time-stamp/events.js';
import { smsNumber } from '../../domain/sms-number/decider.js';
import { smsNumberSchema } from '../../domain/sms-number/events.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import { videoVerificationSchema } from '../../domain/video-verification/events.js';
import type { StoredEvent } from '../ports/event-store.js';

export interface Aggregate {
  readonly decider: Decider<unknown, Fact, unknown>;
  readonly schema: { readonly [type: string]: AnyEventSchema };
  /** Whose its streams are: what is nobody's is seen by those who have every scope. */
  readonly whose: 'customer' | 'user' | 'staff' | 'nobody';
  /** What names the person whom a stream concerns: the stream itself, or `customerId` of its first event. Null: it concerns nobody. */
  readonly person: 'stream' | 'customerId' | null;
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
  { decider: auditTrail, schema: auditTrailSchema, whose: 'staff', person: null, wholeState: { by: 'every event' } },
  { decider: claim, schema: claimSchema, whose: 'nobody', person: null, wholeState: { by: 'every event' } },
  { decider: customerAccount, schema: customerAccountSchema, whose: 'customer', person: 'stream' },
  { decider: digitalCertificate, schema: digitalCertificateSchema, whose: 'customer', person: 'customerId' },
  { decider: fourEyesAct, schema: fourEyesActSchema, whose: 'staff', person: null },
  {
    decider: identityUser,
    schema: identityUserSchema,
    whose: 'user',
    person: 'stream',
    wholeState: { by: 'summary', type: 'IdentityUserSummarised', of: summarised },
  },
  { decider: profileChangeRequest, schema: profileChangeRequestSchema, whose: 'customer', person: 'customerId' },
  { decider: signatureTimeStamp, schema: signatureTimeStampSchema, whose: 'customer', person: 'customerId' },
  { decider: smsNumber, schema: smsNumberSchema, whose: 'nobody', person: null },
  { decider: videoVerification, schema: videoVerificationSchema, whose: 'customer', person: 'customerId' },
] as unknown as readonly Aggregate[];

const rows = new Map(aggregates.map((each) => [each.decider.category, each]));

/** The customer or user whom the event's stream concerns, where the event names them. */
export const personOf = ({ stream, data }: Pick<StoredEvent, 'stream' | 'data'>): string | undefined => {
  const dash = stream.indexOf('-');
  const named = rows.get(stream.slice(0, dash))?.person;
  if (named === 'stream') return stream.slice(dash + 1);
  return named === 'customerId' && typeof data.customerId === 'string' ? data.customerId : undefined;
};

/** @returns `nobody` for a category of a newer release */
export const whoseStream = (stream: string): Aggregate['whose'] =>
  rows.get(stream.slice(0, stream.indexOf('-')))?.whose ?? 'nobody';

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
