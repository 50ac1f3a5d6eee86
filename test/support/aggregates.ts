import { auditTrail, auditTrailSchema } from '../../src/domain/audit-trail/audit-trail.js';
import { claim } from '../../src/domain/claim/decider.js';
import { claimSchema } from '../../src/domain/claim/events.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { customerAccountSchema } from '../../src/domain/customer-account/events.js';
import { digitalCertificate } from '../../src/domain/digital-certificate/decider.js';
import { digitalCertificateSchema } from '../../src/domain/digital-certificate/events.js';
import { identityUser } from '../../src/domain/identity-user/decider.js';
import { identityUserSchema } from '../../src/domain/identity-user/events.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import { profileChangeRequestSchema } from '../../src/domain/profile-change-request/events.js';
import type { AnyEventSchema, Decider, Fact } from '../../src/domain/shared/decider.js';
import { smsNumber } from '../../src/domain/sms-number/decider.js';
import { smsNumberSchema } from '../../src/domain/sms-number/events.js';
import { videoVerification } from '../../src/domain/video-verification/decider.js';
import { videoVerificationSchema } from '../../src/domain/video-verification/events.js';

/** Any aggregate, for tests that hold for all of them. */
export interface Aggregate {
  readonly decider: Decider<unknown, Fact, unknown>;
  readonly schema: { readonly [type: string]: AnyEventSchema };
}

export const aggregates = [
  { decider: auditTrail, schema: auditTrailSchema },
  { decider: claim, schema: claimSchema },
  { decider: customerAccount, schema: customerAccountSchema },
  { decider: digitalCertificate, schema: digitalCertificateSchema },
  { decider: identityUser, schema: identityUserSchema },
  { decider: profileChangeRequest, schema: profileChangeRequestSchema },
  { decider: smsNumber, schema: smsNumberSchema },
  { decider: videoVerification, schema: videoVerificationSchema },
] as unknown as readonly Aggregate[];

/** @throws Error when no aggregate has such events */
export const aggregateOf = (type: string): Aggregate => {
  const found = aggregates.find(({ schema }) => type in schema);
  if (!found) throw new Error(`no aggregate has ${type}`);
  return found;
};

export const foldAll = (facts: readonly Fact[]): unknown => {
  const { decider } = aggregateOf(facts[0]!.type);
  return facts.reduce(decider.evolve, decider.initialState);
};
