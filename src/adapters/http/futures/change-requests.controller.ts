import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/command-context.js';
import {
  CancelChangeRequest,
  GetChangeRequest,
  ListChangeRequests,
  OpenChangeRequest,
  RefreshChangeRequest,
} from '../../../application/futures/change-requests.js';
import { ProposeContactPhone, RequestContactPhoneCode } from '../../../application/futures/contact-phone.js';
import type { FuturesSession as CustomerSession } from '../../../application/futures/customers.js';
import { SubmitChangeRequest } from '../../../application/futures/submission.js';
import type { ChangeKind } from '../../../domain/profile-change-request/events.js';
import type { RequestStatus } from '../../../domain/profile-change-request/state.js';
import { HonoursIfMatch, Problems } from '../documentation.js';
import { OneOf, PhoneText, Text, UuidText } from '../fields.js';
import { CurrentSession, FuturesSession } from '../guards.js';
import { PageQuery } from '../params.js';
import { Context } from '../request-context.js';
import { ChangeRequestAnswer, ChangeRequestListAnswer, CodeSentAnswer } from './answers.js';
import { answerRequest, gone, RequestId } from './request-answer.js';

const kinds = ['contactPhone', 'identityValidity', 'otherInformation'] as const;
const statuses = ['open', 'submitted', 'applied', 'rejected', 'cancelled', 'expired'] as const;

class OpenBody {
  @OneOf(kinds) kind!: ChangeKind;
}

class ListQuery extends PageQuery {
  @OneOf(kinds, { optional: true }) kind?: ChangeKind;
  @OneOf(statuses, { optional: true }) status?: RequestStatus;
}

class CodeBody {
  @PhoneText() phone!: string;
  @UuidText({ optional: true }) captchaId?: string;
  @Text({ max: 16, optional: true, example: 'A7K9' }) captcha?: string;
}

class ContactPhoneBody {
  @PhoneText() phone!: string;
  @Text({ max: 16, optional: true, example: '012345', description: 'not for a landline (F17)' }) smsCode?: string;
}

@ApiTags('Futures: change requests')
@FuturesSession()
@Controller('v1/futures/change-requests')
export class ChangeRequestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiResponse({ status: 201, type: ChangeRequestAnswer })
  @Problems('change-request.already-open')
  async open(
    @Body() { kind }: OpenBody,
    @CurrentSession() session: CustomerSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerRequest(reply, await this.commands.execute(new OpenChangeRequest(kind, session, context)));
  }

  @Get()
  @ApiOkResponse({ type: ChangeRequestListAnswer })
  list(@Query() query: ListQuery, @CurrentSession() session: CustomerSession) {
    return this.queries.execute(new ListChangeRequests(query, session));
  }

  @Get(':id')
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems('change-request.not-found')
  async get(
    @RequestId() id: string,
    @CurrentSession() session: CustomerSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerRequest(reply, await this.queries.execute(new GetChangeRequest(id, session)));
  }

  @Delete(':id')
  @HttpCode(204)
  @HonoursIfMatch()
  @Problems(...gone)
  async cancel(
    @RequestId() id: string,
    @CurrentSession() session: CustomerSession,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new CancelChangeRequest(id, session, context));
  }

  @Post(':id/sms-codes')
  @HttpCode(202)
  @ApiResponse({ status: 202, type: CodeSentAnswer })
  @Problems(
    ...gone,
    'captcha.required',
    'captcha.invalid',
    'phone.landline-needs-no-code',
    'photo.missing',
    'change-request.step-not-reached',
    'sms.quota-exceeded',
    'sms.undeliverable',
    'dependency.unavailable',
  )
  requestCode(
    @RequestId() id: string,
    @Body() body: CodeBody,
    @CurrentSession() session: CustomerSession,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RequestContactPhoneCode(id, body, session, context));
  }

  @Put(':id/contact-phone')
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(
    ...gone,
    'photo.missing',
    'change-request.step-not-reached',
    'change-request.stale',
    'change-request.no-change',
    'phone.code-required',
    'sms.code-invalid',
    'sms.too-many-tries',
  )
  async contactPhone(
    @RequestId() id: string,
    @Body() body: ContactPhoneBody,
    @CurrentSession() session: CustomerSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerRequest(reply, await this.commands.execute(new ProposeContactPhone(id, body, session, context)));
  }

  @Post(':id/refresh')
  @HttpCode(200)
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...gone)
  async refresh(
    @RequestId() id: string,
    @CurrentSession() session: CustomerSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerRequest(reply, await this.commands.execute(new RefreshChangeRequest(id, session, context)));
  }

  @Post(':id/submission')
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
  )
  async submit(
    @RequestId() id: string,
    @CurrentSession() session: CustomerSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerRequest(reply, await this.commands.execute(new SubmitChangeRequest(id, session, context)));
  }
}
