import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { conflict, type FieldError, rule } from '../../domain/shared/domain-error.js';
import { type PhoneNumber, parseMobile } from '../../domain/shared/phone-number.js';
import { parseSmsCode, type SmsCode } from '../../domain/shared/sms-code.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { Clock } from '../ports/clock.js';
import { Fields } from '../shared/fields.js';
import { type Session, Sessions } from '../shared/sessions.js';
import { SmsCodes } from '../shared/sms-codes.js';
import { mustBeConfirmed } from './identity-session.js';
import { IdentityUsers, mobileKey, type WantedClaim } from './users.js';

export class ChangeMobile extends Command<void> {
  constructor(
    readonly form: { readonly mobile: string; readonly smsCode: string },
    readonly session: Session,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** R13: the code went to the new number; the old one is free afterwards, and other sessions end. */
@CommandHandler(ChangeMobile)
export class ChangeMobileHandler implements ICommandHandler<ChangeMobile> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly smsCodes: SmsCodes,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, session, context, misshapen }: ChangeMobile): Promise<void> {
    const { mobile, smsCode } = readForm(form, new Fields(misshapen));
    mustBeConfirmed(session, this.clock.now());
    const userId = session.subject;
    const before = await this.users.active(userId);
    const repeated = before.mobileChangedBy === context.causationId;
    if (before.mobile === mobile && !repeated) throw rule('mobile.unchanged');
    if (await this.users.isTaken(mobileKey(mobile), userId)) throw conflict('identity.mobile-in-use');

    const { commandId } = context;
    const bound = { number: mobile, purpose: 'mobileChange', boundTo: userId } as const;
    const code = { ...bound, code: smsCode, commandId, tellTriesLeft: true };
    await this.smsCodes.use(code, () => this.change(userId, mobile, context));
    if (before.mobile !== mobile) await this.users.release(mobileKey(before.mobile), userId, partOf(context, 'old'));
    await this.sessions.endAll(userId, session);
    await this.readYourWrites.settle(context);
  }

  private async change(userId: string, mobile: string, context: CommandContext): Promise<void> {
    const wanted: readonly WantedClaim[] = [{ key: mobileKey(mobile), refusal: 'identity.mobile-in-use' }];
    const command = { type: 'ChangeMobile', mobile, causationId: context.causationId, at: context.at } as const;
    await this.users.withClaims(wanted, userId, context, () => this.users.run(userId, command, context));
  }
}

const readForm = (
  form: ChangeMobile['form'],
  fields: Fields,
): { readonly mobile: PhoneNumber; readonly smsCode: SmsCode } => {
  const mobile = fields.take('/mobile', parseMobile(form.mobile));
  const smsCode = fields.take('/smsCode', parseSmsCode(form.smsCode));
  fields.check();
  return { mobile: mobile!, smsCode: smsCode! };
};
