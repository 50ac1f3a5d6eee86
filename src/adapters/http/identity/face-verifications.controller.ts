import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../application/core/command-context.js';
import { StartFaceVerification } from '../../../application/identity/face-verifications.js';
import type { Session } from '../../../application/shared/sessions.js';
import type { FacePurpose } from '../../../domain/identity-user/events.js';
import { MaybeSession, OptionalSession } from '../access.js';
import { CaptchaText, IdentifierText, IdNumberText, OneOf, Text, UuidText } from '../fields.js';
import { Call, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { type Sent, SentBody } from '../sent-body.js';
import { FaceVerificationAnswer } from './answers.js';
import { AgreementBody, AgreementField, NameText } from './bodies.js';
import { Address } from './caller.js';

const purposes = ['signIn', 'passwordReset', 'realNameLevel', 'activation'] as const;

class FaceVerificationStartBody {
  @OneOf(purposes, { description: '`signIn` with a session serves a confirmation' }) purpose!: FacePurpose;
  @IdentifierText({ optional: true, description: 'ID number or mobile, for `signIn`' }) identifier?: string;
  @NameText(true) name?: string;
  @IdNumberText({ optional: true, description: 'with the name, for `passwordReset`' }) idNumber?: string;
  @Text({ max: 64, optional: true, example: 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y' }) activationTicket?: string;
  @AgreementField() consent!: AgreementBody;
  @UuidText({ optional: true, description: 'without a session, once `captcha.required` asks for it' })
  captchaId?: string;
  @CaptchaText({ optional: true }) captcha?: string;
}

@ApiTags('Identity: faces')
@Controller('v1/identity/face-verifications')
export class FaceVerificationsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HandsOut()
  @Call('postFaceVerification', 'Starts the provider’s liveness flow (R16)')
  @OptionalSession()
  @ApiResponse({ status: 201, type: FaceVerificationAnswer })
  @Problems(
    'session.required',
    'agreement.not-accepted',
    'captcha.required',
    'captcha.invalid',
    'ticket.invalid',
    'face.too-many-tries',
    'request.rate-limited',
  )
  start(
    @SentBody(FaceVerificationStartBody) { form, misshapen }: Sent<FaceVerificationStartBody>,
    @MaybeSession() session: Session | undefined,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<FaceVerificationAnswer> {
    return this.commands.execute(new StartFaceVerification(form, session, address, context, misshapen));
  }
}
