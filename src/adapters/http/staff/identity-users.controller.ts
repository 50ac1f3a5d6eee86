import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FindIdentityUser, ImportIdentityUser } from '../../../application/back-office/identity-users.js';
import {
  ConfirmRealNameLevel,
  RaiseRealNameLevelByOperator,
} from '../../../application/back-office/real-name-level.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { CurrentStaff, Roles } from '../access.js';
import { IdNumberText, OneOf, PhoneText, Text } from '../fields.js';
import { Call, Problems, Shown } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';

class IdentityUserBody {
  @IdNumberText() idNumber!: string;
  @Text({ max: 64, code: 'name.shape', example: '张三' }) name!: string;
  @PhoneText({ optional: true }) mobile?: string;
  @OneOf([3, 1, 2], { description: 'at most 3 (R6)' }) realNameLevel!: 1 | 2 | 3;
}

class IdentityUserSearchBody {
  @IdNumberText() idNumber!: string;
}

class OperatorLevelBody {
  @OneOf([4]) level!: 4;
  @Text({ max: 200, example: '本人到窗口核验身份证原件' }) reason!: string;
}

class ImportedUserAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') userId!: string;
}

class UserSummaryAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') userId!: string;
  @Shown('inactive', { enum: ['inactive', 'active'] }) status!: string;
  @Shown(3) realNameLevel!: number;
}

class WaitingLevelAnswer {
  @Shown(true, { description: 'for a second operator' }) waiting!: true;
}

@ApiTags('Staff: identity users')
@Roles('operator')
@Controller('v1/staff/identity-users')
export class IdentityUsersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Call('postIdentityUser', 'Imports a user (R6)')
  @ApiResponse({ status: 200, type: ImportedUserAnswer })
  @ApiResponse({ status: 201, type: ImportedUserAnswer })
  @Problems('identity.mobile-in-use')
  async import(
    @SentBody(IdentityUserBody) { form, misshapen }: Sent<IdentityUserBody>,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportedUserAnswer> {
    const { userId, created } = await this.commands.execute(new ImportIdentityUser(form, staff, context, misshapen));
    reply.code(created ? 201 : 200);
    return { userId };
  }

  @Post('searches')
  @Call('postIdentityUserSearch', 'Finds a user by ID number')
  @HttpCode(200)
  @ApiOkResponse({ type: UserSummaryAnswer })
  @Problems('user.not-found')
  search(
    @SentBody(IdentityUserSearchBody) { form, misshapen }: Sent<IdentityUserSearchBody>,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<UserSummaryAnswer> {
    return this.commands.execute(new FindIdentityUser(form.idNumber, staff, context, misshapen));
  }

  @Post(':userId/real-name-level')
  @Call('postIdentityUserRealNameLevel', 'Raises a user to level 4 at the counter (R14)')
  @ApiResponse({ status: 200, type: UserSummaryAnswer })
  @ApiResponse({ status: 202, type: WaitingLevelAnswer })
  @Problems('user.not-found')
  async raise(
    @IdParam('userId', 'user.not-found') userId: string,
    @Body() { reason }: OperatorLevelBody,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserSummaryAnswer | WaitingLevelAnswer> {
    const answer = await this.commands.execute(new RaiseRealNameLevelByOperator(userId, reason, staff, context));
    reply.code('waiting' in answer ? 202 : 200);
    return answer;
  }

  @Post(':userId/real-name-level/confirmation')
  @Call(
    'postIdentityUserRealNameLevelConfirmation',
    'Confirms another operator’s level 4, which waits for seven days (R14)',
  )
  @HttpCode(200)
  @ApiOkResponse({ type: UserSummaryAnswer })
  @Problems('confirmation.not-found', 'user.not-found')
  confirm(
    @IdParam('userId', 'confirmation.not-found') userId: string,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<UserSummaryAnswer> {
    return this.commands.execute(new ConfirmRealNameLevel(userId, staff, context));
  }
}
