import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isKnown } from '../../domain/identity-user/state.js';
import { conflict, type FieldError, refusal, rule } from '../../domain/shared/domain-error.js';
import { parseMobile } from '../../domain/shared/phone-number.js';
import type { CommandContext } from '../core/command-context.js';
import { Captchas, mustBeAnswered, type SolvedCaptcha } from '../shared/captchas.js';
import { Fields } from '../shared/fields.js';
import type { Session } from '../shared/sessions.js';
import { type CodeSent, SmsCodes } from '../shared/sms-codes.js';
import { IdentityUsers, mobileKey } from './users.js';

export type MobileCodePurpose = 'registration' | 'activation' | 'mobileChange';

export interface MobileCodeForm extends SolvedCaptcha {
  readonly purpose: MobileCodePurpose;
  readonly mobile: string;
}

export class RequestMobileCode extends Command<CodeSent> {
  constructor(
    readonly form: MobileCodeForm,
    /** For a change of mobile. */
    readonly session: Session | undefined,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** V4.3: shape, captcha, purpose, quota, send, in this order. */
@CommandHandler(RequestMobileCode)
export class RequestMobileCodeHandler implements ICommandHandler<RequestMobileCode> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly captchas: Captchas,
    private readonly smsCodes: SmsCodes,
  ) {}

  async execute({ form, session, context, misshapen }: RequestMobileCode): Promise<CodeSent> {
    const { purpose } = form;
    if (purpose === 'mobileChange' && !session) throw refusal('session.required');
    const fields = new Fields(misshapen);
    const read = fields.take('/mobile', parseMobile(form.mobile));
    mustBeAnswered(fields, form);
    const mobile = fields.accepted(read);
    const owner = purpose === 'mobileChange' ? session!.subject : '';
    await this.checkCaptcha(form, owner, context);
    await this.checkPurpose(purpose, mobile, owner);
    return this.smsCodes.send({ number: mobile, purpose, boundTo: owner, context });
  }

  /** Whoever is signed in needs one only when asking often. */
  private async checkCaptcha(form: MobileCodeForm, owner: string, context: CommandContext): Promise<void> {
    const { purpose, captchaId, captcha = '' } = form;
    if (captchaId !== undefined) return this.captchas.check(purpose, captchaId, captcha, context.commandId);
    if (owner === '' || (await this.smsCodes.needsCaptcha(owner))) throw rule('captcha.required');
  }

  /** An account that is not active yet may have its own mobile on record (R6). */
  private async checkPurpose(purpose: MobileCodePurpose, mobile: string, owner: string): Promise<void> {
    const found = await this.users.holder(mobileKey(mobile));
    if (purpose === 'mobileChange' && found?.userId === owner && found.user.is === 'active') {
      if (found.user.mobile === mobile) throw rule('mobile.unchanged');
      return;
    }
    const mayBeOwn = purpose === 'activation' && found?.user.is === 'inactive';
    if (found && !mayBeOwn && isKnown(await this.users.arrived(found))) throw conflict('identity.mobile-in-use');
  }
}
