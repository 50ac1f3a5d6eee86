import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../core/command-context.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import type { Session } from '../shared/sessions.js';
import { type AgreementForm, IdentityConfiguration } from './configuration.js';
import { type Face, FaceChecks } from './face-checks.js';
import { IdentityUsers } from './users.js';

export class RaiseOwnRealNameLevel extends Command<void> {
  constructor(
    readonly form: { readonly face: Face; readonly consent: AgreementForm },
    readonly session: Session,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** R14: to level 4 by face; at level 4 already nothing happens. */
@CommandHandler(RaiseOwnRealNameLevel)
export class RaiseOwnRealNameLevelHandler implements ICommandHandler<RaiseOwnRealNameLevel> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly configuration: IdentityConfiguration,
    private readonly faces: FaceChecks,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, session, context }: RaiseOwnRealNameLevel): Promise<void> {
    const userId = session.subject;
    const user = await this.users.active(userId);
    const consent = this.configuration.consent('faceConsent', form.consent, context.at);
    const raise = { type: 'RaiseRealNameLevel', to: 4, method: 'face', reason: null, at: context.at } as const;
    if (user.realNameLevel === 4) await this.users.run(userId, raise, context);
    else {
      const use = { face: form.face, purpose: 'realNameLevel', owner: { userId, user }, consent } as const;
      const { ifMatch: _, ...afterTheFace } = context;
      await this.faces.use(use, context, () => this.users.run(userId, raise, afterTheFace));
    }
    await this.readYourWrites.settle(context);
  }
}
