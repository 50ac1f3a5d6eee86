import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadStream, SearchStreams } from '../../../application/audit/streams.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { refusal } from '../../../domain/shared/domain-error.js';
import { CurrentStaff, Roles } from '../access.js';
import { IdNumberText, isRevision, QueryFlag, RevisionOrInstant, Text } from '../fields.js';
import { Call, Problems } from '../openapi/decorators.js';
import { PageQuery } from '../params.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';
import { StreamAnswer, StreamListAnswer } from './answers.js';
import { AuditReason, ReasonHeader, reasonOf } from './audit-reason.js';
import { boundOf, StreamName } from './bounds.js';

class SearchBody {
  @IdNumberText() idNumber!: string;
  @Text({ max: 64, optional: true, example: 'CustomerAccount' }) category?: string;
}

class StreamQuery extends PageQuery {
  @RevisionOrInstant({ optional: true, example: '0', description: 'first revision, or instant' }) from?: string;
  @RevisionOrInstant({ optional: true, example: '9', description: 'last revision, or instant' }) until?: string;
  @QueryFlag({ optional: true, description: 'personal fields in clear; recorded as PersonalDataRevealed' })
  reveal?: boolean;
}

@ApiTags('Audit')
@Roles('auditor')
@Controller('v1/audit')
export class StreamsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('stream-searches')
  @Call('postStreamSearch', 'The streams of a person')
  @HttpCode(200)
  @ReasonHeader(true)
  @ApiOkResponse({ type: StreamListAnswer })
  @Problems('audit.reason-required')
  search(
    @SentBody(SearchBody) { form, misshapen }: Sent<SearchBody>,
    @AuditReason() reason: string | undefined,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<StreamListAnswer> {
    return this.commands.execute(new SearchStreams(form, reasonOf(reason), staff, context, misshapen));
  }

  @Get('streams/:stream')
  @Call('getStream', 'The events of a stream, oldest first')
  @ReasonHeader(false)
  @ApiOkResponse({ type: StreamAnswer })
  @Problems('stream.not-found', 'audit.reason-required')
  read(
    @StreamName() name: string,
    @Query() { from, until, limit, cursor, reveal }: StreamQuery,
    @AuditReason() reason: string | undefined,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<StreamAnswer> {
    const first = cursorOf(cursor) ?? (from === undefined ? undefined : boundOf(from));
    const last = until === undefined ? undefined : boundOf(until);
    const range = { limit, ...(first !== undefined && { from: first }), ...(last !== undefined && { until: last }) };
    return this.commands.execute(new ReadStream(name, range, reveal ? reasonOf(reason) : undefined, staff, context));
  }
}

const cursorOf = (cursor: string | undefined): bigint | undefined => {
  if (cursor === undefined) return undefined;
  if (!isRevision(cursor)) {
    throw refusal('request.invalid', { errors: [{ pointer: '/cursor', code: 'cursor.invalid' }] });
  }
  return BigInt(cursor);
};
