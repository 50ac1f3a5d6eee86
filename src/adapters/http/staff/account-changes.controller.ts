import { Controller, Get, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ReadAccountChanges } from '../../../application/back-office/account-changes.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { CurrentStaff, Roles } from '../access.js';
import { QueryWhole, Text } from '../fields.js';
import { Call, Problems, Shown, ShownAs } from '../openapi/decorators.js';
import { Context } from '../request-context.js';

class FeedQuery {
  @Text({ max: 16, example: '0038' }) companyCode!: string;
  @Text({ max: 512, optional: true, description: 'position of the last change that was taken over' }) after?: string;
  @QueryWhole(1, 500, { example: 50 }) limit: number = 50;
}

class AppliedChangeAnswer {
  @Shown('MTIz') position!: string;
  @Shown('00380001') customerNumber!: string;
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') changeRequestId!: string;
  @Shown('contactPhone', { enum: changeKinds }) kind!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { contactPhone: '13900139000' },
    description: 'in the words of the import',
  })
  values!: unknown;
  @Shown('2026-11-22T08:00:00.000Z') appliedAt!: string;
}

class FeedAnswer {
  @ShownAs(() => AppliedChangeAnswer, { isArray: true }) items!: readonly AppliedChangeAnswer[];
  @Shown('MTIz', { nullable: true }) next!: string | null;
}

@ApiTags('Staff: customers')
@Roles('operator')
@Controller('v1/staff/account-changes')
export class AccountChangesController {
  constructor(private readonly commands: CommandBus) {}

  @Get()
  @Call('getAccountChanges', 'Applied changes for the company’s own system, oldest first (F22)')
  @ApiOkResponse({ type: FeedAnswer })
  @Problems('company.not-found')
  read(
    @Query() { companyCode, ...page }: FeedQuery,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<FeedAnswer> {
    return this.commands.execute(new ReadAccountChanges(companyCode, page, staff, context));
  }
}
