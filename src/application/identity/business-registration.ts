import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../core/command-context.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import type { Session } from '../shared/sessions.js';
import { IdentityUsers } from './users.js';

export class SetBusinessRegistration extends Command<void> {
  constructor(
    readonly participate: boolean,
    readonly session: Session,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** R15 「是否办理工商登记注册」 */
@CommandHandler(SetBusinessRegistration)
export class SetBusinessRegistrationHandler implements ICommandHandler<SetBusinessRegistration> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ participate, session, context }: SetBusinessRegistration): Promise<void> {
    const command = { type: 'SetParticipation', participate, at: context.at } as const;
    await this.users.run(session.subject, command, context);
    await this.readYourWrites.settle(context);
  }
}
