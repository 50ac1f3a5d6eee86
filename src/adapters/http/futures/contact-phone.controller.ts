import { Controller, HttpCode, Post, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import {
  ProposeContactPhone,
  RequestContactPhoneCode,
} from '../../../application/futures/change-request/contact-phone.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { CaptchaText, PhoneText, SmsCodeText, UuidText } from '../fields.js';
import { Call, Examples, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';
import { ChangeRequestAnswer, CodeSentAnswer } from './answers.js';
import { FormBody } from './form-body.js';
import { answerRequest, formProblems, gone, RequestId } from './request-answer.js';

class CodeBody {
  @PhoneText() phone!: string;
  @UuidText({ optional: true }) captchaId?: string;
  @CaptchaText({ optional: true }) captcha?: string;
}

class ContactPhoneBody extends FormBody {
  @PhoneText() phone!: string;
  @SmsCodeText({ optional: true, description: 'not for a landline (F17)' }) smsCode?: string;
}

/** The form that an SMS code verifies (F17). */
@ApiTags('Futures: change requests')
@RequiresFuturesSession()
@Controller('v1/futures/change-requests')
export class ContactPhoneController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/sms-codes')
  @Call('postContactPhoneCode', 'Sends a code to the new contact phone (F17)')
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
    @SentBody(CodeBody) { form, misshapen }: Sent<CodeBody>,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
  ): Promise<CodeSentAnswer> {
    return this.commands.execute(new RequestContactPhoneCode(id, form, session, context, misshapen));
  }

  @Put(':id/contact-phone')
  @Call('putContactPhone', 'Fills in the contact phone (F17)')
  @Examples('certificate', 'agreements')
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...formProblems, 'phone.code-required', 'sms.code-invalid', 'sms.too-many-tries')
  async contactPhone(
    @RequestId() id: string,
    @SentBody(ContactPhoneBody) { form, misshapen }: Sent<ContactPhoneBody>,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    const command = new ProposeContactPhone(id, form, session, context, misshapen);
    return answerRequest(reply, await this.commands.execute(command));
  }
}
