import { SmsGateway, type SmsNotice, SmsOutcomeUnknown, type SmsPurpose } from '../../application/ports/sms-gateway.js';
import { Refusal, type TencentCloudCalls, Unanswered } from './api.js';

export interface SmsSettings {
  readonly sdkAppId: string;
  readonly signName: string;
  /** Ids of approved templates: `{1}` of a code's is the code, a notice's has no variable. */
  readonly templates: Readonly<Record<SmsPurpose, string>> & Readonly<Partial<Record<SmsNotice, string>>>;
}

const action = 'SendSms';

/** Codes of numbers to which nothing will ever be delivered. */
const undeliverable: readonly string[] = [
  'FailedOperation.PhoneNumberInBlacklist',
  'InvalidParameterValue.IncorrectPhoneNumber',
  'UnsupportedOperation.UnsuportedRegion',
];
/** Too many to this number just now, whatever others get. */
const isLimitOfNumber = (code: string): boolean =>
  code.startsWith('LimitExceeded.PhoneNumber') || code === 'LimitExceeded.DeliveryFrequencyLimit';

/** Text messages by Tencent Cloud SMS. Its calls are not repeatable: a message that may have left is not sent again. */
export class TencentSmsGateway extends SmsGateway {
  constructor(
    private readonly calls: TencentCloudCalls,
    private readonly settings: SmsSettings,
  ) {
    super();
  }

  async sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'> {
    const status = await this.send(to, purpose, [code]);
    if (status === 'Ok') return 'accepted';
    if (undeliverable.includes(status)) return 'refused';
    throw this.calls.unavailable(action, status);
  }

  async sendNotice(to: string, notice: SmsNotice): Promise<void> {
    if (this.settings.templates[notice] === undefined) throw new Error(`SMS_TEMPLATES has no ${notice}`);
    const status = await this.send(to, notice, []);
    if (status === 'Ok' || undeliverable.includes(status)) return;
    const refused = this.calls.unavailable(action, status);
    throw isLimitOfNumber(status) ? new Refusal(status) : refused;
  }

  /** `Ok`, or the code with which the message was not taken. */
  private async send(to: string, about: SmsPurpose | SmsNotice, parameters: readonly string[]): Promise<string> {
    const { sdkAppId, signName, templates } = this.settings;
    const request = {
      PhoneNumberSet: [to],
      SmsSdkAppId: sdkAppId,
      SignName: signName,
      TemplateId: templates[about],
      TemplateParamSet: parameters,
    };
    const answer = await this.calls.call<SendSmsAnswer>(action, request).catch((error: unknown) => {
      if (error instanceof Unanswered && !error.untouched) throw outcomeUnknown(error);
      throw error;
    });
    if ('code' in answer) return answer.code;
    const status = answer.data.SendStatusSet?.[0]?.Code;
    if (!status || status.startsWith('InternalError')) throw outcomeUnknown(new Refusal(status ?? 'nothing'));
    return status;
  }
}

interface SendSmsAnswer {
  readonly SendStatusSet?: readonly { readonly Code?: string }[];
}

const outcomeUnknown = (cause: Error) => new SmsOutcomeUnknown('SMS gateway', { cause });
