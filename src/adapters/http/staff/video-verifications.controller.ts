import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallStreams } from '../../../application/back-office/call-stream.js';
import { CallViews } from '../../../application/back-office/call-view.js';
import { GetOwnCall, GetQueue, GiveVerdict, TakeNextCall } from '../../../application/back-office/video-calls.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { JsonObject } from '../../../application/ports/json.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { VideoSignals } from '../../../application/ports/video-signals.js';
import type { PhotoKind } from '../../../domain/customer-account/events.js';
import { invalidFields } from '../../../domain/shared/domain-error.js';
import { Problems, Shown } from '../documentation.js';
import { OneOf, Text } from '../fields.js';
import { CurrentStaff, Roles } from '../guards.js';
import { IdParam } from '../params.js';
import { PhotoKindParam, sendPhoto } from '../photos.js';
import { Context } from '../request-context.js';
import { SignalBody } from '../signals.js';
import { EventStreams } from '../sse.js';

class BranchFields {
  @Text({ max: 16, example: '0038' }) companyCode!: string;
  @Text({ max: 16, example: '001' }) branchCode!: string;
}

class VerdictBody {
  @OneOf(['passed', 'rejected', 'interrupted']) outcome!: 'passed' | 'rejected' | 'interrupted';
  @Text({ max: 200, optional: true, example: '光线过暗', description: 'needed for a rejection' }) reason?: string;
  @Text({ max: 200, optional: true, example: 'recordings/2026/11/22/0001' }) recordingReference?: string;
}

class QueueAnswer {
  @Shown(2) waiting!: number;
  @Shown('2026-11-22T08:00:00.000Z', { nullable: true }) oldestAt!: string | null;
}

class CallAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') id!: string;
  @Shown({ name: '测试0033', maskedIdNumber: '4101**********0033' }) customer!: object;
  @Shown(['idFront', 'idBack']) photos!: readonly string[];
  @Shown({
    provider: 'webrtc',
    url: '/v1/staff/video-verifications/3f2c8a3e/signals',
    token: 't',
    expiresAt: '2026-11-22T08:30:00.000Z',
  })
  call!: object;
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
  @ApiOkResponse({ type: QueueAnswer })
  @Problems('branch.not-found')
  queue(@Query() { companyCode, branchCode }: BranchFields, @CurrentStaff() staff: Staff) {
    return this.queries.execute(new GetQueue(companyCode, branchCode, staff));
  }

  @Get('current')
  @ApiOkResponse({ type: CallAnswer })
  @Problems('verification.not-found')
  current(@CurrentStaff() staff: Staff) {
    return this.queries.execute(new GetOwnCall(staff));
  }

  @Post('next')
  @HttpCode(200)
  @ApiOkResponse({ type: CallAnswer })
  @ApiNoContentResponse({ description: 'nobody waits' })
  @Problems('branch.not-found')
  async next(
    @Body() { companyCode, branchCode }: BranchFields,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const call = await this.commands.execute(new TakeNextCall(companyCode, branchCode, staff, context));
    if (!call) reply.code(204);
    return call;
  }

  @Get(':id/photos/:kind')
  @ApiProduces('image/jpeg', 'image/png')
  @Problems('verification.not-found', 'photo.not-found')
  async photo(
    @TicketId() id: string,
    @PhotoKindParam() kind: PhotoKind,
    @CurrentStaff() staff: Staff,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendPhoto(reply, await this.calls.photo(id, kind, staff));
  }

  @Get(':id/events')
  @ApiProduces('text/event-stream')
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
  @HttpCode(204)
  @Problems('verification.not-found')
  async signal(@TicketId() id: string, @Body() { data }: SignalBody, @CurrentStaff() staff: Staff): Promise<void> {
    await this.calls.takenBy(id, staff);
    await this.signals.send(id, 'customer', data as JsonObject);
  }

  @Post(':id/verdict')
  @HttpCode(204)
  @Problems('verification.not-found', 'verification.not-in-call')
  async verdict(
    @TicketId() id: string,
    @Body() verdict: VerdictBody,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<void> {
    if (verdict.outcome === 'rejected' && !verdict.reason?.trim())
      throw invalidFields({ pointer: '/reason', code: 'field.required' });
    await this.commands.execute(new GiveVerdict(id, verdict, staff, context));
  }
}
