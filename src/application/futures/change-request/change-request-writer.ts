import { Injectable } from '@nestjs/common';
import { type RegisteredAccount, versionOf } from '../../../domain/customer-account/state.js';
import type { GroupNow, ProfileChangeRequestCommand } from '../../../domain/profile-change-request/commands.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import { type ChangeKind, currentOf, kindOf } from '../../../domain/profile-change-request/kinds.js';
import type { OpenedRequest } from '../../../domain/profile-change-request/state.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import type { CommandContext } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { ReadYourWrites } from '../../core/read-your-writes.js';
import { Customers, customerSubject, type FuturesSession } from '../account/customers.js';
import { type ChangeRequestView, ChangeRequestViews } from './change-request-view.js';

/** Runs the commands of a customer's own request and answers with the request as it then reads. */
@Injectable()
export class ChangeRequestWriter {
  constructor(
    private readonly runner: CommandRunner,
    private readonly readYourWrites: ReadYourWrites,
    private readonly views: ChangeRequestViews,
    private readonly customers: Customers,
  ) {}

  /** @throws DomainError `change-request.not-found`, also for another person's */
  async own(id: string, session: FuturesSession): Promise<OpenedRequest> {
    const { state } = await this.runner.load(profileChangeRequest, id);
    if (state.is !== 'opened' || state.customerId !== session.subject) throw notFound('change-request.not-found');
    return state;
  }

  async append(id: string, command: ProfileChangeRequestCommand, session: FuturesSession, context: CommandContext) {
    const subject = customerSubject(session.companyCode, session.subject);
    return this.runner.run(profileChangeRequest, id, command, context, subject);
  }

  async run(
    id: string,
    command: ProfileChangeRequestCommand,
    session: FuturesSession,
    context: CommandContext,
  ): Promise<ChangeRequestView> {
    await this.append(id, command, session, context);
    return this.view(id, session, context);
  }

  async view(id: string, session: FuturesSession, context: CommandContext): Promise<ChangeRequestView> {
    await this.readYourWrites.settle(context);
    return this.views.get(id, session);
  }

  /** The profile's group that a request of this kind touches, as it is now. */
  async groupNow(kind: ChangeKind, session: FuturesSession): Promise<GroupNow> {
    return groupNow(await this.customers.account(session.subject), kind);
  }
}

export const groupNow = (account: RegisteredAccount, kind: ChangeKind): GroupNow => ({
  version: versionOf(account, kindOf(kind).group),
  current: currentOf(kind, account),
  name: account.name,
  idAddress: account.idAddress,
});
