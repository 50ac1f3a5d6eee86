import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { mustBeOpen } from '../../../domain/profile-change-request/decider.js';
import { mustReachForm } from '../../../domain/profile-change-request/form.js';
import { type FieldError, notFound, rule } from '../../../domain/shared/domain-error.js';
import { isMobile, type PhoneNumber, parsePhone } from '../../../domain/shared/phone-number.js';
import { parseSmsCode, type SmsCode } from '../../../domain/shared/sms-code.js';
import type { CommandContext } from '../../core/command-context.js';
import { Captchas, mustBeAnswered, type SolvedCaptcha } from '../../shared/captchas.js';
import { Fields } from '../../shared/fields.js';
import { SmsCodes } from '../../shared/sms-codes.js';
import type { FuturesSession } from '../account/customers.js';
import { newDocumentSeed } from '../documents/document-numbers.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';

export class RequestContactPhoneCode extends Command<{ readonly resendAt: string; readonly resendIn: number }> {
  constructor(
    readonly id: string,
    readonly form: SolvedCaptcha & { readonly phone: string },
    readonly session: FuturesSession,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export class ProposeContactPhone extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly form: { readonly phone: string; readonly smsCode?: string },
    readonly session: FuturesSession,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** F17: a code goes to exactly the new mobile, for this request; a landline has none. */
@CommandHandler(RequestContactPhoneCode)
export class RequestContactPhoneCodeHandler implements ICommandHandler<RequestContactPhoneCode> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly captchas: Captchas,
    private readonly smsCodes: SmsCodes,
  ) {}

  async execute({ id, form, session, context, misshapen }: RequestContactPhoneCode) {
    const fields = new Fields(misshapen);
    const read = fields.take('/phone', parsePhone(form.phone));
    mustBeAnswered(fields, form);
    const phone = fields.accepted(read);
    const request = await this.writer.own(id, session);
    if (request.kind !== 'contactPhone') throw notFound('change-request.not-found');
    mustBeOpen(request, context.at);
    if (!isMobile(phone)) throw rule('phone.landline-needs-no-code');
    if (form.captchaId !== undefined)
      await this.captchas.check('contactPhone', form.captchaId, form.captcha ?? '', context.commandId);
    else if (await this.smsCodes.needsCaptcha(session.subject)) throw rule('captcha.required');
    mustReachForm(request);
    return this.smsCodes.send({ number: phone, purpose: 'contactPhone', boundTo: bindingOf(id, session), context });
  }
}

@CommandHandler(ProposeContactPhone)
export class ProposeContactPhoneHandler implements ICommandHandler<ProposeContactPhone> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly smsCodes: SmsCodes,
  ) {}

  async execute({ id, form, session, context, misshapen }: ProposeContactPhone): Promise<ChangeRequestView> {
    const { phone, smsCode } = readForm(form, new Fields(misshapen));
    const request = await this.writer.own(id, session);
    const group = await this.writer.groupNow(request.kind, session);
    const proposed = { kind: 'contactPhone', phone, verifiedBy: isMobile(phone) ? 'smsCode' : 'landline' } as const;
    const command = {
      type: 'ProposeChange',
      form: proposed,
      group,
      documentSeed: newDocumentSeed(),
      at: context.at,
    } as const;
    if (!isMobile(phone)) return this.writer.run(id, command, session, context);

    // Whether it is the phone on file is told to whoever has that phone: `change-request.no-change` comes behind the code.
    mustBeOpen(request, context.at);
    mustReachForm(request);
    if (smsCode === undefined) throw rule('phone.code-required');
    const code = {
      number: phone,
      purpose: 'contactPhone',
      boundTo: bindingOf(id, session),
      code: smsCode,
      commandId: context.commandId,
      tellTriesLeft: true,
    } as const;
    return this.smsCodes.use(code, () => this.writer.run(id, command, session, context));
  }
}

/** F17: a code that comes along with a landline is not looked at. */
const readForm = (
  form: ProposeContactPhone['form'],
  fields: Fields,
): { readonly phone: PhoneNumber; readonly smsCode: SmsCode | undefined } => {
  const phone = fields.take('/phone', parsePhone(form.phone));
  const verifies = form.smsCode !== undefined && (phone === undefined || isMobile(phone));
  const smsCode = verifies ? fields.take('/smsCode', parseSmsCode(form.smsCode)) : undefined;
  return { phone: fields.accepted(phone), smsCode };
};

/** What a code is bound to beside number and purpose (V4.1). */
const bindingOf = (requestId: string, session: FuturesSession): string => `${session.subject}/${requestId}`;
