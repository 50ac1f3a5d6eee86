import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../application/core/command-context.js';
import { type MobileCodePurpose, RequestMobileCode } from '../../../application/identity/mobile-codes.js';
import { CheckRegistration, RegisterUser } from '../../../application/identity/registration.js';
import type { Session } from '../../../application/shared/sessions.js';
import { MaybeSession, OptionalSession } from '../access.js';
import { CaptchaText, IdNumberText, Nested, OneOf, PhoneText, SmsCodeText, Text, UuidText } from '../fields.js';
import { CodeSentAnswer } from '../futures/answers.js';
import { Call, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';
import { RegisteredAnswer } from './answers.js';
import { AgreementBody, AgreementField, NameText, NewPasswordBody } from './bodies.js';

class CheckBody {
  @IdNumberText() idNumber!: string;
}

const purposes = ['registration', 'activation', 'mobileChange'] as const;

class MobileCodeBody {
  @OneOf(purposes) purpose!: MobileCodePurpose;
  @PhoneText() mobile!: string;
  @UuidText({ optional: true, description: 'for `mobileChange` only once asked for' }) captchaId?: string;
  @CaptchaText({ optional: true }) captcha?: string;
}

class ValidityTermFields {
  @Text({ max: 16, example: '20200318', description: 'YYYYMMDD or YYYY-MM-DD' }) start!: string;
  @OneOf([20, 5, 10, 'longTerm'], { description: '5年 10年 20年 长期有效' }) term!: number | string;
  @Text({ max: 16, optional: true, example: '20400318', description: 'must agree with the term (V2.4)' }) end?: string;
}

class RegistrationBody extends NewPasswordBody {
  @NameText() name!: string;
  @IdNumberText() idNumber!: string;
  @Nested(() => ValidityTermFields) validity!: ValidityTermFields;
  @PhoneText() mobile!: string;
  @SmsCodeText() smsCode!: string;
  @AgreementField() agreement!: AgreementBody;
}

@ApiTags('Identity: registration')
@Controller('v1/identity')
export class RegistrationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('registrations/checks')
  @Call('postRegistrationCheck', 'Whether an ID number may register (R1)')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'may register' })
  @Problems('identity.already-registered', 'request.rate-limited')
  async check(
    @SentBody(CheckBody) { form, misshapen }: Sent<CheckBody>,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.queries.execute(new CheckRegistration(form.idNumber, context.at, misshapen));
  }

  @Post('sms-codes')
  @Call('postMobileCode', 'Sends a code to a mobile (R3, R6, R13)')
  @HttpCode(202)
  @OptionalSession()
  @ApiResponse({ status: 202, type: CodeSentAnswer })
  @Problems(
    'session.required',
    'captcha.required',
    'captcha.invalid',
    'identity.mobile-in-use',
    'mobile.unchanged',
    'sms.quota-exceeded',
    'sms.undeliverable',
    'request.rate-limited',
  )
  requestCode(
    @SentBody(MobileCodeBody) { form, misshapen }: Sent<MobileCodeBody>,
    @MaybeSession() session: Session | undefined,
    @Context() context: CommandContext,
  ): Promise<CodeSentAnswer> {
    return this.commands.execute(new RequestMobileCode(form, session, context, misshapen));
  }

  @Post('registrations')
  @Call('postRegistration', 'Registers a user (R1–R5)')
  @ApiResponse({ status: 201, type: RegisteredAnswer })
  @Problems(
    'agreement.not-accepted',
    'identity.already-registered',
    'identity.mobile-in-use',
    'sms.code-invalid',
    'sms.too-many-tries',
    'identity.four-elements-mismatch',
    'request.rate-limited',
  )
  register(
    @SentBody(RegistrationBody) { form, misshapen }: Sent<RegistrationBody>,
    @Context() context: CommandContext,
  ): Promise<RegisteredAnswer> {
    return this.commands.execute(new RegisterUser(form, context, misshapen));
  }
}
