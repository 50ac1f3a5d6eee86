import { auditTrailSchema } from '../../domain/audit-trail/audit-trail.js';
import { claimSchema } from '../../domain/claim/events.js';
import { customerAccountSchema } from '../../domain/customer-account/events.js';
import { digitalCertificateSchema } from '../../domain/digital-certificate/events.js';
import { identityUserSchema } from '../../domain/identity-user/events.js';
import { profileChangeRequestSchema } from '../../domain/profile-change-request/events.js';
import type { AnyEventSchema } from '../../domain/shared/decider.js';
import { smsNumberSchema } from '../../domain/sms-number/events.js';
import { videoVerificationSchema } from '../../domain/video-verification/events.js';
import type { Json } from '../ports/json.js';

/** Every event type of the log: its schema version, personal fields and upcasts. */
export const eventCatalogue = {
  ...auditTrailSchema,
  ...claimSchema,
  ...customerAccountSchema,
  ...digitalCertificateSchema,
  ...identityUserSchema,
  ...profileChangeRequestSchema,
  ...smsNumberSchema,
  ...videoVerificationSchema,
} as { readonly [type: string]: AnyEventSchema | undefined };

const shapes = new Map(Object.values(eventCatalogue).flatMap((schema) => Object.entries(schema!.personal)));

/** A personal value, as it was sealed under the field's name, in today's shape. */
export const inTodaysShape = (field: string, stored: Json): Json => {
  const shape = shapes.get(field);
  return shape ? (shape(stored as never) as Json) : stored;
};
