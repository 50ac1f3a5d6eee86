import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import { RequestLoginCode, SignIn } from '../../../application/futures/account/sign-in.js';
import { Clock } from '../../../application/ports/clock.js';
import { Companies } from '../../../application/shared/companies.js';
import { Sessions } from '../../../application/shared/sessions.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { cacheable } from '../etag.js';
import { CaptchaText, IdNumberText, SmsCodeText, Text } from '../fields.js';
import { Cacheable, Call, Problems } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { Context, DeviceId } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { type Sent, SentBody } from '../sent-body.js';
import { ownSessions, SessionsAnswer } from '../shared/session-answers.js';
import { CompanyAnswer, LoginCodeSentAnswer, SessionAnswer, SignedInAnswer } from './answers.js';

class LoginCodeBody {
  @Text({ max: 16, example: '0038' }) companyCode!: string;
  @IdNumberText() idNumber!: string;
  @Text({ max: 32, example: 'futuresBrokerage' }) accountType!: string;
  @Text({ max: 64, example: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e' }) captchaId!: string;
  @CaptchaText() captcha!: string;
}

class SignInBody {
  @Text({ max: 16, example: '0038' }) companyCode!: string;
  @IdNumberText() idNumber!: string;
  @Text({ max: 32, example: 'futuresBrokerage' }) accountType!: string;
  @SmsCodeText() smsCode!: string;
}

const signInProblems = ['company.not-found', 'service.closed', 'customer.under-age'] as const;

@ApiTags('Futures: sign-in')
@Controller('v1/futures')
export class SignInController {
  constructor(
    private readonly commands: CommandBus,
    private readonly companies: Companies,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  @Get('companies/:companyCode')
  @Cacheable()
  @Call('getCompany', 'A company: service hours, businesses, branches, texts (F1, F5, F7)')
  @ApiOkResponse({ type: CompanyAnswer })
  @Problems('company.not-found')
  company(
    @Param('companyCode') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): CompanyAnswer | undefined {
    return cacheable(request, reply, this.companies.publicView(this.companies.get(code), this.clock.now()));
  }

  @Post('sessions/sms-codes')
  @HandsOut()
  @Call('postFuturesLoginCode', 'Sends the code of a sign-in to the mobile on file (F2–F4)')
  @HttpCode(202)
  @ApiResponse({ status: 202, type: LoginCodeSentAnswer })
  @Problems(...signInProblems, 'captcha.invalid', 'customer.no-contact-mobile', 'sms.quota-exceeded')
  requestCode(
    @SentBody(LoginCodeBody) { form, misshapen }: Sent<LoginCodeBody>,
    @DeviceId() _device: string,
    @Context() context: CommandContext,
  ): Promise<LoginCodeSentAnswer> {
    return this.commands.execute(new RequestLoginCode(form, context, misshapen));
  }

  @Post('sessions')
  @HandsOut()
  @Call('postFuturesSession', 'Signs a customer in (F2–F6)')
  @ApiResponse({ status: 201, type: SignedInAnswer })
  @Problems(...signInProblems, 'login.refused')
  signIn(
    @SentBody(SignInBody) { form, misshapen }: Sent<SignInBody>,
    @DeviceId() _device: string,
    @Context() context: CommandContext,
  ): Promise<SignedInAnswer> {
    return this.commands.execute(new SignIn(form, context, misshapen));
  }

  @Get('sessions/current')
  @Call('getFuturesSession', 'Keeps the session alive and tells when it ends')
  @RequiresFuturesSession()
  @ApiOkResponse({ type: SessionAnswer })
  current(@CurrentSession() { idleExpiresAt, expiresAt }: FuturesSession): SessionAnswer {
    return { idleExpiresAt, expiresAt };
  }

  @Delete('sessions/current')
  @Call('deleteFuturesSession', 'Ends the session')
  @RequiresFuturesSession()
  @HttpCode(204)
  async signOut(@CurrentSession() session: FuturesSession): Promise<void> {
    await this.sessions.end(session);
  }

  @Get('sessions')
  @Call('getFuturesSessions', 'The sessions that have not ended')
  @RequiresFuturesSession()
  @ApiOkResponse({ type: SessionsAnswer })
  list(@CurrentSession() session: FuturesSession): Promise<SessionsAnswer> {
    return ownSessions(this.sessions, session);
  }

  @Delete('sessions/:id')
  @Call('deleteOneFuturesSession', 'Ends one of one’s sessions, and its streams, at once')
  @RequiresFuturesSession()
  @HttpCode(204)
  @Problems('session.not-found')
  async end(
    @IdParam('id', 'session.not-found') id: string,
    @CurrentSession() { subject }: FuturesSession,
  ): Promise<void> {
    await this.sessions.endOne(subject, id);
  }
}
