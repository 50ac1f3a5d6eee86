import { Body, Controller, Delete, Get, HttpCode, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import { SetBusinessRegistration } from '../../../application/identity/business-registration.js';
import { CancelAccount } from '../../../application/identity/cancellation.js';
import { ChangeMobile } from '../../../application/identity/mobile.js';
import { ChangePassword } from '../../../application/identity/password-changes.js';
import { GetUserProfile } from '../../../application/identity/profile.js';
import { RaiseOwnRealNameLevel } from '../../../application/identity/real-name-level.js';
import type { Session } from '../../../application/shared/sessions.js';
import { CurrentSession, RequiresIdentitySession } from '../access.js';
import { setETag } from '../etag.js';
import { Flag, OneOf, PhoneText, Secret, SmsCodeText } from '../fields.js';
import { AnswersETag, Call, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';
import { UserProfileAnswer } from './answers.js';
import { AgreementBody, AgreementField, FaceBody, FaceField, NewPasswordBody } from './bodies.js';
import { Address } from './caller.js';

class ChangePasswordBody extends NewPasswordBody {
  @Secret() oldPassword!: string;
}

class ChangeMobileBody {
  @PhoneText() mobile!: string;
  @SmsCodeText() smsCode!: string;
}

class RealNameLevelBody {
  @OneOf([4]) level!: 4;
  @FaceField() face!: FaceBody;
  @AgreementField() consent!: AgreementBody;
}

class BusinessRegistrationBody {
  @Flag({ description: '是否办理工商登记注册' }) participate!: boolean;
}

@ApiTags('Identity: account')
@RequiresIdentitySession()
@Controller('v1/identity/me')
export class MeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersETag()
  @Call('getMe', 'The signed-in user, masked')
  @ApiOkResponse({ type: UserProfileAnswer })
  async get(
    @CurrentSession() session: Session,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserProfileAnswer> {
    const { revision, body } = await this.queries.execute(new GetUserProfile(session));
    setETag(reply, BigInt(revision));
    return body;
  }

  @Put('password')
  @Call('putMyPassword', 'Changes the password (R12)')
  @HttpCode(204)
  @HonoursIfMatch()
  @ApiNoContentResponse({ description: 'changed; every other session has ended' })
  @Problems('password.wrong')
  async password(
    @SentBody(ChangePasswordBody) { form, misshapen }: Sent<ChangePasswordBody>,
    @CurrentSession() session: Session,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new ChangePassword(form, address, session, context, misshapen));
  }

  @Put('mobile')
  @Call('putMyMobile', 'Changes the mobile (R13)')
  @HonoursIfMatch()
  @ApiOkResponse({ type: UserProfileAnswer })
  @Problems(
    'session.confirmation-required',
    'mobile.unchanged',
    'identity.mobile-in-use',
    'sms.code-invalid',
    'sms.too-many-tries',
  )
  async mobile(
    @SentBody(ChangeMobileBody) { form, misshapen }: Sent<ChangeMobileBody>,
    @CurrentSession() session: Session,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserProfileAnswer> {
    await this.commands.execute(new ChangeMobile(form, session, context, misshapen));
    return this.get(session, reply);
  }

  @Put('real-name-level')
  @Call('putMyRealNameLevel', 'Raises the real-name level to 4 by face (R14, R16)')
  @HonoursIfMatch()
  @ApiOkResponse({ type: UserProfileAnswer })
  @Problems('agreement.not-accepted', 'identity.face-mismatch', 'ticket.invalid', 'face.too-many-tries')
  async realNameLevel(
    @Body() { face, consent }: RealNameLevelBody,
    @CurrentSession() session: Session,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserProfileAnswer> {
    await this.commands.execute(new RaiseOwnRealNameLevel({ face, consent }, session, context));
    return this.get(session, reply);
  }

  @Put('business-registration')
  @Call('putMyBusinessRegistration', 'Takes part in business registration, or no longer (R15)')
  @HonoursIfMatch()
  @ApiOkResponse({ type: UserProfileAnswer })
  @Problems('identity.level-4-required')
  async businessRegistration(
    @Body() { participate }: BusinessRegistrationBody,
    @CurrentSession() session: Session,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserProfileAnswer> {
    await this.commands.execute(new SetBusinessRegistration(participate, session, context));
    return this.get(session, reply);
  }

  @Delete()
  @Call('deleteMe', 'Cancels the account and erases personal data (R17)')
  @HttpCode(204)
  @HonoursIfMatch()
  @ApiNoContentResponse({ description: 'cancelled, and personal data erased' })
  @Problems('session.confirmation-required')
  async cancel(@CurrentSession() session: Session, @Context() context: CommandContext): Promise<void> {
    await this.commands.execute(new CancelAccount(session, context));
  }
}
