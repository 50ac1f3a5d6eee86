import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import type { OpenedRequest, RequestStatus } from '../../domain/profile-change-request/state.js';
import { refusal } from '../../domain/shared/domain-error.js';
import type { PhotoKind } from '../../domain/shared/profile.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import type { CommandContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { Customers, customerSubject } from '../futures/account/customers.js';
import { SigningCertificates } from '../futures/certificate/signing-certificates.js';
import { groupNow } from '../futures/change-request/change-request-writer.js';
import type { Staff } from '../ports/staff-tokens.js';
import type { Photo } from '../shared/photo.js';
import { StaffActs } from '../shared/staff-acts.js';
import { CustomerHistories } from './customer-history.js';
import { type Reviewed, type ReviewView, ReviewViews, reviewed } from './review-view.js';

export class ListRequestsForReview extends Query<{
  readonly items: readonly ReviewView[];
  readonly next: string | null;
}> {
  constructor(
    readonly filter: { readonly status: RequestStatus; readonly cursor?: string; readonly limit?: number },
    readonly staff: Staff,
  ) {
    super();
  }
}

/** A command, since what a reviewer is shown is a fact itself. */
export class GetRequestForReview extends Command<Reviewed> {
  constructor(
    readonly id: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetReviewPhoto extends Command<Photo> {
  constructor(
    readonly id: string,
    readonly which: 'onFile' | 'submitted',
    readonly kind: PhotoKind,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class DecideRequest extends Command<Reviewed> {
  constructor(
    readonly id: string,
    readonly decision: 'approve' | { readonly rejectedFor: string },
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@QueryHandler(ListRequestsForReview)
export class ListRequestsForReviewHandler implements IQueryHandler<ListRequestsForReview> {
  constructor(private readonly views: ReviewViews) {}

  execute({ filter, staff }: ListRequestsForReview) {
    return this.views.list(filter, staff);
  }
}

@CommandHandler(GetRequestForReview)
export class GetRequestForReviewHandler implements ICommandHandler<GetRequestForReview> {
  constructor(
    private readonly views: ReviewViews,
    private readonly acts: StaffActs,
  ) {}

  async execute({ id, staff, context }: GetRequestForReview): Promise<Reviewed> {
    const own = await this.views.own(id, staff);
    await this.acts.record({ type: 'ChangeRequestShown', data: { changeRequestId: id } }, own.scope, staff, context);
    return reviewed(id, own);
  }
}

@CommandHandler(GetReviewPhoto)
export class GetReviewPhotoHandler implements ICommandHandler<GetReviewPhoto> {
  constructor(
    private readonly views: ReviewViews,
    private readonly acts: StaffActs,
  ) {}

  async execute({ id, which, kind, staff, context }: GetReviewPhoto): Promise<Photo> {
    const own = await this.views.own(id, staff);
    const act = { type: 'ChangeRequestPhotoShown', data: { changeRequestId: id, which, kind } } as const;
    await this.acts.record(act, own.scope, staff, context);
    return this.views.photo(own, which, kind);
  }
}

/** F22: a reviewer approves, or rejects with a reason; never who verified that customer, nor who changed them lately; upon the revision that they saw. */
@CommandHandler(DecideRequest)
export class DecideRequestHandler implements ICommandHandler<DecideRequest> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly customers: Customers,
    private readonly certificates: SigningCertificates,
    private readonly views: ReviewViews,
    private readonly histories: CustomerHistories,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ id, decision, staff, context }: DecideRequest): Promise<Reviewed> {
    const { request } = await this.views.own(id, staff);
    const changed = await this.histories.changedLatelyBy(staff.id, request.customerId, context.at);
    if (changed || (await this.verifiedBy(request, staff))) throw refusal('access.forbidden');
    if (context.ifMatch === undefined) throw refusal('revision.required');
    const { at } = context;
    const subject = customerSubject(request.companyCode, request.customerId);
    if (decision === 'approve') {
      const group = groupNow(await this.customers.account(request.customerId), request.kind);
      await this.runner.run(
        profileChangeRequest,
        id,
        { type: 'ApproveRequest', by: 'reviewer', group, at },
        context,
        subject,
      );
    } else {
      const command = { type: 'RejectRequest', reason: decision.rejectedFor, at } as const;
      await this.runner.run(profileChangeRequest, id, command, context, subject);
    }
    await this.readYourWrites.settle(context);
    return this.views.get(id, staff);
  }

  private async verifiedBy({ signed }: OpenedRequest, staff: Staff): Promise<boolean> {
    for (const serial of new Set(Object.values(signed).map(({ certificateSerial }) => certificateSerial))) {
      const certificate = await this.certificates.bySerial(serial);
      if (!certificate) continue;
      const { state } = await this.runner.load(videoVerification, certificate.verificationId);
      if (state.is === 'ticket' && state.agent?.id === staff.id) return true;
    }
    return false;
  }
}
