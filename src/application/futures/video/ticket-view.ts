import { Injectable } from '@nestjs/common';
import { notFound } from '../../../domain/shared/domain-error.js';
import { videoVerification } from '../../../domain/video-verification/decider.js';
import type { Ticket } from '../../../domain/video-verification/state.js';
import { EventCodec } from '../../core/event-codec.js';
import { ReadModels } from '../../ports/read-models.js';
import { branchKey, VideoQueue } from '../../ports/video-queue.js';
import { type RoomAccess, VideoRoom } from '../../ports/video-room.js';
import { allRows } from '../../read-models/all-rows.js';
import { videoVerifications } from '../../read-models/models.js';
import { Companies } from '../../shared/companies.js';
import type { FuturesSession } from '../account/customers.js';

export interface TicketView {
  readonly id: string;
  readonly status: Ticket['status'];
  readonly branch: { readonly code: string; readonly name: string };
  /** Everyone waiting in that branch, oneself included (F25). */
  readonly waiting: number;
  readonly position: number | null;
  readonly agent: { readonly name: string; readonly licenceNumber: string } | null;
  readonly call: RoomAccess | null;
  readonly reason: string | null;
  readonly endedBy: Ticket['endedBy'];
}

/** The one renderer of a customer's ticket: answers, polling and the event stream show the same. */
@Injectable()
export class TicketViews {
  constructor(
    private readonly readModels: ReadModels,
    private readonly codec: EventCodec,
    private readonly companies: Companies,
    private readonly queue: VideoQueue,
    private readonly room: VideoRoom,
  ) {}

  /** @throws DomainError `verification.not-found`, also for another person's */
  async get(id: string, session: FuturesSession): Promise<TicketView> {
    const at = { stream: `${videoVerification.category}-${id}`, person: session.subject };
    const ticket = await this.codec.open(await this.own(id, session), at);
    const { status, reason, endedBy, companyCode, branchCode, agent } = ticket;
    const branch = this.companies.get(companyCode).branches.find(({ code }) => code === branchCode);
    const waiting = await this.waitingIn(branchKey(companyCode, branchCode));
    const place = waiting.indexOf(id);
    const inCall = status === 'inCall' && agent;
    return {
      id,
      status,
      branch: branch ?? { code: branchCode, name: branchCode },
      waiting: waiting.length,
      position: status === 'waiting' && place >= 0 ? place + 1 : null,
      agent: inCall ? { name: agent.name, licenceNumber: agent.licenceNumber } : null,
      call:
        inCall && ticket.device === session.device
          ? await this.room.enter(id, 'customer', ticket.callStartedAt!)
          : null,
      reason,
      endedBy,
    };
  }

  /** Whether the call is this device's: room and signals are for the one that joined alone (F27). */
  async isOnThisDevice(id: string, session: FuturesSession): Promise<boolean> {
    return (await this.own(id, session)).device === session.device;
  }

  private async own(id: string, session: FuturesSession): Promise<Ticket<'sealed'>> {
    const row = await this.readModels.get(videoVerifications, id);
    if (row?.state.is !== 'ticket' || row.state.customerId !== session.subject)
      throw notFound('verification.not-found');
    return row.state;
  }

  /** Who waits, head first. The tickets say who does, so that all are told of the same; the queue says in which order. */
  private async waitingIn(branch: string): Promise<readonly string[]> {
    const order = (await this.queue.list(branch)).map(({ ticketId }) => ticketId);
    const waiting = new Set<string>();
    for await (const { key } of allRows(this.readModels, videoVerifications, { branch, status: 'waiting' }))
      waiting.add(key);
    const queued = new Set(order.filter((id) => waiting.has(id)));
    return [...queued, ...[...waiting].filter((id) => !queued.has(id))];
  }
}
