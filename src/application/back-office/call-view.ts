import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import type { PhotoKind } from '../../domain/customer-account/events.js';
import { notFound } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { maskIdNumber } from '../../domain/shared/mask.js';
import { branchScope } from '../../domain/shared/scope.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import type { Ticket } from '../../domain/video-verification/state.js';
import { Claims } from '../core/claims.js';
import type { CommandContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { customerSubject, readable } from '../futures/account/customers.js';
import type { Staff } from '../ports/staff-tokens.js';
import { type RoomAccess, VideoRoom } from '../ports/video-room.js';
import { mustActFor } from '../shared/own-scopes.js';
import { openPhoto, type Photo } from '../shared/photo.js';
import { SealedObjects } from '../shared/sealed-objects.js';
import { StaffActs } from '../shared/staff-acts.js';
import { CustomerHistories } from './customer-history.js';

/** What the agent sees of the call they took. */
export interface CallView {
  readonly id: string;
  readonly customer: { readonly name: string; readonly maskedIdNumber: string };
  /** Since when the login mobile is the one on file: a new one is worth a question. */
  readonly mobileChangedAt: Instant | null;
  readonly photos: readonly PhotoKind[];
  readonly call: RoomAccess;
}

/** The agent's view, judged upon the log itself: only the agent who took the call sees it (F26). */
@Injectable()
export class CallViews {
  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly objects: SealedObjects,
    private readonly room: VideoRoom,
    private readonly acts: StaffActs,
    private readonly histories: CustomerHistories,
  ) {}

  async own(staff: Staff): Promise<CallView | undefined> {
    const id = await this.claims.holder(['agentCall', staff.id]);
    if (!id) return undefined;
    const { state } = await this.runner.load(videoVerification, id);
    const open = state.is === 'ticket' && state.status === 'inCall' && state.agent?.id === staff.id;
    return open && staff.mayActFor(branchScope(state)) ? this.get(id, staff) : undefined;
  }

  async get(id: string, staff: Staff): Promise<CallView> {
    const ticket = await this.takenBy(id, staff);
    const account = await this.account(ticket);
    return {
      id,
      customer: { name: account.name, maskedIdNumber: maskIdNumber(account.idNumber) },
      mobileChangedAt: await this.histories.mobileChangedAt(ticket.customerId),
      photos: Object.keys(account.photos) as PhotoKind[],
      call: await this.room.enter(id, 'agent', ticket.callStartedAt!),
    };
  }

  /** The look is a fact itself. */
  async photo(id: string, kind: PhotoKind, staff: Staff, context: CommandContext): Promise<Photo> {
    const ticket = await this.takenBy(id, staff);
    const act = { type: 'CallPhotoShown', data: { verificationId: id, kind } } as const;
    await this.acts.record(act, branchScope(ticket), staff, context);
    const { companyCode, photos } = await this.account(ticket);
    return openPhoto(this.objects, customerSubject(companyCode, ticket.customerId), photos[kind]);
  }

  /** @throws DomainError `verification.not-found` unless this agent is in that call */
  async takenBy(id: string, staff: Staff): Promise<Ticket> {
    const { state } = await this.runner.load(videoVerification, id);
    if (state.is !== 'ticket' || state.status !== 'inCall' || state.agent?.id !== staff.id)
      throw notFound('verification.not-found');
    mustActFor(staff, branchScope(state), 'verification.not-found');
    return state;
  }

  private async account({ customerId }: Ticket) {
    const { state } = await this.runner.load(customerAccount, customerId);
    return readable(state);
  }
}
