import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../../core/command-context.js';
import { Companies } from '../../shared/companies.js';
import type { FuturesSession } from '../account/customers.js';
import { AgreementSet } from '../documents/agreement-set.js';
import { ApprovalPolicy } from './approval-policy.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';
import { changesOf } from './kinds/kinds.js';

export class SubmitChangeRequest extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** F22. The account changes when a process applies what was approved. */
@CommandHandler(SubmitChangeRequest)
export class SubmitChangeRequestHandler implements ICommandHandler<SubmitChangeRequest> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly companies: Companies,
    private readonly agreements: AgreementSet,
    private readonly policy: ApprovalPolicy,
  ) {}

  async execute({ id, session, context }: SubmitChangeRequest): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    const company = this.companies.get(request.companyCode);
    this.companies.assertOpen(company, context.at);
    const documents = Object.fromEntries(
      this.agreements.of(id, request).map(({ documentId, sha256 }) => [documentId, sha256]),
    );
    const group = await this.writer.groupNow(request.kind, session);
    const command = {
      type: 'SubmitRequest',
      documents,
      approved: this.policy.decide(company.code, changesOf(request)) === 'approved',
      today: shanghaiDate(context.at),
      group,
      at: context.at,
    } as const;
    return this.writer.run(id, command, session, context);
  }
}
