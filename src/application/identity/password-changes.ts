import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type FieldError, rule } from '../../domain/shared/domain-error.js';
import { maskAccount } from '../../domain/shared/mask.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { Fields } from '../shared/fields.js';
import { type Session, Sessions } from '../shared/sessions.js';
import { checkPassword } from './confirmation.js';
import { type Face, FaceChecks } from './face-checks.js';
import { partiesOfReset } from './face-verifications.js';
import { IdentityTickets } from './identity-tickets.js';
import { type NewPasswordForm, Passwords } from './passwords.js';
import { IdentityUsers, userSubject } from './users.js';

export class ChangePassword extends Command<void> {
  constructor(
    readonly form: NewPasswordForm & { readonly oldPassword: string },
    readonly address: string,
    readonly session: Session,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export interface ResetBegun {
  readonly ticket: string;
  readonly maskedAccount: string;
}

export class BeginPasswordReset extends Command<ResetBegun> {
  constructor(
    readonly form: { readonly name: string; readonly idNumber: string; readonly face: Face },
    readonly address: string,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export class FinishPasswordReset extends Command<void> {
  constructor(
    readonly ticket: string,
    readonly form: NewPasswordForm,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** R12: the old password once more; every other session ends. */
@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, address, session, context, misshapen }: ChangePassword): Promise<void> {
    this.passwords.mustBeShaped(form, misshapen);
    const userId = session.subject;
    const user = await this.users.active(userId);
    if (user.credentialId !== this.passwords.idOf(context)) {
      const old = { userId, password: form.oldPassword, address };
      await checkPassword(this.users, this.passwords, old, partOf(context, 'check'));
      // Told to the owner alone: what may not be part of a password says what is behind the masks.
      const fields = new Fields();
      this.passwords.read(fields, form, user);
      if (form.password === form.oldPassword) fields.refuse('/password', 'password.unchanged');
      fields.check();
      const replaces = user.credentialId;
      const hashed = await this.passwords.hash(form.password);
      await this.passwords.set(userId, hashed, replaces, context, (credentialId) => {
        const command = { type: 'ChangePassword', cause: 'owner', replaces, credentialId, at: context.at } as const;
        return this.users.run(userId, command, context);
      });
    }
    await this.sessions.endAll(userId, session);
    await this.readYourWrites.settle(context);
  }
}

/** R11, first step. An unknown person gets the refusal of a face that does not match. */
@CommandHandler(BeginPasswordReset)
export class BeginPasswordResetHandler implements ICommandHandler<BeginPasswordReset> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly faces: FaceChecks,
    private readonly tickets: IdentityTickets,
  ) {}

  async execute({ form, address, context, misshapen }: BeginPasswordReset): Promise<ResetBegun> {
    const parties = await partiesOfReset(this.users, form, new Fields(misshapen), address, context);
    const use = { face: form.face, purpose: 'passwordReset', ...parties } as const;
    return this.faces.use(use, context, async ({ userId, user }) => {
      if (user.is !== 'active') throw rule('identity.face-mismatch');
      context.written.person = userSubject(userId);
      const ticket = await this.tickets.issue('passwordReset', { userId, replaces: user.credentialId });
      return { ticket, maskedAccount: maskAccount(user.idNumber) };
    });
  }
}

/** R11, second step: all sessions end. */
@CommandHandler(FinishPasswordReset)
export class FinishPasswordResetHandler implements ICommandHandler<FinishPasswordReset> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly passwords: Passwords,
    private readonly tickets: IdentityTickets,
    private readonly sessions: Sessions,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ ticket, form, context, misshapen }: FinishPasswordReset): Promise<void> {
    this.passwords.mustBeShaped(form, misshapen);
    await this.tickets.use('passwordReset', ticket, context.commandId, async ({ userId, replaces }) => {
      await this.reset(userId, replaces, form, context);
      await this.sessions.endAll(userId);
      await this.readYourWrites.settle(context);
    });
  }

  /**
   * The ticket is good for the password that it was issued to replace. A repeat under another command id finds it replaced
   * by the password that it carries, and has nothing left to do.
   */
  private async reset(userId: string, replaces: string, form: NewPasswordForm, context: CommandContext): Promise<void> {
    const user = await this.users.load(userId);
    if (user.is !== 'active') throw rule('ticket.invalid');
    if (user.credentialId === this.passwords.idOf(context)) return;
    const fields = new Fields();
    this.passwords.read(fields, form, user);
    fields.check();
    const { right } = await this.passwords.check(form.password, { userId, credentialId: user.credentialId });
    if (user.credentialId !== replaces) {
      if (right) return;
      throw rule('ticket.invalid');
    }
    if (right) fields.refuse('/password', 'password.unchanged');
    fields.check();
    const hashed = await this.passwords.hash(form.password);
    await this.passwords.set(userId, hashed, replaces, context, (credentialId) => {
      const command = { type: 'ChangePassword', cause: 'reset', replaces, credentialId, at: context.at } as const;
      return this.users.run(userId, command, context);
    });
  }
}
