import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isKnown } from '../../domain/identity-user/state.js';
import { notFound } from '../../domain/shared/domain-error.js';
import { identityScope } from '../../domain/shared/scope.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { IdentityConfiguration } from '../identity/configuration.js';
import { IdentityUsers } from '../identity/users.js';
import type { Staff } from '../ports/staff-tokens.js';
import { mustActFor } from '../shared/own-scopes.js';
import { FourEyes } from './four-eyes.js';
import type { UserSummary } from './identity-users.js';

export class RaiseRealNameLevelByOperator extends Command<UserSummary | { readonly waiting: true }> {
  constructor(
    readonly userId: string,
    readonly reason: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class ConfirmRealNameLevel extends Command<UserSummary> {
  constructor(
    readonly userId: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const actOf = (userId: string): string => derivedId(userId, 'real-name-level');

/**
 * R14: the path without a face, by an operator who has seen the person; for the reason that is recorded. Where that takes
 * two, it waits for the second one unless level 4 is reached already.
 */
@CommandHandler(RaiseRealNameLevelByOperator)
export class RaiseRealNameLevelByOperatorHandler implements ICommandHandler<RaiseRealNameLevelByOperator> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly configuration: IdentityConfiguration,
    private readonly fourEyes: FourEyes,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ userId, reason, staff, context }: RaiseRealNameLevelByOperator) {
    mustActFor(staff, identityScope, 'user.not-found');
    const user = await this.users.load(userId);
    if (!isKnown(user)) throw notFound('user.not-found');
    const waiting = this.configuration.settings.fourEyes && user.realNameLevel < 4;
    if (waiting) {
      const act = { kind: 'realNameLevel', subjects: [userId], reason, scope: identityScope } as const;
      await this.fourEyes.propose(actOf(userId), act, staff, context);
    }
    const answer = waiting ? ({ waiting } as const) : await raise(this.users, userId, reason, context);
    await this.readYourWrites.settle(context);
    return answer;
  }
}

/** R14: the second operator. The user is judged as of now. @throws DomainError `confirmation.not-found`, `access.forbidden`, `user.not-found` */
@CommandHandler(ConfirmRealNameLevel)
export class ConfirmRealNameLevelHandler implements ICommandHandler<ConfirmRealNameLevel> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly fourEyes: FourEyes,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ userId, staff, context }: ConfirmRealNameLevel): Promise<UserSummary> {
    mustActFor(staff, identityScope, 'confirmation.not-found');
    const { reason } = await this.fourEyes.proposed(actOf(userId), 'realNameLevel');
    if (!isKnown(await this.users.load(userId))) throw notFound('user.not-found');
    await this.fourEyes.confirm(actOf(userId), identityScope, staff, context);
    const summary = await raise(this.users, userId, reason, context);
    await this.readYourWrites.settle(context);
    return summary;
  }
}

/** @throws DomainError `user.not-found` */
const raise = async (
  users: IdentityUsers,
  userId: string,
  reason: string,
  context: CommandContext,
): Promise<UserSummary> => {
  const command = { type: 'RaiseRealNameLevel', to: 4, method: 'operator', reason, at: context.at } as const;
  const user = await users.run(userId, command, context);
  if (!isKnown(user)) throw notFound('user.not-found');
  return { userId, status: user.is, realNameLevel: user.realNameLevel };
};
