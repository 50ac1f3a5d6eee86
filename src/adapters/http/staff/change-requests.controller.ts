import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  DecideRequest,
  GetRequestForReview,
  GetReviewPhoto,
  ListRequestsForReview,
} from '../../../application/back-office/review.js';
import type { Reviewed } from '../../../application/back-office/review-view.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { type RequestStatus } from '../../../domain/profile-change-request/state.js';
import type { PhotoKind } from '../../../domain/shared/profile.js';
import { CurrentStaff, Roles } from '../access.js';
import { setETag } from '../etag.js';
import { OneOf, Text } from '../fields.js';
import { RequestId } from '../futures/request-answer.js';
import { AnswersETag, Call, Examples, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { PageQuery, WordParam } from '../params.js';
import { AnswersPhoto, PhotoKindParam, sendPhoto } from '../photos.js';
import { Context } from '../request-context.js';
import { ReviewAnswer, ReviewListAnswer } from './review-answers.js';

const statuses = ['submitted', 'applied', 'rejected'] as const satisfies readonly RequestStatus[];

class ReviewQuery extends PageQuery {
  @OneOf(statuses, { optional: true, description: 'submitted unless given' }) status?: (typeof statuses)[number];
}

class RejectionBody {
  @Text({ max: 200, example: '照片不清晰' }) reason!: string;
}

/** As every change request, with its revision as ETag. */
const answered = (reply: FastifyReply, { revision, body }: Reviewed): ReviewAnswer => {
  setETag(reply, revision);
  return body;
};

const decided = ['change-request.not-found', 'change-request.closed', 'access.forbidden', 'revision.required'] as const;

/** F22: back-office review; not by the agent who verified that customer. */
@ApiTags('Staff: review')
@Roles('reviewer')
@Controller('v1/staff/change-requests')
export class StaffChangeRequestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Call('getReviews', 'Submitted requests of one’s companies and branches (F22)')
  @ApiOkResponse({ type: ReviewListAnswer })
  list(
    @Query() { status = 'submitted', ...page }: ReviewQuery,
    @CurrentStaff() staff: Staff,
  ): Promise<ReviewListAnswer> {
    return this.queries.execute(new ListRequestsForReview({ status, ...page }, staff));
  }

  @Get(':id')
  @AnswersETag()
  @Call('getReview', 'One request as reviewers see it (F22)')
  @ApiOkResponse({ type: ReviewAnswer })
  @Problems('change-request.not-found')
  async get(
    @RequestId() id: string,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewAnswer> {
    return answered(reply, await this.commands.execute(new GetRequestForReview(id, staff, context)));
  }

  @Get(':id/photos/:which/:kind')
  @Call('getReviewPhoto', 'A photo on file, or the one submitted (F22)')
  @AnswersPhoto()
  @Problems('change-request.not-found', 'photo.not-found')
  async photo(
    @RequestId() id: string,
    @WordParam('which', ['onFile', 'submitted'], 'photo.not-found')
    which: 'onFile' | 'submitted',
    @PhotoKindParam() kind: PhotoKind,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return sendPhoto(reply, await this.commands.execute(new GetReviewPhoto(id, which, kind, staff, context)));
  }

  @Post(':id/approval')
  @Call('postApproval', 'Approves a request (F22)')
  @Examples('applied')
  @HttpCode(200)
  @HonoursIfMatch({ required: true })
  @ApiOkResponse({ type: ReviewAnswer })
  @Problems(...decided, 'change-request.stale')
  async approve(
    @RequestId() id: string,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewAnswer> {
    return answered(reply, await this.commands.execute(new DecideRequest(id, 'approve', staff, context)));
  }

  @Post(':id/rejection')
  @Call('postRejection', 'Rejects a request (F22)')
  @Examples('rejected')
  @HttpCode(200)
  @HonoursIfMatch({ required: true })
  @ApiOkResponse({ type: ReviewAnswer })
  @Problems(...decided)
  async reject(
    @RequestId() id: string,
    @Body() { reason }: RejectionBody,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewAnswer> {
    const rejection = { rejectedFor: reason.trim() };
    return answered(reply, await this.commands.execute(new DecideRequest(id, rejection, staff, context)));
  }
}
