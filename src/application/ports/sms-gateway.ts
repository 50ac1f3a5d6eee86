/** Why a message is sent: names the template at a provider, and is shown in the sandbox. */
export type SmsPurpose = 'futuresLogin' | 'contactPhone' | 'registration' | 'activation' | 'mobileChange';

/** Sends text messages to E.164 numbers. */
export abstract class SmsGateway {
  /**
   * `accepted`: the gateway took the message. `refused`: it will never deliver to this number (422 `sms.undeliverable`).
   * @throws DependencyUnavailable when the gateway is down
   */
  abstract sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'>;
  /** A security notice (P4): outside the quota; a failure is the caller's to retry. */
  abstract sendNotice(to: string, notice: string): Promise<void>;
}
