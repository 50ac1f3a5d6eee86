import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../core/command-context.js';
import { Clock } from '../ports/clock.js';
import type { Session } from '../shared/sessions.js';
import { UserErasure } from './erasure.js';
import { mustBeConfirmed } from './identity-session.js';

export class CancelAccount extends Command<void> {
  constructor(
    readonly session: Session,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** R17: confirmed like a change of mobile; the ID number may register again at once. */
@CommandHandler(CancelAccount)
export class CancelAccountHandler implements ICommandHandler<CancelAccount> {
  constructor(
    private readonly erasure: UserErasure,
    private readonly clock: Clock,
  ) {}

  async execute({ session, context }: CancelAccount): Promise<void> {
    mustBeConfirmed(session, this.clock.now());
    await this.erasure.cancel(session.subject, context);
  }
}
