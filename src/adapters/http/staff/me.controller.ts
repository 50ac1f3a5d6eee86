import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { staffView } from '../../../application/back-office/staff-view.js';
import { type Staff, type StaffRole, staffRoles } from '../../../application/ports/staff-tokens.js';
import { Companies } from '../../../application/shared/companies.js';
import { CurrentStaff, Roles } from '../access.js';
import { Call, Shown, ShownAs } from '../openapi/decorators.js';

class OwnBranchAnswer {
  @Shown('001') code!: string;
  @Shown('上海营业部') name!: string;
}

class OwnCompanyAnswer {
  @Shown('0038') code!: string;
  @Shown('测试期货') name!: string;
  @ShownAs(() => OwnBranchAnswer, { isArray: true, description: 'where one may act' })
  branches!: readonly OwnBranchAnswer[];
}

class StaffAnswer {
  @Shown('u-1024') id!: string;
  @Shown('李四') name!: string;
  @Shown(['agent'], { description: staffRoles.join(', ') }) roles!: readonly StaffRole[];
  @ShownAs(() => OwnCompanyAnswer, { isArray: true }) companies!: readonly OwnCompanyAnswer[];
  @Shown(true, { description: 'whether one may act in the identity app' }) identity!: boolean;
  @Shown('F3000001', { nullable: true }) licenceNumber!: string | null;
}

@ApiTags('Staff: oneself')
@Roles(...staffRoles)
@Controller('v1/staff/me')
export class StaffMeController {
  constructor(private readonly companies: Companies) {}

  @Get()
  @Call('getStaffMe', 'Who one is, and where one may act')
  @ApiOkResponse({ type: StaffAnswer })
  read(@CurrentStaff() staff: Staff): StaffAnswer {
    return staffView(staff, this.companies);
  }
}
