import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ClaimHeld } from '../../domain/claim/decider.js';
import { DomainError, notFound, refusal } from '../../domain/shared/domain-error.js';
import { branchScope } from '../../domain/shared/scope.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import type { Agent } from '../../domain/video-verification/events.js';
import { placeInQueue, type Ticket } from '../../domain/video-verification/state.js';
import { Claims } from '../core/claims.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { customerSubject } from '../futures/account/customers.js';
import { agentCall } from '../futures/video/agent-call.js';
import { CallPresence } from '../futures/video/call-presence.js';
import type { Staff } from '../ports/staff-tokens.js';
import { branchKey, type QueuedTicket, VideoQueue } from '../ports/video-queue.js';
import { Companies } from '../shared/companies.js';
import { mustActFor } from '../shared/own-scopes.js';
import { type CallView, CallViews } from './call-view.js';
import { CustomerHistories } from './customer-history.js';

export class TakeNextCall extends Command<CallView | undefined> {
  constructor(
    readonly companyCode: string,
    readonly branchCode: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GiveVerdict extends Command<void> {
  constructor(
    readonly id: string,
    readonly verdict: {
      readonly outcome: 'passed' | 'rejected' | 'interrupted';
      readonly reason?: string;
      readonly recordingReference?: string;
    },
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetQueue extends Query<{ readonly waiting: number; readonly oldestAt: string | null }> {
  constructor(
    readonly companyCode: string,
    readonly branchCode: string,
    readonly staff: Staff,
  ) {
    super();
  }
}

/** The call that an agent is in, e.g. after a reload. */
export class GetOwnCall extends Query<CallView> {
  constructor(readonly staff: Staff) {
    super();
  }
}

/**
 * F26: the next in order whom this agent has not imported or changed lately; while a call of one's own is open, that
 * call. One call per agent is a claim.
 * @throws DomainError `access.forbidden` without a licence number, and when only such customers wait
 */
@CommandHandler(TakeNextCall)
export class TakeNextCallHandler implements ICommandHandler<TakeNextCall> {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
    private readonly companies: Companies,
    private readonly queue: VideoQueue,
    private readonly views: CallViews,
    private readonly histories: CustomerHistories,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ companyCode, branchCode, staff, context }: TakeNextCall): Promise<CallView | undefined> {
    mustBeBranch(this.companies, companyCode, branchCode, staff);
    const { licenceNumber } = staff;
    if (licenceNumber === null) throw refusal('access.forbidden');
    const branch = branchKey(companyCode, branchCode);
    let passedOver = false;
    for (const { ticketId } of await this.queue.list(branch)) {
      if (await this.isForOthers(ticketId, staff, context)) {
        passedOver = true;
        continue;
      }
      const mine = await this.reserve(ticketId, staff, context);
      if (mine !== ticketId) return this.views.get(mine, staff);
      const started = await this.start(ticketId, { id: staff.id, name: staff.name, licenceNumber }, context);
      await this.queue.leave(branch, ticketId);
      if (started) {
        await this.readYourWrites.settle(context);
        return this.views.get(ticketId, staff);
      }
      await this.claims.release(agentCall(staff), streamOf(ticketId), partOf(context, 'gone', ticketId));
    }
    const own = await this.views.own(staff);
    if (!own && passedOver) throw refusal('access.forbidden');
    return own;
  }

  private async isForOthers(ticketId: string, staff: Staff, { at }: CommandContext): Promise<boolean> {
    const { state } = await this.runner.load(videoVerification, ticketId);
    return state.is === 'ticket' && this.histories.changedLatelyBy(staff.id, state.customerId, at);
  }

  /** The ticket this agent is in: the one asked for, unless another call is still open. */
  private async reserve(ticketId: string, staff: Staff, context: CommandContext): Promise<string> {
    for (;;) {
      try {
        await this.claims.take(agentCall(staff), streamOf(ticketId), partOf(context, ticketId));
        return ticketId;
      } catch (error) {
        if (!(error instanceof ClaimHeld)) throw error;
        const held = ownerId(error.owner);
        const call = await this.runner.load(videoVerification, held);
        if (call.state.is === 'ticket' && call.state.status === 'inCall' && call.state.agent?.id === staff.id) {
          this.runner.tellOf(call, context);
          await this.readYourWrites.settle(context);
          return held;
        }
        await this.claims.release(agentCall(staff), error.owner, partOf(context, 'over', error.owner));
      }
    }
  }

  private async start(ticketId: string, agent: Agent, context: CommandContext): Promise<boolean> {
    const { state } = await this.runner.load(videoVerification, ticketId);
    if (state.is !== 'ticket') return false;
    const command = { type: 'StartCall', agent, at: context.at } as const;
    const subject = customerSubject(state.companyCode, state.customerId);
    try {
      await this.runner.run(videoVerification, ticketId, command, partOf(context, 'start', ticketId), subject);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}

/** F26: passes what has all that the company demands, rejects with a reason, or sends an interrupted call back to the queue. */
@CommandHandler(GiveVerdict)
export class GiveVerdictHandler implements ICommandHandler<GiveVerdict> {
  constructor(
    private readonly companies: Companies,
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly queue: VideoQueue,
    private readonly presence: CallPresence,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ id, verdict, staff, context }: GiveVerdict): Promise<void> {
    const ticket = await ticketFor(this.runner, id, staff);
    const { outcome, reason = null, recordingReference = null } = verdict;
    const command = {
      type: 'GiveVerdict',
      agentId: staff.id,
      outcome,
      reason,
      recordingReference,
      demands: this.companies.passDemands(ticket.companyCode),
      customerPresent: await this.presence.isThere(id, ticket),
      at: context.at,
    } as const;
    const subject = customerSubject(ticket.companyCode, ticket.customerId);
    const { state } = await this.runner.run(videoVerification, id, command, context, subject);
    await this.claims.release(agentCall(staff), streamOf(id), partOf(context, 'done'));
    if (state.is === 'ticket' && state.status === 'waiting') {
      const branch = branchKey(state.companyCode, state.branchCode);
      await this.queue.enter(branch, id, context.at, placeInQueue(state));
    }
    await this.readYourWrites.settle(context);
  }
}

@QueryHandler(GetQueue)
export class GetQueueHandler implements IQueryHandler<GetQueue> {
  constructor(
    private readonly companies: Companies,
    private readonly queue: VideoQueue,
    private readonly runner: CommandRunner,
  ) {}

  async execute({ companyCode, branchCode, staff }: GetQueue) {
    mustBeBranch(this.companies, companyCode, branchCode, staff);
    const queued: readonly QueuedTicket[] = await this.queue.list(branchKey(companyCode, branchCode));
    const since = await Promise.all(queued.map(({ ticketId }) => this.requestedAt(ticketId)));
    const oldestAt = since.filter((at) => at !== undefined).sort()[0] ?? null;
    return { waiting: queued.length, oldestAt };
  }

  private async requestedAt(ticketId: string): Promise<string | undefined> {
    const { state } = await this.runner.load(videoVerification, ticketId);
    return state.is === 'ticket' ? state.requestedAt : undefined;
  }
}

@QueryHandler(GetOwnCall)
export class GetOwnCallHandler implements IQueryHandler<GetOwnCall> {
  constructor(private readonly views: CallViews) {}

  async execute({ staff }: GetOwnCall): Promise<CallView> {
    const call = await this.views.own(staff);
    if (!call) throw notFound('verification.not-found');
    return call;
  }
}

const streamOf = (id: string): string => `${videoVerification.category}-${id}`;

const mustBeBranch = (companies: Companies, companyCode: string, branchCode: string, staff: Staff): void => {
  mustActFor(staff, branchScope({ companyCode, branchCode }), 'branch.not-found');
  if (!companies.get(companyCode).branches.some(({ code }) => code === branchCode)) throw notFound('branch.not-found');
};

/** @throws DomainError `verification.not-found`, also for another branch's */
export const ticketFor = async (runner: CommandRunner, id: string, staff: Staff): Promise<Ticket> => {
  const { state } = await runner.load(videoVerification, id);
  if (state.is !== 'ticket') throw notFound('verification.not-found');
  mustActFor(staff, branchScope(state), 'verification.not-found');
  return state;
};
