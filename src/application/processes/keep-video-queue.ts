import { Injectable } from '@nestjs/common';
import { type Instant, minute, plus } from '../../domain/shared/instant.js';
import { callLimit, videoVerification } from '../../domain/video-verification/decider.js';
import { placeInQueue, type Ticket } from '../../domain/video-verification/state.js';
import { Claims } from '../core/claims.js';
import { partOf, systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { derivedId, ownerId } from '../core/ids.js';
import { customerSubject } from '../futures/account/customers.js';
import { agentCall } from '../futures/video/agent-call.js';
import { QueuedTickets } from '../futures/video/queued-tickets.js';
import type { StoredEvent } from '../ports/event-store.js';
import { Timers } from '../ports/timers.js';
import { branchKey, VideoQueue } from '../ports/video-queue.js';
import { type DueTimer, type Process } from './process.js';

/** A ticket without a sign of life for this long ends (F26). */
const silenceLimit = 10 * minute;

/** Keeps the queue equal to what the tickets' streams say, and ends silent tickets and calls without a verdict (F26). */
@Injectable()
export class KeepVideoQueue implements Process {
  readonly name = 'keep-video-queue';
  readonly types = [
    'VideoVerificationRequested',
    'VideoCallStarted',
    'VideoCallInterrupted',
    'VideoVerificationPassed',
    'VideoVerificationRejected',
    'VideoVerificationEnded',
  ];
  readonly beginsAt = 'first';

  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly queue: VideoQueue,
    private readonly timers: Timers,
    private readonly queuedTickets: QueuedTickets,
  ) {}

  sweep(): Promise<void> {
    return this.queuedTickets.enterMissing();
  }

  async handle(event: StoredEvent): Promise<void> {
    const id = ownerId(event.stream);
    const { state } = await this.runner.loadWith(videoVerification, id, event.revision);
    if (state.is === 'ticket') await this.keep(id, state, event.metadata.at);
  }

  async fire({ key: id, dueAt }: DueTimer): Promise<void> {
    const { state } = await this.runner.load(videoVerification, id);
    if (state.is !== 'ticket') return;
    if (state.status === 'inCall') await this.run(id, state, 'TimeOutCall', dueAt);
    else if (state.status === 'waiting') await this.endIfSilent(id, state, dueAt);
  }

  private async keep(id: string, ticket: Ticket, at: Instant): Promise<void> {
    const branch = branchKey(ticket.companyCode, ticket.branchCode);
    if (ticket.status === 'waiting') {
      await this.queue.enter(branch, id, at, placeInQueue(ticket));
      await this.timers.set(this.name, id, plus(at, silenceLimit));
    } else {
      await this.queue.leave(branch, id);
      if (ticket.status === 'inCall') await this.timers.set(this.name, id, plus(ticket.callStartedAt!, callLimit));
      else await this.timers.cancel(this.name, id);
    }
  }

  /** One that is not in the queue has lost its heartbeat with it: the sweep enters it again. */
  private async endIfSilent(id: string, ticket: Ticket, now: Instant): Promise<void> {
    const queued = await this.queue.list(branchKey(ticket.companyCode, ticket.branchCode));
    const entry = queued.find(({ ticketId }) => ticketId === id);
    const due = plus(entry?.heartbeatAt ?? now, silenceLimit);
    if (due > now) await this.timers.set(this.name, id, due);
    else await this.run(id, ticket, 'EndTicket', now);
  }

  private async run(id: string, ticket: Ticket, type: 'TimeOutCall' | 'EndTicket', at: Instant): Promise<void> {
    const cause = derivedId(id, this.name, at);
    const context = systemContext(this.name, at, { id: cause, correlationId: cause });
    const subject = customerSubject(ticket.companyCode, ticket.customerId);
    const command = type === 'EndTicket' ? ({ type, by: 'timeout', at } as const) : { type, at };
    await this.runner.run(videoVerification, id, command, context, subject);
    if (ticket.agent)
      await this.claims.release(
        agentCall(ticket.agent),
        `${videoVerification.category}-${id}`,
        partOf(context, 'over'),
      );
  }
}
