import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import {
  CancelChangeRequest,
  GetChangeRequest,
  ListChangeRequests,
  OpenChangeRequest,
  RefreshChangeRequest,
} from '../../../application/futures/change-request/change-requests.js';
import { SubmitChangeRequest } from '../../../application/futures/change-request/submission.js';
import { type ChangeKind, changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { type RequestStatus, requestStatuses } from '../../../domain/profile-change-request/state.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { OneOf } from '../fields.js';
import { AnswersETag, Call, Examples, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { PageQuery } from '../params.js';
import { Context } from '../request-context.js';
import { ChangeRequestAnswer, ChangeRequestListAnswer } from './answers.js';
import { answerRequest, gone, RequestId } from './request-answer.js';

class OpenBody {
  @OneOf(changeKinds) kind!: ChangeKind;
}

class ListQuery extends PageQuery {
  @OneOf(changeKinds, { optional: true }) kind?: ChangeKind;
  @OneOf(requestStatuses, { optional: true }) status?: RequestStatus;
}

@ApiTags('Futures: change requests')
@RequiresFuturesSession()
@Controller('v1/futures/change-requests')
export class ChangeRequestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @AnswersETag()
  @Call('postChangeRequest', 'Opens a change request (F11, F19)')
  @Examples('photos')
  @ApiResponse({ status: 201, type: ChangeRequestAnswer })
  @Problems('change-request.already-open')
  async open(
    @Body() { kind }: OpenBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.commands.execute(new OpenChangeRequest(kind, session, context)));
  }

  @Get()
  @Call('getChangeRequests', 'One’s own change requests, newest first')
  @ApiOkResponse({ type: ChangeRequestListAnswer })
  list(@Query() query: ListQuery, @CurrentSession() session: FuturesSession): Promise<ChangeRequestListAnswer> {
    return this.queries.execute(new ListChangeRequests(query, session));
  }

  @Get(':id')
  @AnswersETag()
  @Call('getChangeRequest', 'One change request')
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems('change-request.not-found')
  async get(
    @RequestId() id: string,
    @CurrentSession() session: FuturesSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.queries.execute(new GetChangeRequest(id, session)));
  }

  @Delete(':id')
  @Call('deleteChangeRequest', 'Cancels an open request')
  @HttpCode(204)
  @HonoursIfMatch()
  @Problems(...gone)
  async cancel(
    @RequestId() id: string,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new CancelChangeRequest(id, session, context));
  }

  @Post(':id/refresh')
  @Call('postChangeRequestRefresh', 'Takes today’s profile as current after `change-request.stale` (F19)')
  @Examples('photos', 'form')
  @HttpCode(200)
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...gone)
  async refresh(
    @RequestId() id: string,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.commands.execute(new RefreshChangeRequest(id, session, context)));
  }

  @Post(':id/submission')
  @Call('postChangeRequestSubmission', 'Submits the request (F22)')
  @Examples('submitted', 'applied')
  @HttpCode(202)
  @HonoursIfMatch()
  @ApiResponse({ status: 202, type: ChangeRequestAnswer })
  @Problems(
    ...gone,
    'service.closed',
    'change-request.step-not-reached',
    'change-request.stale',
    'agreement.not-signed',
    'agreement.not-consented',
    'agreement.changed',
    'validity.expired',
  )
  async submit(
    @RequestId() id: string,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.commands.execute(new SubmitChangeRequest(id, session, context)));
  }
}
