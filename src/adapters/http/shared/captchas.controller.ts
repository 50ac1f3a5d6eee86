import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { type CaptchaPurpose, Captchas, captchaPurposes } from '../../../application/shared/captchas.js';
import { OneOf } from '../fields.js';
import { Call, Problems, Shown } from '../openapi/decorators.js';
import { HandsOut } from '../route-notes.js';

class CaptchaRequest {
  @OneOf(captchaPurposes, { description: 'spent for that purpose only' })
  purpose!: CaptchaPurpose;
}

class IssuedCaptcha {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') captchaId!: string;
  @Shown('data:image/png;base64,iVBORw0KGgo=', { description: 'a PNG data URI' }) image!: string;
  @Shown('2026-11-22T08:02:00.000Z') expiresAt!: string;
}

/** V5. */
@ApiTags('Shared')
@Controller('v1/captchas')
export class CaptchasController {
  constructor(private readonly captchas: Captchas) {}

  @Post()
  @HandsOut()
  @Call('postCaptcha', 'A captcha: 4 characters, 2 minutes, spent even when wrong (V5)')
  @ApiCreatedResponse({ type: IssuedCaptcha })
  @Problems('request.rate-limited')
  issue(@Body() { purpose }: CaptchaRequest): Promise<IssuedCaptcha> {
    return this.captchas.issue(purpose);
  }
}
