import { Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../application/core/command-context.js';
import { BeginActivation, FinishActivation } from '../../../application/identity/activation.js';
import { IdNumberText, PhoneText, SmsCodeText, Text } from '../fields.js';
import { Call, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { HandsOut } from '../route-notes.js';
import { type Sent, SentBody } from '../sent-body.js';
import { ActivatedAnswer, TicketIssuedAnswer } from './answers.js';
import { FaceBody, FaceField, NewPasswordBody } from './bodies.js';
import { Address } from './caller.js';

class BeginActivationBody {
  @Text({ max: 64, example: 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y' }) activationTicket!: string;
  @IdNumberText() idNumber!: string;
  @PhoneText() mobile!: string;
  @SmsCodeText() smsCode!: string;
  @FaceField(true) face?: FaceBody;
}

class FinishActivationBody extends NewPasswordBody {
  @Text({ max: 64, code: 'username.shape', example: 'zhang_san' }) username!: string;
}

@ApiTags('Identity: activation')
@Controller('v1/identity/activations')
export class ActivationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HandsOut()
  @Call('postActivation', 'Begins the activation of an imported user (R6)')
  @ApiResponse({ status: 201, type: TicketIssuedAnswer })
  @Problems(
    'ticket.invalid',
    'identity.already-active',
    'identity.activation-refused',
    'identity.mobile-in-use',
    'identity.face-required',
    'identity.face-mismatch',
    'face.too-many-tries',
    'sms.code-invalid',
    'sms.too-many-tries',
  )
  begin(
    @SentBody(BeginActivationBody) { form, misshapen }: Sent<BeginActivationBody>,
    @Address() address: string,
    @Context() context: CommandContext,
  ): Promise<TicketIssuedAnswer> {
    return this.commands.execute(new BeginActivation(form, address, context, misshapen));
  }

  @Put(':ticket')
  @Call('putActivation', 'Sets username and password (R6)')
  @ApiOkResponse({ type: ActivatedAnswer })
  @Problems('ticket.invalid', 'identity.already-active', 'identity.mobile-in-use', 'username.taken')
  finish(
    @Param('ticket') ticket: string,
    @SentBody(FinishActivationBody) { form, misshapen }: Sent<FinishActivationBody>,
    @Context() context: CommandContext,
  ): Promise<ActivatedAnswer> {
    return this.commands.execute(new FinishActivation(ticket, form, context, misshapen));
  }
}
