import { auditTrail, auditTrailSchema } from '../../domain/audit-trail/audit-trail.js';
import { claim } from '../../domain/claim/decider.js';
import { claimSchema } from '../../domain/claim/events.js';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { customerAccountSchema } from '../../domain/customer-account/events.js';
import { digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { digitalCertificateSchema } from '../../domain/digital-certificate/events.js';
import { identityUser } from '../../domain/identity-user/decider.js';
import { identityUserSchema } from '../../domain/identity-user/events.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { profileChangeRequestSchema } from '../../domain/profile-change-request/events.js';
import type { AnyEventSchema, Decider, Fact } from '../../domain/shared/decider.js';
import { smsNumber } from '../../domain/sms-number/decider.js';
import { smsNumberSchema } from '../../domain/sms-number/events.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import { videoVerificationSchema } from '../../domain/video-verification/events.js';

export interface Aggregate {
  readonly decider: Decider<unknown, Fact, unknown>;
  readonly schema: { readonly [type: string]: AnyEventSchema };
  /** Whose streams it has: a person's, found by an auditor by ID number, or nobody's. */
  readonly concerns: 'person' | 'nobody';
  /** The last event alone tells the state: however long a stream is, one event of it is read. */
  readonly latest?: true;
}

/** Every aggregate of the log: what lists event types or categories reads these rows. */
export const aggregates = [
  { decider: auditTrail, schema: auditTrailSchema, concerns: 'nobody', latest: true },
  { decider: claim, schema: claimSchema, concerns: 'nobody', latest: true },
  { decider: customerAccount, schema: customerAccountSchema, concerns: 'person' },
  { decider: digitalCertificate, schema: digitalCertificateSchema, concerns: 'person' },
  { decider: identityUser, schema: identityUserSchema, concerns: 'person' },
  { decider: profileChangeRequest, schema: profileChangeRequestSchema, concerns: 'person' },
  { decider: smsNumber, schema: smsNumberSchema, concerns: 'nobody' },
  { decider: videoVerification, schema: videoVerificationSchema, concerns: 'person' },
] as unknown as readonly Aggregate[];

const latest = new Set(aggregates.filter((each) => each.latest).map(({ decider }) => decider.category));

/** Whether the last event alone tells the state of this category's streams. */
export const isLatest = (category: string): boolean => latest.has(category);
