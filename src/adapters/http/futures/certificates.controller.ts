import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import {
  GetCurrentCertificate,
  InstallCertificate,
  RevokeCertificate,
} from '../../../application/futures/certificate/certificates.js';
import type { RevocationReason } from '../../../domain/digital-certificate/events.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { Made, OneOf, UuidText } from '../fields.js';
import { Call, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { CertificateAnswer, CurrentCertificateAnswer } from './answers.js';

class InstallBody {
  @UuidText() verificationId!: string;
  @Made({
    max: 256 * 1024,
    lines: true,
    code: 'csr.invalid',
    example: '-----BEGIN CERTIFICATE REQUEST-----\n…',
    description: 'PEM PKCS#10',
  })
  csr!: string;
}

class RevokeQuery {
  @OneOf(['lost', 'locked', 'superseded']) reason!: RevocationReason;
}

@ApiTags('Futures: certificate')
@RequiresFuturesSession()
@Controller('v1/futures/certificates')
export class CertificatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Call('postCertificate', 'Issues a certificate for a passed verification (F27)')
  @ApiResponse({ status: 201, type: CertificateAnswer })
  @ApiResponse({
    status: 200,
    type: CertificateAnswer,
    description: 'the one that this pass, key and device have already',
  })
  @Problems(
    'csr.invalid',
    'csr.key-reused',
    'verification.not-found',
    'verification.required',
    'verification.used',
    'verification.expired',
    'verification.other-device',
  )
  async install(
    @Body() body: InstallBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificateAnswer> {
    const { certificate, created } = await this.commands.execute(new InstallCertificate(body, session, context));
    reply.code(created ? 201 : 200);
    return certificate;
  }

  @Get('current')
  @Call('getCurrentCertificate', 'The certificate in force (F23)')
  @ApiOkResponse({ type: CurrentCertificateAnswer })
  @Problems('certificate.not-found')
  current(@CurrentSession() session: FuturesSession): Promise<CurrentCertificateAnswer> {
    return this.queries.execute(new GetCurrentCertificate(session));
  }

  @Delete('current')
  @Call('deleteCurrentCertificate', 'Revokes the certificate (F28)')
  @HttpCode(204)
  @Problems('certificate.not-found')
  async revoke(
    @Query() { reason }: RevokeQuery,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new RevokeCertificate(reason, session, context));
  }
}
