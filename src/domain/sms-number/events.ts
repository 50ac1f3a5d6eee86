import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';

/** A send that is about to be handed to the gateway; it counts from here on (V4.3). */
export type SmsReserved = Fact<
  'SmsReserved',
  { readonly reservationId: string; readonly purpose: string; readonly at: Instant }
>;
/** The gateway took it. */
export type SmsAccepted = Fact<'SmsAccepted', { readonly reservationId: string; readonly at: Instant }>;
/** The gateway refused it or was down: the reservation no longer counts. */
export type SmsRefused = Fact<'SmsRefused', { readonly reservationId: string; readonly at: Instant }>;

export type SmsNumberEvent = SmsReserved | SmsAccepted | SmsRefused;

export const smsNumberSchema = {
  SmsReserved: { version: 1, personal: {} },
  SmsAccepted: { version: 1, personal: {} },
  SmsRefused: { version: 1, personal: {} },
} as const satisfies EventSchema<SmsNumberEvent>;
