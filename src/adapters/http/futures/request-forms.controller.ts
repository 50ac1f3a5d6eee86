import { Body, Controller, HttpCode, Post, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import {
  ProposeContactPhone,
  RequestContactPhoneCode,
} from '../../../application/futures/change-request/contact-phone.js';
import { ProposeCardValidity, ProposeOtherInformation } from '../../../application/futures/change-request/forms.js';
import { HonoursIfMatch, Problems } from '../documentation.js';
import { Judged, NotEditable, PhoneText, Text, UuidText } from '../fields.js';
import { CurrentSession, RequiresFuturesSession } from '../guards.js';
import { Context } from '../request-context.js';
import { shaped } from '../validation.js';
import { ChangeRequestAnswer, CodeSentAnswer } from './answers.js';
import { answerRequest, gone, RequestId } from './request-answer.js';

class CodeBody {
  @PhoneText() phone!: string;
  @UuidText({ optional: true }) captchaId?: string;
  @Text({ max: 16, optional: true, example: 'A7K9' }) captcha?: string;
}

/** Name and ID number are not modifiable (F15). */
class FormBody {
  @NotEditable() name?: never;
  @NotEditable() idNumber?: never;
}

class ContactPhoneBody extends FormBody {
  @PhoneText() phone!: string;
  @Text({ max: 16, optional: true, example: '012345', description: 'not for a landline (F17)' }) smsCode?: string;
}

class CardValidityBody extends FormBody {
  @Judged({ type: 'string', example: '2025-12-31' }) start?: unknown;
  @Judged({ type: 'string', optional: true, example: '2045-12-31', description: '2099-12-31 is long-term (V2.1)' })
  end?: unknown;
  @Judged({ type: 'boolean', optional: true, example: false }) longTerm?: unknown;
}

class OtherInformationBody extends FormBody {
  @Judged({ type: 'string', example: '310000' }) provinceCode?: unknown;
  @Judged({ type: 'string', example: '310115' }) cityCode?: unknown;
  @Judged({ type: 'string', example: '上海市浦东新区华鹏路300号', description: '3–50 characters' }) address?: unknown;
  @Judged({ type: 'string', example: '518000' }) postcode?: unknown;
  @Judged({ type: 'string', optional: true, example: 'zhang@example.com' }) email?: unknown;
  @Judged({ type: 'string', example: '3', description: 'code of the dictionary' }) education?: unknown;
  @Judged({ type: 'string', example: '1300', description: 'code of the dictionary, an active one' })
  occupation?: unknown;
  @Judged({ type: 'string', optional: true, example: '张三' }) clientManager?: unknown;
  @Judged({ type: 'string', optional: true, example: '王五' }) intermediary?: unknown;
}

const formProblems = [
  ...gone,
  'photo.missing',
  'change-request.step-not-reached',
  'change-request.stale',
  'change-request.no-change',
] as const;

/** The three forms (F15–F18). */
@ApiTags('Futures: change requests')
@RequiresFuturesSession()
@Controller('v1/futures/change-requests')
export class RequestFormsController {
  constructor(private readonly commands: CommandBus) {}

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
    @CurrentSession() session: FuturesSession,
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
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerRequest(reply, await this.commands.execute(new ProposeContactPhone(id, body, session, context)));
  }

  @Put(':id/identity-validity')
  @HonoursIfMatch()
  @ApiBody({ type: CardValidityBody })
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...formProblems, 'photo.fresh-required')
  async cardValidity(
    @RequestId() id: string,
    @Body() body: unknown,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { dto, errors } = await shaped(CardValidityBody, body);
    const command = new ProposeCardValidity(id, dto, session, context, errors);
    return answerRequest(reply, await this.commands.execute(command));
  }

  @Put(':id/other-information')
  @HonoursIfMatch()
  @ApiBody({ type: OtherInformationBody })
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...formProblems)
  async otherInformation(
    @RequestId() id: string,
    @Body() body: unknown,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { dto, errors } = await shaped(OtherInformationBody, body);
    const command = new ProposeOtherInformation(id, dto, session, context, errors);
    return answerRequest(reply, await this.commands.execute(command));
  }
}
