import { Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../application/core/command-context.js';
import { BeginPasswordReset, FinishPasswordReset } from '../../../application/identity/password-changes.js';
import { IdNumberText } from '../fields.js';
import { Call, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { type Sent, SentBody } from '../sent-body.js';
import { ResetBegunAnswer } from './answers.js';
import { FaceBody, FaceField, NameText, NewPasswordBody } from './bodies.js';
import { Address } from './caller.js';

class BeginResetBody {
  @NameText() name!: string;
  @IdNumberText() idNumber!: string;
  @FaceField() face!: FaceBody;
}

@ApiTags('Identity: passwords')
@Controller('v1/identity/password-resets')
export class PasswordResetsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HandsOut()
  @Call('postPasswordReset', 'Begins the reset of a forgotten password (R11)')
  @ApiResponse({ status: 201, type: ResetBegunAnswer })
  @Problems('identity.face-mismatch', 'ticket.invalid', 'face.too-many-tries', 'request.rate-limited')
  begin(
    @SentBody(BeginResetBody) { form, misshapen }: Sent<BeginResetBody>,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<ResetBegunAnswer> {
    return this.commands.execute(new BeginPasswordReset(form, address, context, misshapen));
  }

  @Put(':ticket')
  @Call('putPasswordReset', 'Sets the new password (R11)')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'set; every session has ended' })
  @Problems('ticket.invalid')
  async finish(
    @Param('ticket') ticket: string,
    @SentBody(NewPasswordBody) { form, misshapen }: Sent<NewPasswordBody>,
    @Context() context: CommandContext,
  ): Promise<void> {
    await this.commands.execute(new FinishPasswordReset(ticket, form, context, misshapen));
  }
}
