import { DependencyUnavailable } from './unavailable.js';

/** Why a code is sent: names the template at a provider, and is shown in the sandbox. */
export const smsPurposes = ['futuresLogin', 'contactPhone', 'registration', 'activation', 'mobileChange'] as const;
export type SmsPurpose = (typeof smsPurposes)[number];

/** What a security notice tells (P4): names the template at a provider, which has these words. */
export const smsNoticeTexts = {
  phoneChanged: '您的联系电话已变更。如非本人操作，请立即联系您的期货公司。',
  cardValidityChanged: '您的身份证有效期已变更。如非本人操作，请立即联系您的期货公司。',
  otherInformationChanged: '您的联系信息已变更。如非本人操作，请立即联系您的期货公司。',
  certificateIssued: '您的数字证书已安装到一台设备上。如非本人操作，请立即联系您的期货公司。',
  certificateRevoked: '您的数字证书已被吊销。如非本人操作，请立即联系您的期货公司。',
  mobileChanged: '您的实名账号手机号已更换。如非本人操作，请立即联系客服。',
  passwordChanged: '您的实名账号登录密码已修改。如非本人操作，请立即联系客服。',
  realNameLevelRaised: '您的实名账号实名等级已提升。如非本人操作，请立即联系客服。',
  accountCancelled: '您的实名账号已注销。如非本人操作，请立即联系客服。',
} as const;
export type SmsNotice = keyof typeof smsNoticeTexts;
/** Those that a gateway may have no template for yet: they came later than the others. */
export const laterNotices: readonly SmsNotice[] = ['certificateRevoked', 'realNameLevelRaised', 'accountCancelled'];
export const smsNotices = Object.keys(smsNoticeTexts) as readonly SmsNotice[];

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
   * @throws SmsOutcomeUnknown when it may have taken the message; DependencyUnavailable when it did not; Error when it
   * holds this one back
   */
  abstract sendNotice(to: string, notice: SmsNotice): Promise<void>;
}
