import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from '../../../application/ports/clock.js';
import {
  SandboxCaptchas,
  SandboxClock,
  type SandboxPerson,
  SandboxStaffTokens,
} from '../../../application/ports/sandbox.js';
import { invalidFields, notFound } from '../../../domain/shared/domain-error.js';
import { toInstant } from '../../../domain/shared/instant.js';
import { InstantText, QueryWhole } from '../fields.js';
import { Call, Problems, Shown } from '../openapi/decorators.js';
import { IdParam } from '../params.js';

class CaptchaAnswer {
  @Shown('7KPM') answer!: string;
}

class StaffTokensShown {
  @Shown('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJvIn0.c2ln') operator!: string;
  @Shown('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln') agent!: string;
  @Shown('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyIn0.c2ln') reviewer!: string;
  @Shown('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln') auditor!: string;
}

class StaffTokensQuery {
  @QueryWhole(1, 3, { example: 2, description: 'the first, second or third person of each role' }) person: number = 1;
}

class ClockReading {
  @InstantText({ description: 'the service’s time' })
  now!: string;
}

/** From the sandbox CA's first day to where the far end of certificates and sessions still is a date. */
const [earliest, latest] = ['2020-01-01T00:00:00.000Z', '2098-12-31T00:00:00.000Z'];

@ApiTags('Sandbox')
@Controller('sandbox')
export class SandboxController {
  constructor(
    private readonly captchas: SandboxCaptchas,
    private readonly staffTokens: SandboxStaffTokens,
    private readonly clock: Clock,
    private readonly sandboxClock: SandboxClock,
  ) {}

  @Get('captchas/:captchaId')
  @Call('getSandboxCaptcha', 'The solution of a captcha')
  @ApiOkResponse({ type: CaptchaAnswer })
  @Problems('captcha.not-found', 'route.not-found')
  async captcha(@IdParam('captchaId', 'captcha.not-found') captchaId: string): Promise<CaptchaAnswer> {
    const answer = await this.captchas.answer(captchaId);
    if (answer === undefined) throw notFound('captcha.not-found');
    return { answer };
  }

  @Get('staff-tokens')
  @Call('getSandboxStaffTokens', 'Tokens of staff, one for each role')
  @ApiOkResponse({ type: StaffTokensShown })
  @Problems('route.not-found')
  staff(@Query() { person }: StaffTokensQuery): Promise<StaffTokensShown> {
    return this.staffTokens.issue(person as SandboxPerson);
  }

  @Get('clock')
  @Call('getSandboxClock', 'The service’s time')
  @ApiOkResponse({ type: ClockReading })
  @Problems('route.not-found')
  read(): ClockReading {
    return { now: this.clock.now() };
  }

  @Put('clock')
  @Call('putSandboxClock', 'Moves the service’s time')
  @ApiOkResponse({ type: ClockReading })
  @Problems('route.not-found')
  async move(@Body() { now }: ClockReading): Promise<ClockReading> {
    const instant = toInstant(Date.parse(now));
    if (instant < earliest || instant > latest) throw invalidFields({ pointer: '/now', code: 'field.type' });
    await this.sandboxClock.move(instant);
    return this.read();
  }

  @Delete('clock')
  @Call('deleteSandboxClock', 'Back to the host’s time')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'back to the host’s time' })
  @Problems('route.not-found')
  async reset(): Promise<void> {
    await this.sandboxClock.reset();
  }
}
