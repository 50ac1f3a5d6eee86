import { Controller, Get, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { zipOf } from '../../../application/audit/evidence/archive.js';
import { ExportEvidence } from '../../../application/audit/evidence/export-evidence.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { CurrentStaff, Roles } from '../access.js';
import { Bytes, Call, Problems } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { Context } from '../request-context.js';
import { AuditReason, ReasonHeader, reasonOf } from './audit-reason.js';

@ApiTags('Audit')
@Roles('auditor')
@Controller('v1/audit/change-requests')
export class EvidenceController {
  constructor(private readonly commands: CommandBus) {}

  @Get(':id/evidence')
  @Call('getEvidence', 'What a signed request is proved with, one archive')
  @ReasonHeader(true)
  @Bytes(
    'documents, signatures, certificates, revocation state, events, and a README that says how to verify',
    'application/zip',
  )
  @Problems('change-request.not-found', 'audit.reason-required')
  async export(
    @IdParam('id', 'change-request.not-found') id: string,
    @AuditReason() reason: string | undefined,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const files = await this.commands.execute(new ExportEvidence(id, reasonOf(reason), staff, context));
    reply.header('content-type', 'application/zip');
    reply.header('content-disposition', `attachment; filename="evidence-${id}.zip"`);
    return Buffer.from(zipOf(files, context.at));
  }
}
