import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { type CaptchaPurpose, Captchas, captchaPurposes } from '../../../application/shared/captchas.js';
import { Flag, OneOf } from '../fields.js';
import { Call, Problems, Shown } from '../openapi/decorators.js';
import { HandsOut } from '../route-notes.js';

class CaptchaRequest {
  @OneOf(captchaPurposes, { description: 'spent for that purpose only' })
  purpose!: CaptchaPurpose;

  @Flag({ optional: true, description: 'true: also spoken' })
  audio?: boolean;
}

class IssuedCaptcha {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') captchaId!: string;
  @Shown('data:image/png;base64,iVBORw0KGgo=', { description: 'a PNG data URI' }) image!: string;
  @Shown('data:audio/wav;base64,UklGRg==', { optional: true, description: 'a WAV data URI, where it was asked for' })
  audio?: string;
  @Shown('2026-11-22T08:02:00.000Z') expiresAt!: string;
}

/** V5. */
@ApiTags('Shared')
@Controller('v1/captchas')
export class CaptchasController {
  constructor(private readonly captchas: Captchas) {}

  @Post()
  @HandsOut()
  @Call('postCaptcha', 'A captcha as a picture, or also spoken: 4 characters, 2 minutes, spent even when wrong (V5)')
  @ApiCreatedResponse({ type: IssuedCaptcha })
  @Problems('request.rate-limited')
  issue(@Body() { purpose, audio }: CaptchaRequest): Promise<IssuedCaptcha> {
    return this.captchas.issue(purpose, audio);
  }
}
