import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallStreams } from '../../../application/back-office/call-stream.js';
import { CallViews } from '../../../application/back-office/call-view.js';
import { GetOwnCall, GetQueue, GiveVerdict, TakeNextCall } from '../../../application/back-office/video-calls.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { JsonObject } from '../../../application/ports/json.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { VideoSignals } from '../../../application/ports/video-signals.js';
import type { PhotoKind } from '../../../domain/customer-account/events.js';
import { ticketStatuses } from '../../../domain/video-verification/state.js';
import { CurrentStaff, Roles } from '../access.js';
import { OneOf, Text } from '../fields.js';
import { RoomAnswer } from '../futures/answers.js';
import { anyObject, Call, EventStream, Problems, Shown, ShownAs } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { AnswersPhoto, PhotoKindParam, sendPhoto } from '../photos.js';
import { Context } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { SignalBody } from '../signals.js';
import { EventStreams } from '../sse.js';
import { CustomerShownAnswer } from './review-answers.js';

class BranchFields {
  @Text({ max: 16, example: '0038' }) companyCode!: string;
  @Text({ max: 16, example: '001' }) branchCode!: string;
}

class VerdictBody {
  @OneOf(['passed', 'rejected', 'interrupted']) outcome!: 'passed' | 'rejected' | 'interrupted';
  @Text({
    max: 200,
    optional: ({ outcome }: VerdictBody) => outcome !== 'rejected',
    example: '光线过暗',
    description: 'needed for a rejection',
  })
  reason?: string;
  @Text({
    max: 200,
    optional: true,
    example: 'recordings/2026/11/22/0001',
    description: 'needed for a pass where the company demands it',
  })
  recordingReference?: string;
}

class QueueAnswer {
  @Shown(2) waiting!: number;
  @Shown('2026-11-22T08:00:00.000Z', { nullable: true }) oldestAt!: string | null;
}

class CallAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') id!: string;
  @ShownAs(() => CustomerShownAnswer) customer!: CustomerShownAnswer;
  @Shown('2026-03-02T08:00:00.000Z', { nullable: true, description: 'since when the login mobile is the one on file' })
  mobileChangedAt!: string | null;
  @Shown(['idFront', 'idBack'], { description: 'those on file' }) photos!: readonly PhotoKind[];
  @ShownAs(() => RoomAnswer) call!: RoomAnswer;
}

class CallStatusAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') id!: string;
  @Shown('inCall', { enum: ticketStatuses }) status!: (typeof ticketStatuses)[number];
}

const TicketId = () => IdParam('id', 'verification.not-found');

/** F26. */
@ApiTags('Staff: video verification')
@Roles('agent')
@Controller('v1/staff/video-verifications')
export class StaffVideoVerificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly calls: CallViews,
    private readonly callStreams: CallStreams,
    private readonly signals: VideoSignals,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  @Call('getVideoQueue', 'How many wait in a branch (F26)')
  @ApiOkResponse({ type: QueueAnswer })
  @Problems('branch.not-found')
  queue(@Query() { companyCode, branchCode }: BranchFields, @CurrentStaff() staff: Staff): Promise<QueueAnswer> {
    return this.queries.execute(new GetQueue(companyCode, branchCode, staff));
  }

  @Get('current')
  @Call('getCurrentCall', 'The call that one is in (F26)')
  @ApiOkResponse({ type: CallAnswer })
  @Problems('verification.not-found')
  current(@CurrentStaff() staff: Staff): Promise<CallAnswer> {
    return this.queries.execute(new GetOwnCall(staff));
  }

  @Post('next')
  @HandsOut()
  @Call('postNextCall', 'Takes the next customer of a branch (F26)')
  @HttpCode(200)
  @ApiOkResponse({ type: CallAnswer })
  @ApiNoContentResponse({ description: 'nobody waits' })
  @Problems('branch.not-found', 'access.forbidden')
  async next(
    @Body() { companyCode, branchCode }: BranchFields,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallAnswer | undefined> {
    const call = await this.commands.execute(new TakeNextCall(companyCode, branchCode, staff, context));
    if (!call) reply.code(204);
    return call;
  }

  @Get(':id/photos/:kind')
  @Call('getCallPhoto', 'A photo on file of the customer in the call (F26)')
  @AnswersPhoto()
  @Problems('verification.not-found', 'photo.not-found')
  async photo(
    @TicketId() id: string,
    @PhotoKindParam() kind: PhotoKind,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return sendPhoto(reply, await this.calls.photo(id, kind, staff, context));
  }

  @Get(':id/events')
  @Call('getCallEvents', 'The call and its signals as they change (F26)')
  @EventStream('ends with the call; a comment every 15 s', { queue: CallStatusAnswer, signal: anyObject })
  @Problems('verification.not-found')
  async events(
    @TicketId() id: string,
    @CurrentStaff() staff: Staff,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.calls.takenBy(id, staff);
    await this.streams.send(request, reply, (signal) => this.callStreams.watch(id, staff, signal));
  }

  @Post(':id/signals')
  @Call('postCallSignal', 'Sends a WebRTC signal to the customer (F26)')
  @HttpCode(204)
  @Problems('verification.not-found')
  async signal(@TicketId() id: string, @Body() { data }: SignalBody, @CurrentStaff() staff: Staff): Promise<void> {
    await this.calls.takenBy(id, staff);
    await this.signals.send(id, 'customer', data as JsonObject);
  }

  @Post(':id/verdict')
  @Call('postVerdict', 'Ends the call with a verdict (F26)')
  @HttpCode(204)
  @Problems(
    'verification.not-found',
    'verification.not-in-call',
    'verification.recording-required',
    'verification.too-short',
    'verification.customer-absent',
  )
  async verdict(
    @TicketId() id: string,
    @Body() verdict: VerdictBody,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new GiveVerdict(id, verdict, staff, context));
  }
}
