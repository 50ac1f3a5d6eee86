import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import { TicketStreams } from '../../../application/futures/video/ticket-stream.js';
import { GetTicket, JoinVideoQueue, LeaveVideoQueue } from '../../../application/futures/video/video-verification.js';
import type { JsonObject } from '../../../application/ports/json.js';
import { VideoSignals } from '../../../application/ports/video-signals.js';
import { conflict } from '../../../domain/shared/domain-error.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { Made } from '../fields.js';
import { anyObject, Call, EventStream, Problems } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { Context } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { SignalBody } from '../signals.js';
import { EventStreams } from '../sse.js';
import { TicketAnswer } from './answers.js';

class JoinBody {
  @Made({ max: 16, optional: true, example: '001', description: "the account's own branch unless given (F24)" })
  branchCode?: string;
}

const TicketId = () => IdParam('id', 'verification.not-found');

@ApiTags('Futures: video verification')
@RequiresFuturesSession()
@Controller('v1/futures/video-verifications')
export class VideoVerificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly tickets: TicketStreams,
    private readonly signals: VideoSignals,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @HandsOut()
  @Call('postVideoVerification', 'Joins the queue of a branch (F24, F25)')
  @ApiResponse({ status: 201, type: TicketAnswer })
  @ApiResponse({ status: 200, type: TicketAnswer, description: 'the ticket that one has already' })
  @Problems('branch.not-found')
  async join(
    @Body() body: JoinBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TicketAnswer> {
    const { ticket, created } = await this.commands.execute(new JoinVideoQueue(body.branchCode, session, context));
    reply.code(created ? 201 : 200);
    return ticket;
  }

  @Get('current')
  @Call('getCurrentVideoVerification', 'One’s ticket in the queue or in a call (F25)')
  @ApiOkResponse({ type: TicketAnswer })
  @Problems('verification.not-found')
  current(@CurrentSession() session: FuturesSession): Promise<TicketAnswer> {
    return this.queries.execute(new GetTicket('current', session));
  }

  @Get(':id')
  @Call('getVideoVerification', 'One ticket (F25)')
  @ApiOkResponse({ type: TicketAnswer })
  @Problems('verification.not-found')
  get(@TicketId() id: string, @CurrentSession() session: FuturesSession): Promise<TicketAnswer> {
    return this.queries.execute(new GetTicket(id, session));
  }

  @Get(':id/events')
  @Call('getVideoVerificationEvents', 'The ticket and the call’s signals as they change (F25, F26)')
  @EventStream('ends after a final status; a comment every 15 s', { queue: TicketAnswer, signal: anyObject })
  @Problems('verification.not-found')
  async events(
    @TicketId() id: string,
    @CurrentSession() session: FuturesSession,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.execute(new GetTicket(id, session));
    await this.streams.send(
      request,
      reply,
      (signal) => this.tickets.watch(id, session, signal),
      () => this.tickets.heartbeat(id, session),
    );
  }

  @Post(':id/signals')
  @Call('postVideoVerificationSignal', 'Sends a WebRTC signal to the agent (F26)')
  @HttpCode(204)
  @Problems('verification.not-found', 'verification.not-in-call')
  async signal(
    @TicketId() id: string,
    @Body() { data }: SignalBody,
    @CurrentSession() session: FuturesSession,
  ): Promise<void> {
    const ticket = await this.queries.execute(new GetTicket(id, session));
    if (!ticket.call) throw conflict('verification.not-in-call');
    await this.signals.send(id, 'agent', data as JsonObject);
  }

  @Delete(':id')
  @Call('deleteVideoVerification', 'Leaves the queue or the call (F25)')
  @HttpCode(204)
  @Problems('verification.not-found')
  async leave(
    @TicketId() id: string,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new LeaveVideoQueue(id, session, context));
  }
}
