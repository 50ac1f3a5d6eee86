import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { ConfirmErasure, RequestErasure } from '../../../application/back-office/erasure-requests.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { CurrentStaff, Roles } from '../access.js';
import { IdNumberText, OneOf, Text } from '../fields.js';
import { Call, Problems, Shown } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';

const apps = ['futures', 'identity'] as const;
const outcomes = ['erased', 'restricted', 'waiting'] as const;

class ErasureBody {
  @OneOf(apps) app!: (typeof apps)[number];
  @IdNumberText({ example: '410101199508130033' }) idNumber!: string;
  @Text({ max: 200, example: 'request of 2026-11-20', description: 'recorded' })
  reason!: string;
}

class ErasureAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') erasureId!: string;
  @Shown('restricted', { enum: outcomes, description: '`waiting`: for a second operator' })
  outcome!: (typeof outcomes)[number];
  @Shown('2046-11-22T08:00:00.000Z', {
    nullable: true,
    description: 'null once everything is erased, and as long as it waits',
  })
  retainedUntil!: string | null;
}

@ApiTags('Staff: erasures')
@Roles('operator')
@Controller('v1/staff/erasures')
export class ErasuresController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Call('postErasure', 'Erases a person’s data on request (P2)')
  @HttpCode(202)
  @ApiResponse({ status: 202, type: ErasureAnswer })
  @Problems('customer.not-found', 'user.not-found')
  request(
    @SentBody(ErasureBody) { form, misshapen }: Sent<ErasureBody>,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<ErasureAnswer> {
    return this.commands.execute(new RequestErasure(form, staff, context, misshapen));
  }

  @Post(':id/confirmation')
  @Call('postErasureConfirmation', 'Confirms another operator’s erasure, which waits for seven days (P2)')
  @HttpCode(202)
  @ApiResponse({ status: 202, type: ErasureAnswer })
  @Problems('confirmation.not-found', 'customer.not-found', 'user.not-found')
  confirm(
    @IdParam('id', 'confirmation.not-found') id: string,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<ErasureAnswer> {
    return this.commands.execute(new ConfirmErasure(id, staff, context));
  }
}
