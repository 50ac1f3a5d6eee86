import { type BeforeApplicationShutdown, Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AuditLog } from '../../../application/audit/log.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { CurrentStaff, Roles } from '../access.js';
import { QueryFlag, Text } from '../fields.js';
import { Call } from '../openapi/decorators.js';
import { StreamCallers } from '../stream-callers.js';
import { beginStream, writeChunk } from '../streamed-response.js';
import { EventAnswer } from './answers.js';

class LogQueryFields {
  @Text({ max: 64, optional: true, example: '42', description: '`position` of the last event that was read' })
  after?: string;
  @Text({ max: 2000, optional: true, example: 'PhoneChanged,CertificateIssued', description: 'separated by commas' })
  types?: string;
  @QueryFlag({ optional: true, description: 'goes on with what comes; otherwise the answer ends at the head' })
  follow?: boolean;
}

@ApiTags('Audit')
@Roles('auditor')
@Controller('v1/audit/events')
export class AuditLogController implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  constructor(
    private readonly log: AuditLog,
    private readonly callers: StreamCallers,
  ) {}

  @Get()
  @Call('getEventLog', 'The whole log, a line for each event, resumable')
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ description: 'an event a line, oldest first, each as here', type: EventAnswer })
  async read(@Query() query: LogQueryFields, @CurrentStaff() staff: Staff, @Res() reply: FastifyReply): Promise<void> {
    const { after, types, follow = false } = query;
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.shutdown.signal]);
    const wanted = types ? types.split(',').map((type) => type.trim()) : undefined;
    const range = { follow, ...(after !== undefined && { after }), ...(wanted && { types: wanted }) };
    const events = this.log.open(range, staff, signal);

    const response = beginStream(reply, 'application/x-ndjson');
    response.once('close', () => over.abort());
    const stopWatching = this.callers.watch({ staff }, over);
    try {
      for await (const event of events) {
        if (!(await this.callers.mayListen({ staff }))) over.abort();
        if (signal.aborted) break;
        await writeChunk(response, `${JSON.stringify(event)}\n`, signal);
      }
      // Half a log must not look like a whole one. One that is followed has no end of its own.
      if (follow || !signal.aborted) response.end();
      else response.destroy();
    } catch (error) {
      // The filter says why, and breaks the connection off.
      if (!signal.aborted) throw error;
      response.destroy();
    } finally {
      stopWatching();
      over.abort();
    }
  }

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }
}
