import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OpenedRequest } from '../../domain/profile-change-request/state.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../command-context.js';
import { Companies, type Company } from '../companies.js';
import { AgreementSet } from './agreement-set.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';
import type { FuturesSession } from './customers.js';

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
      approval: approvalOf(company, request),
      today: shanghaiDate(context.at),
      group,
      at: context.at,
    } as const;
    return this.writer.run(id, command, session, context);
  }
}

/** F18: a company with automatic approval may still want to look at a changed intermediary. */
const approvalOf = ({ approval, intermediaryNeedsReview }: Company, request: OpenedRequest): Company['approval'] => {
  const { current, proposed } = request;
  if (current.kind !== 'otherInformation' || proposed?.kind !== 'otherInformation') return approval;
  return intermediaryNeedsReview && current.intermediary !== proposed.other.intermediary ? 'review' : approval;
};
