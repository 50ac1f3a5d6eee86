import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { InactiveUser } from '../../domain/identity-user/state.js';
import { conflict, type FieldError, rule } from '../../domain/shared/domain-error.js';
import type { PasswordOwner } from '../../domain/shared/password.js';
import { parseMobile } from '../../domain/shared/phone-number.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { parseSmsCode } from '../../domain/shared/sms-code.js';
import { parseUsername } from '../../domain/shared/username.js';
import type { CommandContext } from '../core/command-context.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { Fields } from '../shared/fields.js';
import { SmsCodes } from '../shared/sms-codes.js';
import { IdentityConfiguration } from './configuration.js';
import { type Face, FaceChecks } from './face-checks.js';
import { partiesOfActivation } from './face-verifications.js';
import { IdentityTickets } from './identity-tickets.js';
import { type NewPasswordForm, Passwords } from './passwords.js';
import { IdentityUsers, mobileKey, usernameKey, userSubject, type WantedClaim } from './users.js';

export interface ActivationForm {
  readonly activationTicket: string;
  readonly idNumber: string;
  readonly mobile: string;
  readonly smsCode: string;
  readonly face?: Face;
}

export class BeginActivation extends Command<{ readonly ticket: string }> {
  constructor(
    readonly form: ActivationForm,
    readonly address: string,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export interface Activated {
  readonly userId: string;
  readonly username: string;
  readonly realNameLevel: number;
}

export class FinishActivation extends Command<Activated> {
  constructor(
    readonly ticket: string,
    readonly form: NewPasswordForm & { readonly username: string },
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** R6, step 1: a mobile on record must match. Without one a face is needed: an ID number alone must not open the account. */
@CommandHandler(BeginActivation)
export class BeginActivationHandler implements ICommandHandler<BeginActivation> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly tickets: IdentityTickets,
    private readonly smsCodes: SmsCodes,
    private readonly faces: FaceChecks,
  ) {}

  async execute({ form, address, context, misshapen }: BeginActivation): Promise<{ readonly ticket: string }> {
    const fields = new Fields(misshapen);
    const idNumber = fields.take('/idNumber', parseResidentId(form.idNumber, shanghaiDate(context.at)));
    const mobile = fields.take('/mobile', parseMobile(form.mobile));
    const smsCode = fields.take('/smsCode', parseSmsCode(form.smsCode));
    fields.check();
    const { commandId } = context;
    return this.tickets.use('activation', form.activationTicket, commandId, async ({ userId }) => {
      const user = await inactive(this.users, userId);
      context.written.person = userSubject(userId);
      const code = { number: mobile!, purpose: 'activation', boundTo: '', code: smsCode!, commandId } as const;
      const goOn = async () => ({ ticket: await this.tickets.issue('activationStep2', { userId, mobile: mobile! }) });
      return this.smsCodes.use(code, async () => {
        // Told to whoever has the mobile alone: a ticket is given for any password.
        if (user.idNumber !== idNumber) throw rule('identity.activation-refused');
        await this.checkMobile(userId, user, mobile!, form.face);
        if (user.mobile !== null) return goOn();
        const parties = partiesOfActivation({ userId, user }, address);
        const use = { face: form.face!, purpose: 'activation', ...parties } as const;
        return this.faces.use(use, context, goOn);
      });
    });
  }

  private async checkMobile(userId: string, user: InactiveUser, mobile: string, face: Face | undefined) {
    if (user.mobile !== null && user.mobile !== mobile) throw rule('identity.activation-refused');
    if (await this.users.isTaken(mobileKey(mobile), userId)) throw conflict('identity.mobile-in-use');
    if (user.mobile === null && face === undefined) throw rule('identity.face-required');
  }
}

/** R6, step 2: username and password; the password replaces whatever was there. */
@CommandHandler(FinishActivation)
export class FinishActivationHandler implements ICommandHandler<FinishActivation> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly tickets: IdentityTickets,
    private readonly passwords: Passwords,
    private readonly configuration: IdentityConfiguration,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ ticket, form, context, misshapen }: FinishActivation): Promise<Activated> {
    if (misshapen.length > 0) this.read(form, new Fields(misshapen), {});
    const { commandId } = context;
    return this.tickets.use('activationStep2', ticket, commandId, async ({ userId, mobile }) => {
      const activated = await this.activate(userId, mobile, form, context);
      await this.readYourWrites.settle(context);
      return activated;
    });
  }

  private async activate(userId: string, mobile: string, form: FinishActivation['form'], context: CommandContext) {
    const known = await this.users.load(userId);
    const repeated = known.is === 'active' && known.credentialId === this.passwords.idOf(context);
    const user = repeated ? known : await inactive(this.users, userId);
    const { idNumber, realNameLevel } = user;
    const username = this.read(form, new Fields(), { idNumber, mobile });
    const wanted: readonly WantedClaim[] = [
      { key: usernameKey(username), refusal: 'username.taken' },
      { key: mobileKey(mobile), refusal: 'identity.mobile-in-use' },
    ];
    const hashed = await this.passwords.hash(form.password);
    await this.users.withClaims(wanted, userId, context, () =>
      this.passwords.set(userId, hashed, null, context, (credentialId) => {
        const { causationId, at } = context;
        const chosen = { username, mobile, credentialId };
        return this.users.run(userId, { type: 'ActivateUser', ...chosen, causationId, at }, context);
      }),
    );
    return { userId, username, realNameLevel };
  }

  private read(form: FinishActivation['form'], fields: Fields, owner: PasswordOwner): string {
    const { usernameExtraCharacters } = this.configuration.settings;
    const username = fields.take('/username', parseUsername(form.username, usernameExtraCharacters));
    this.passwords.read(fields, form, { ...owner, username: username ?? null });
    return fields.accepted(username);
  }
}

/** @throws DomainError `identity.already-active`, `ticket.invalid` when the account is gone */
const inactive = async (users: IdentityUsers, userId: string): Promise<InactiveUser> => {
  const user = await users.load(userId);
  if (user.is === 'active') throw conflict('identity.already-active');
  if (user.is !== 'inactive') throw rule('ticket.invalid');
  return user;
};
