import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rule } from '../../domain/shared/domain-error.js';
import type { CommandContext } from '../core/command-context.js';
import { Clock } from '../ports/clock.js';
import { type Session, Sessions } from '../shared/sessions.js';
import { type Face, FaceChecks } from './face-checks.js';
import { confirmedBy, type SignInMethod } from './identity-session.js';
import { Passwords } from './passwords.js';
import { IdentityUsers } from './users.js';

export class ConfirmSession extends Command<void> {
  constructor(
    readonly proof: { readonly password: string } | { readonly face: Face },
    readonly address: string,
    readonly session: Session,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** R13: the session's owner, once more by password or face; good for 10 minutes. A session that a face opened needs the password. */
@CommandHandler(ConfirmSession)
export class ConfirmSessionHandler implements ICommandHandler<ConfirmSession> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly passwords: Passwords,
    private readonly faces: FaceChecks,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async execute({ proof, address, session, context }: ConfirmSession): Promise<void> {
    const userId = session.subject;
    const user = await this.users.active(userId);
    const confirm = async (method: SignInMethod) => {
      await this.sessions.amend(session, confirmedBy(method, this.clock.now()));
    };
    if ('face' in proof) {
      const use = { face: proof.face, purpose: 'signIn', owner: { userId, user } } as const;
      return this.faces.use(use, context, () => confirm('face'));
    }
    await checkPassword(this.users, this.passwords, { userId, password: proof.password, address }, context);
    await confirm('password');
  }
}

/** A wrong one counts towards the lock (R12). @throws DomainError `password.wrong` */
export const checkPassword = async (
  users: IdentityUsers,
  passwords: Passwords,
  { userId, password, address }: { readonly userId: string; readonly password: string; readonly address: string },
  context: CommandContext,
): Promise<void> => {
  const { credentialId } = await users.active(userId);
  const { right } = await passwords.check(password, { userId, credentialId });
  await users.run(userId, { type: 'CheckPassword', right, credentialId, address, at: context.at }, context);
  if (!right) throw rule('password.wrong');
};
