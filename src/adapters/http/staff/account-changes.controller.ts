import { Controller, Get, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReadAccountChanges } from '../../../application/back-office/account-changes.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { Problems, Shown } from '../documentation.js';
import { QueryWhole, Text } from '../fields.js';
import { CurrentStaff, Roles } from '../guards.js';
import { Context } from '../request-context.js';

class FeedQuery {
  @Text({ max: 16, example: '0038' }) companyCode!: string;
  @Text({ max: 512, optional: true, description: 'position of the last change that was taken over' }) after?: string;
  @QueryWhole(1, 500, { example: 50 }) limit: number = 50;
}

class FeedAnswer {
  @Shown([
    {
      position: 'MTIz',
      customerNumber: '00380001',
      changeRequestId: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e',
      kind: 'contactPhone',
      values: { contactPhone: '13900139000' },
      appliedAt: '2026-11-22T08:00:00.000Z',
    },
  ])
  items!: object[];
  @Shown('MTIz', { nullable: true }) next!: string | null;
}

@ApiTags('Staff: customers')
@Roles('operator')
@Controller('v1/staff/account-changes')
export class AccountChangesController {
  constructor(private readonly commands: CommandBus) {}

  @Get()
  @ApiOkResponse({ type: FeedAnswer })
  @Problems('company.not-found')
  read(@Query() { companyCode, ...page }: FeedQuery, @CurrentStaff() staff: Staff, @Context() context: CommandContext) {
    return this.commands.execute(new ReadAccountChanges(companyCode, page, staff, context));
  }
}
