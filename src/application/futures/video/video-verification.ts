import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ClaimHeld } from '../../../domain/claim/decider.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { usablePass, videoVerification } from '../../../domain/video-verification/decider.js';
import type { Ticket } from '../../../domain/video-verification/state.js';
import { Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { derivedId, ownerId } from '../../core/ids.js';
import { ReadYourWrites } from '../../core/read-your-writes.js';
import { Clock } from '../../ports/clock.js';
import { branchKey, VideoQueue } from '../../ports/video-queue.js';
import { Companies } from '../../shared/companies.js';
import { Customers, customerSubject, type FuturesSession } from '../account/customers.js';
import { CallPresence } from './call-presence.js';
import { QueuedTickets } from './queued-tickets.js';
import { type TicketView, TicketViews } from './ticket-view.js';

export class JoinVideoQueue extends Command<{ readonly ticket: TicketView; readonly created: boolean }> {
  constructor(
    readonly branchCode: string | undefined,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class LeaveVideoQueue extends Command<void> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Looking at one's ticket is its heartbeat (F26). `current` is the newest one, unless it is a pass that opens nothing here (F27). */
export class GetTicket extends Query<TicketView> {
  constructor(
    readonly id: string | 'current',
    readonly session: FuturesSession,
  ) {
    super();
  }
}

/** F24: one ticket per customer; joining again returns it, from another device the newer wins. */
@CommandHandler(JoinVideoQueue)
export class JoinVideoQueueHandler implements ICommandHandler<JoinVideoQueue> {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
    private readonly customers: Customers,
    private readonly companies: Companies,
    private readonly queue: VideoQueue,
    private readonly readYourWrites: ReadYourWrites,
    private readonly views: TicketViews,
  ) {}

  async execute({ branchCode, session, context }: JoinVideoQueue) {
    const branch = await this.branch(branchCode, session);
    const id = derivedId(context.commandId, 'video-verification');
    const standing = await this.claim(id, session, context);
    const created = standing === id;
    const { subject: customerId, companyCode, device } = session;
    const command = { type: 'JoinQueue', customerId, companyCode, branchCode: branch, device, at: context.at } as const;
    const subject = customerSubject(companyCode, customerId);
    // Also for a ticket of which there is but the claim so far: whoever comes first makes it, the others find it.
    await this.runner.run(videoVerification, standing, command, created ? context : partOf(context, 'join'), subject);
    if (created) await this.queue.enter(branchKey(companyCode, branch), id, context.at, 'end');
    await this.readYourWrites.settle(context);
    return { ticket: await this.views.get(standing, session), created };
  }

  private async branch(branchCode: string | undefined, session: FuturesSession): Promise<string> {
    const company = this.companies.get(session.companyCode);
    const code = branchCode ?? (await this.customers.account(session.subject)).branchCode;
    if (!company.branches.some((branch) => branch.code === code)) throw notFound('branch.not-found');
    return code!;
  }

  /** The ticket that stands: this new one, or the one that the customer already has on this device. */
  private async claim(id: string, session: FuturesSession, context: CommandContext): Promise<string> {
    const key = ['videoTicket', session.subject] as const;
    const owner = `${videoVerification.category}-${id}`;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.claims.take(key, owner, partOf(context, String(attempt)));
        return id;
      } catch (error) {
        if (!(error instanceof ClaimHeld)) throw error;
        const held = ownerId(error.owner);
        const { state } = await this.runner.load(videoVerification, held);
        if (state.is === 'none' || (state.is === 'ticket' && stands(state, session, context))) return held;
        if (state.is === 'ticket') await this.endOther(held, state, session, context);
        await this.claims.release(key, error.owner, partOf(context, error.owner));
      }
    }
  }

  private async endOther(id: string, ticket: Ticket, session: FuturesSession, context: CommandContext) {
    const command = { type: 'EndTicket', by: 'otherDevice', at: context.at } as const;
    const subject = customerSubject(session.companyCode, session.subject);
    await this.runner.run(videoVerification, id, command, partOf(context, 'end', id), subject);
    await this.queue.leave(branchKey(ticket.companyCode, ticket.branchCode), id);
  }
}

const stands = (ticket: Ticket, session: FuturesSession, { at }: CommandContext): boolean => {
  const open = ticket.status === 'waiting' || ticket.status === 'inCall';
  return (open && ticket.device === session.device) || usablePass(ticket, session.device, at);
};

@CommandHandler(LeaveVideoQueue)
export class LeaveVideoQueueHandler implements ICommandHandler<LeaveVideoQueue> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly queue: VideoQueue,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ id, session, context }: LeaveVideoQueue): Promise<void> {
    const { state } = await this.runner.load(videoVerification, id);
    if (state.is !== 'ticket' || state.customerId !== session.subject) throw notFound('verification.not-found');
    const command = { type: 'EndTicket', by: 'customer', at: context.at } as const;
    await this.runner.run(
      videoVerification,
      id,
      command,
      context,
      customerSubject(session.companyCode, session.subject),
    );
    await this.queue.leave(branchKey(state.companyCode, state.branchCode), id);
    await this.readYourWrites.settle(context);
  }
}

@QueryHandler(GetTicket)
export class GetTicketHandler implements IQueryHandler<GetTicket> {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
    private readonly views: TicketViews,
    private readonly queued: QueuedTickets,
    private readonly presence: CallPresence,
    private readonly clock: Clock,
  ) {}

  async execute({ id, session }: GetTicket): Promise<TicketView> {
    const wanted = id === 'current' ? await this.claims.holder(['videoTicket', session.subject]) : id;
    if (!wanted) throw notFound('verification.not-found');
    const ticket = await this.views.get(wanted, session);
    if (id === 'current' && ticket.status === 'passed' && !(await this.isUsable(wanted, session)))
      throw notFound('verification.not-found');
    if (ticket.call) await this.presence.note(wanted, session);
    if (ticket.status === 'waiting')
      await this.queued.heartbeat(branchKey(session.companyCode, ticket.branch.code), wanted);
    return ticket;
  }

  private async isUsable(id: string, session: FuturesSession): Promise<boolean> {
    const { state } = await this.runner.load(videoVerification, id);
    return state.is === 'ticket' && usablePass(state, session.device, this.clock.now());
  }
}
