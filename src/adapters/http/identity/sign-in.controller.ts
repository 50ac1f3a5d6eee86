import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../application/core/command-context.js';
import { ConfirmSession } from '../../../application/identity/confirmation.js';
import { SignInByFace, SignInByPassword } from '../../../application/identity/sign-in.js';
import { type Session, Sessions } from '../../../application/shared/sessions.js';
import { invalidFields } from '../../../domain/shared/domain-error.js';
import { CurrentSession, RequiresIdentitySession } from '../access.js';
import { IdentifierText, Secret } from '../fields.js';
import { SessionAnswer } from '../futures/answers.js';
import { Call, Problems } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { Context } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { ownSessions, SessionsAnswer } from '../shared/session-answers.js';
import { UserSignedInAnswer } from './answers.js';
import { FaceBody, FaceField } from './bodies.js';
import { Address } from './caller.js';

class PasswordSignInBody {
  @IdentifierText() identifier!: string;
  @Secret() password!: string;
}

class FaceSignInBody {
  @IdentifierText() identifier!: string;
  @FaceField() face!: FaceBody;
}

class ConfirmationBody {
  @Secret({ optional: ({ face }: ConfirmationBody) => face !== undefined }) password?: string;
  @FaceField(true) face?: FaceBody;
}

const faceProblems = ['face.too-many-tries'] as const;

@ApiTags('Identity: sign-in')
@Controller('v1/identity/sessions')
export class UserSignInController {
  constructor(
    private readonly commands: CommandBus,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  @HandsOut()
  @Call('postIdentitySession', 'Signs a user in by password (R7, R8)')
  @ApiResponse({ status: 201, type: UserSignedInAnswer })
  @Problems('login.refused', 'identity.activation-required', 'request.rate-limited')
  signIn(
    @Body() body: PasswordSignInBody,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<UserSignedInAnswer> {
    return this.commands.execute(new SignInByPassword(body, address, context));
  }

  @Post('face')
  @HandsOut()
  @Call('postIdentityFaceSession', 'Signs a user in by face (R7)')
  @ApiResponse({ status: 201, type: UserSignedInAnswer })
  @Problems('login.refused', 'identity.activation-required', 'request.rate-limited', ...faceProblems)
  signInByFace(
    @Body() body: FaceSignInBody,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<UserSignedInAnswer> {
    return this.commands.execute(new SignInByFace(body, address, context));
  }

  @Get('current')
  @Call('getIdentitySession', 'Keeps the session alive and tells when it ends')
  @RequiresIdentitySession()
  @ApiOkResponse({ type: SessionAnswer })
  current(@CurrentSession() { idleExpiresAt, expiresAt }: Session): SessionAnswer {
    return { idleExpiresAt, expiresAt };
  }

  /** R10: at the server, at once. */
  @Delete('current')
  @Call('deleteIdentitySession', 'Ends the session at once (R10)')
  @RequiresIdentitySession()
  @HttpCode(204)
  @ApiNoContentResponse({ description: '立即登出' })
  async signOut(@CurrentSession() session: Session): Promise<void> {
    await this.sessions.end(session);
  }

  @Get()
  @Call('getIdentitySessions', 'The sessions that have not ended')
  @RequiresIdentitySession()
  @ApiOkResponse({ type: SessionsAnswer })
  list(@CurrentSession() session: Session): Promise<SessionsAnswer> {
    return ownSessions(this.sessions, session);
  }

  @Delete(':id')
  @Call('deleteOneIdentitySession', 'Ends one of one’s sessions, and its streams, at once')
  @RequiresIdentitySession()
  @HttpCode(204)
  @Problems('session.not-found')
  async end(@IdParam('id', 'session.not-found') id: string, @CurrentSession() { subject }: Session): Promise<void> {
    await this.sessions.endOne(subject, id);
  }

  @Post('current/confirmations')
  @Call('postSessionConfirmation', 'Confirms the person for 10 minutes (R13, R17)')
  @RequiresIdentitySession()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'confirmed for 10 minutes' })
  @Problems('password.wrong', 'identity.face-mismatch', 'ticket.invalid', ...faceProblems)
  async confirm(
    @Body() body: ConfirmationBody,
    @CurrentSession() session: Session,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new ConfirmSession(proofOf(body), address, session, context));
  }
}

/** One of the two. */
const proofOf = ({ password, face }: ConfirmationBody) => {
  if (face && password !== undefined) throw invalidFields({ pointer: '/password', code: 'field.unknown' });
  return face ? { face } : { password: password! };
};
