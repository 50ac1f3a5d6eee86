import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
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
import { changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { type RequestStatus, requestStatuses } from '../../../domain/profile-change-request/state.js';
import type { PhotoKind } from '../../../domain/shared/profile.js';
import { HonoursIfMatch, Problems, Shown, ShownAs } from '../documentation.js';
import { setETag } from '../etag.js';
import { OneOf, Text } from '../fields.js';
import { RequestId } from '../futures/request-answer.js';
import { CurrentStaff, Roles } from '../guards.js';
import { PageQuery, ThingParam } from '../params.js';
import { PhotoKindParam, sendPhoto } from '../photos.js';
import { Context } from '../request-context.js';

const statuses = ['submitted', 'applied', 'rejected'] as const satisfies readonly RequestStatus[];

class ReviewQuery extends PageQuery {
  @OneOf(statuses, { optional: true, description: 'submitted unless given' }) status?: (typeof statuses)[number];
}

class RejectionBody {
  @Text({ max: 200, min: 1, code: 'field.required', example: '照片不清晰' }) reason!: string;
}

const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const instant = '2026-11-22T08:00:00.000Z';

class ReviewAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') id!: string;
  @Shown('0039') companyCode!: string;
  @Shown('00390001') customerNumber!: string;
  @Shown('contactPhone', { enum: changeKinds }) kind!: string;
  @Shown('submitted', { enum: requestStatuses }) status!: string;
  @Shown({ name: '测试0033', maskedIdNumber: '4101**********0033' }) customer!: object;
  @Shown({ phone: '1380****001' }) current!: object;
  @Shown({ phone: '13900139000' }, { nullable: true }) proposed!: object | null;
  @Shown({
    idFront: { onFile: digest, submitted: digest },
    idBack: { onFile: digest, submitted: digest },
    signature: { onFile: digest, submitted: digest },
  })
  photos!: object;
  @Shown([
    {
      documentId: 'changeApplication',
      version: '1.0',
      sha256: digest,
      certificateSerial: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      signedAt: instant,
    },
  ])
  agreements!: object[];
  @Shown(instant) submittedAt!: string;
  @Shown(instant, { nullable: true }) decidedAt!: string | null;
  @Shown('照片不清晰', { nullable: true }) rejectionReason!: string | null;
  @Shown(['validity.unusual-span'], { description: 'legal, but worth a look (V2.3)' }) warnings!: string[];
}

class ReviewListAnswer {
  @ShownAs(() => ReviewAnswer, { isArray: true }) items!: ReviewAnswer[];
  @Shown('MTIz', { nullable: true }) next!: string | null;
}

/** As every change request, with its revision as ETag. */
const answered = (reply: FastifyReply, { revision, body }: Reviewed) => {
  setETag(reply, revision);
  return body;
};

const decided = ['change-request.not-found', 'change-request.closed', 'access.forbidden'] as const;

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
  @ApiOkResponse({ type: ReviewListAnswer })
  list(@Query() { status = 'submitted', ...page }: ReviewQuery, @CurrentStaff() staff: Staff) {
    return this.queries.execute(new ListRequestsForReview({ status, ...page }, staff));
  }

  @Get(':id')
  @ApiOkResponse({ type: ReviewAnswer })
  @Problems('change-request.not-found')
  async get(@RequestId() id: string, @CurrentStaff() staff: Staff, @Res({ passthrough: true }) reply: FastifyReply) {
    return answered(reply, await this.queries.execute(new GetRequestForReview(id, staff)));
  }

  @Get(':id/photos/:which/:kind')
  @ApiProduces('image/jpeg', 'image/png')
  @Problems('change-request.not-found', 'photo.not-found')
  async photo(
    @RequestId() id: string,
    @ThingParam('which', (which) => which === 'onFile' || which === 'submitted', 'photo.not-found')
    which: 'onFile' | 'submitted',
    @PhotoKindParam() kind: PhotoKind,
    @CurrentStaff() staff: Staff,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendPhoto(reply, await this.queries.execute(new GetReviewPhoto(id, which, kind, staff)));
  }

  @Post(':id/approval')
  @HttpCode(200)
  @HonoursIfMatch()
  @ApiOkResponse({ type: ReviewAnswer })
  @Problems(...decided, 'change-request.stale')
  async approve(
    @RequestId() id: string,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answered(reply, await this.commands.execute(new DecideRequest(id, 'approve', staff, context)));
  }

  @Post(':id/rejection')
  @HttpCode(200)
  @HonoursIfMatch()
  @ApiOkResponse({ type: ReviewAnswer })
  @Problems(...decided)
  async reject(
    @RequestId() id: string,
    @Body() { reason }: RejectionBody,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const rejection = { rejectedFor: reason.trim() };
    return answered(reply, await this.commands.execute(new DecideRequest(id, rejection, staff, context)));
  }
}
