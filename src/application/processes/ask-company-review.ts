import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import type { RegisteredAccount } from '../../domain/customer-account/state.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import type { OpenedRequest } from '../../domain/profile-change-request/state.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { plus } from '../../domain/shared/instant.js';
import type { ErrorKind } from '../../domain/shared/problem-codes.js';
import { systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { customerSubject } from '../futures/account/customers.js';
import { groupNow } from '../futures/change-request/change-request-writer.js';
import { submissionOf } from '../futures/change-request/kinds/submitted-changes.js';
import { Approval, type ApprovalAnswer } from '../ports/approval.js';
import { Clock } from '../ports/clock.js';
import { type StoredEvent } from '../ports/event-store.js';
import { Timers } from '../ports/timers.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { Companies } from '../shared/companies.js';
import { type DueTimer, type Process, pauseAfter } from './process.js';

/** What a timer remembers of one submission. */
type Ask = {
  readonly causedBy: string;
  readonly correlationId: string;
  readonly revision: string;
  /** Whether the company's system has it, and how often it did not answer since it last did. */
  readonly accepted: boolean;
  readonly failures: number;
};

/**
 * F22: where the company's own system decides, hands each submission over until it is accepted, polls where the answer
 * says so, and makes the decision a fact: once, however often and by whomever it is said.
 */
@Injectable()
export class AskCompanyReview implements Process {
  readonly name = 'ask-company-review';
  readonly types = ['ProfileChangeRequestSubmitted'];
  readonly beginsAt = 'first';

  constructor(
    private readonly runner: CommandRunner,
    private readonly companies: Companies,
    private readonly approval: Approval,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Asking is left to a timer, also the first time: a system that hangs holds up no other company's requests. */
  async handle({ id, stream, revision, metadata }: StoredEvent): Promise<void> {
    const changeRequestId = ownerId(stream);
    const ask = { causedBy: id, correlationId: metadata.correlationId, revision: String(revision) };
    if (await this.waiting(changeRequestId, ask.revision))
      await this.remember(changeRequestId, metadata.at, { ...ask, accepted: false, failures: 0 });
  }

  async fire({ key, payload }: DueTimer): Promise<void> {
    const ask = payload as Ask;
    const request = await this.waiting(key, ask.revision);
    const account = request && (await this.readable(request.customerId));
    if (!request || !account) return;
    const answer = await this.ask(key, request, ask);
    const now = this.clock.now();
    if (answer === 'none') {
      const next = plus(now, pauseAfter(ask.failures));
      await this.remember(key, next, { ...ask, accepted: false, failures: ask.failures + 1 });
    } else if (answer.decision !== 'pending') {
      await this.decide(key, request, account, answer, ask);
    } else if (answer.pollAfterMs !== undefined) {
      await this.remember(key, plus(now, answer.pollAfterMs), { ...ask, accepted: true, failures: 0 });
    }
  }

  /** The request while this submission of it awaits a decision of the company's system. */
  private async waiting(id: string, submission: string): Promise<OpenedRequest | undefined> {
    const { state, revision } = await this.runner.loadWith(profileChangeRequest, id, BigInt(submission));
    if (state.is !== 'opened' || state.status !== 'submitted' || String(revision) !== submission) return undefined;
    const company = this.companies.all().find(({ code }) => code === state.companyCode);
    return company?.approval === 'companyReview' ? state : undefined;
  }

  /** Nothing of a customer whose data is restricted or erased goes anywhere (P2). */
  private async readable(customerId: string): Promise<RegisteredAccount | undefined> {
    const { state } = await this.runner.load(customerAccount, customerId);
    return state.is === 'registered' && !state.restriction ? state : undefined;
  }

  private async ask(id: string, request: OpenedRequest, { revision, accepted }: Ask): Promise<ApprovalAnswer | 'none'> {
    try {
      const submission = submissionOf(id, revision, request);
      return await (accepted ? this.approval.poll(submission) : this.approval.submit(submission));
    } catch (error) {
      if (error instanceof DependencyUnavailable) return 'none';
      throw error;
    }
  }

  /** Of this very submission; one that was decided or taken up again meanwhile stays as it is. */
  private async decide(
    id: string,
    request: OpenedRequest,
    account: RegisteredAccount,
    answer: Exclude<ApprovalAnswer, { decision: 'pending' }>,
    { causedBy, correlationId, revision }: Ask,
  ): Promise<void> {
    const at = this.clock.now();
    const command =
      answer.decision === 'approved'
        ? ({ type: 'ApproveRequest', by: 'companyReview', group: groupNow(account, request.kind), at } as const)
        : ({ type: 'RejectRequest', reason: answer.reason, at } as const);
    const cause = { id: causedBy, correlationId };
    const context = { ...systemContext(this.name, at, cause), ifMatch: [BigInt(revision)] };
    const subject = customerSubject(request.companyCode, request.customerId);
    try {
      await this.runner.run(profileChangeRequest, id, command, context, subject);
    } catch (error) {
      if (!(error instanceof DomainError && overtaken.includes(error.kind))) throw error;
    }
  }

  private remember(id: string, dueAt: string, ask: Ask): Promise<void> {
    return this.timers.set(this.name, id, dueAt, ask);
  }
}

/** The request has gone on meanwhile: the answer is about one that stands no more. */
const overtaken: readonly ErrorKind[] = ['conflict', 'precondition'];
