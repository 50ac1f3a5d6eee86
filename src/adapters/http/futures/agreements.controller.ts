import { Body, Controller, Get, Post, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import {
  agreementMediaType,
  ConsentToAgreements,
  ListAgreements,
  ShowAgreement,
} from '../../../application/futures/signing/agreements.js';
import { GetSignature, OpenSigningSession, SignAgreement } from '../../../application/futures/signing/signatures.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { Made, True, UuidText } from '../fields.js';
import { Bytes, Call, Examples, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { ThingParam } from '../params.js';
import { Context } from '../request-context.js';
import { AgreementListAnswer, ChangeRequestAnswer, SigningSessionAnswer } from './answers.js';
import { answerRequest, RequestId } from './request-answer.js';

class ConsentBody {
  @True({ code: 'field.required' }) agreed!: true;
}

class SigningSessionBody {
  @Made({ max: 64, example: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' }) certificateSerial!: string;
}

class SignatureBody {
  @UuidText() signingSessionId!: string;
  @Made({ max: 256, example: 'MEUCIQDn…', description: 'base64 of the IEEE P1363 signature, 64 bytes' })
  signature!: string;
}

const DocumentId = () => ThingParam('documentId', (id) => /^[A-Za-z0-9-]{1,64}$/.test(id), 'agreement.not-found');
const reached = ['change-request.not-found', 'agreement.not-found', 'change-request.step-not-reached'] as const;
const signable = [
  'change-request.closed',
  'agreement.not-read',
  'agreement.changed',
  'certificate.required',
  'certificate.revoked',
  'certificate.expired',
  'certificate.other-device',
  'certificate.not-yours',
] as const;

@ApiTags('Futures: agreements')
@RequiresFuturesSession()
@Controller('v1/futures/change-requests/:id/agreements')
export class AgreementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Call('getAgreements', 'What is to be signed; empty before the form (F21)')
  @ApiOkResponse({ type: AgreementListAnswer })
  @Problems('change-request.not-found')
  list(@RequestId() id: string, @CurrentSession() session: FuturesSession): Promise<AgreementListAnswer> {
    return this.queries.execute(new ListAgreements(id, session));
  }

  @Put('consent')
  @Call('putAgreementsConsent', 'Agrees to all agreements and rules (F21)')
  @Examples('agreements', 'submission')
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems('change-request.not-found', 'change-request.closed', 'change-request.step-not-reached')
  async consent(
    @RequestId() id: string,
    @Body() _: ConsentBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.commands.execute(new ConsentToAgreements(id, session, context)));
  }

  @Get(':documentId')
  @Call('getAgreement', 'The exact bytes to be read and signed (F21)')
  @Bytes('the agreement, self-contained', 'text/html')
  @Problems(...reached)
  async document(
    @RequestId() id: string,
    @DocumentId() documentId: string,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const bytes = await this.commands.execute(new ShowAgreement(id, documentId, session, context));
    reply.header('content-type', agreementMediaType);
    return Buffer.from(bytes);
  }

  @Post(':documentId/signing-sessions')
  @Call('postSigningSession', 'Prepares what is to be signed (F21, F29)')
  @ApiResponse({ status: 201, type: SigningSessionAnswer })
  @Problems(...reached, ...signable)
  openSigningSession(
    @RequestId() id: string,
    @DocumentId() documentId: string,
    @Body() { certificateSerial }: SigningSessionBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
  ): Promise<SigningSessionAnswer> {
    return this.commands.execute(new OpenSigningSession(id, documentId, certificateSerial, session, context));
  }

  @Put(':documentId/signature')
  @Call('putAgreementSignature', 'Signs an agreement (F21, F29)')
  @Examples('agreements', 'submission')
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...reached, ...signable, 'signing-session.expired', 'signature.invalid')
  async sign(
    @RequestId() id: string,
    @DocumentId() documentId: string,
    @Body() body: SignatureBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.commands.execute(new SignAgreement(id, documentId, body, session, context)));
  }

  @Get(':documentId/signature')
  @Call('getAgreementSignature', 'The detached CMS signature (F29)')
  @Bytes('detached CMS, DER', 'application/pkcs7-signature')
  @Problems('change-request.not-found', 'signature.not-found')
  async signature(
    @RequestId() id: string,
    @DocumentId() documentId: string,
    @CurrentSession() session: FuturesSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const der = await this.queries.execute(new GetSignature(id, documentId, session));
    reply.header('content-type', 'application/pkcs7-signature');
    return Buffer.from(der);
  }
}
