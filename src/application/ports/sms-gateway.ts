import { DependencyUnavailable } from './unavailable.js';

/** Why a code is sent: names the template at a provider, and is shown in the sandbox. */
export const smsPurposes = ['futuresLogin', 'contactPhone', 'registration', 'activation', 'mobileChange'] as const;
export type SmsPurpose = (typeof smsPurposes)[number];

/** What a security notice tells (P4): names the template at a provider. */
export const smsNotices = [
  'phoneChanged',
  'cardValidityChanged',
  'otherInformationChanged',
  'certificateIssued',
  'mobileChanged',
  'passwordChanged',
] as const;
export type SmsNotice = (typeof smsNotices)[number];

/** The gateway did not say whether it took the message. It may have left: it counts as sent, and is not sent again (V4.3). */
export class SmsOutcomeUnknown extends DependencyUnavailable {
  override readonly name = 'SmsOutcomeUnknown';
}

/** Sends text messages to E.164 numbers. */
export abstract class SmsGateway {
  /**
   * `accepted`: the gateway took the message. `refused`: it will never deliver to this number (422 `sms.undeliverable`).
   * @throws SmsOutcomeUnknown when it may have taken the message; DependencyUnavailable when it did not
   */
  abstract sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'>;
  /**
   * A security notice (P4): outside the quota; lost where the number is one the gateway never delivers to.
   * @throws DependencyUnavailable when the gateway is down, Error when it holds this one back: a failure is the caller's to
   * retry, at the price of a notice that comes twice
   */
  abstract sendNotice(to: string, notice: SmsNotice): Promise<void>;
}
