import { ApiProperty } from '@nestjs/swagger';
import { Shown, ShownAs } from '../openapi/decorators.js';

const uuid = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const instant = '2026-11-22T08:00:00.000Z';
const token = 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y';

const signInMethods = ['password', 'face'] as const;

class RealNameLevelAnswer {
  @Shown(3) level!: number;
  @Shown('三级实名') name!: string;
}

class SmsQuotaAnswer {
  @Shown(1) minute!: number;
  @Shown(3) hour!: number;
  @Shown(5) day!: number;
}

class QuestionAnswer {
  @Shown('短信发送问题') question!: string;
  @Shown('1 分钟支持发送 1 条……') answer!: string;
}

export class IdentityConfigurationAnswer {
  @Shown('工商注册身份验证') title!: string;
  @ApiProperty({ type: 'array', items: { type: 'string', enum: [...signInMethods] }, example: ['password', 'face'] })
  signInMethods!: readonly (typeof signInMethods)[number][];
  @ShownAs(() => RealNameLevelAnswer, { isArray: true }) realNameLevels!: readonly RealNameLevelAnswer[];
  @ShownAs(() => SmsQuotaAnswer, { description: 'messages that one number may be sent (V4.2)' })
  smsQuota!: SmsQuotaAnswer;
  @ShownAs(() => QuestionAnswer, { isArray: true }) faq!: readonly QuestionAnswer[];
  @Shown('400-000-0000') hotline!: string;
}

const documentIds = ['userAgreement', 'faceConsent'] as const;

class IdentityAgreementAnswer {
  @Shown('userAgreement', { enum: documentIds }) documentId!: (typeof documentIds)[number];
  @Shown('《用户协议》') title!: string;
  @Shown('1.0') version!: string;
  @Shown('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08') sha256!: string;
  @Shown('一、……') text!: string;
}

export class IdentityAgreementsAnswer {
  @ShownAs(() => IdentityAgreementAnswer, { isArray: true }) items!: readonly IdentityAgreementAnswer[];
}

export class RegisteredAnswer {
  @Shown(uuid) userId!: string;
  @Shown(3) realNameLevel!: number;
}

export class UserSignedInAnswer {
  @Shown(token) token!: string;
  @Shown(instant, { description: 'the absolute end' }) expiresAt!: string;
  @Shown('raiseRealNameLevel', { optional: true, enum: ['raiseRealNameLevel'], description: 'once, at the first (R9)' })
  guide?: string;
}

export class FaceVerificationAnswer {
  @Shown(uuid) faceVerificationId!: string;
  @Shown('sandbox') provider!: string;
  @Shown('http://localhost:3000/sandbox/face-verifications/3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e/page', {
    description: 'the provider’s page; it leads its browser back with `faceVerificationId` and `returnState`',
  })
  url!: string;
  @Shown(token) token!: string;
  @Shown(instant) expiresAt!: string;
}

export class TicketIssuedAnswer {
  @Shown(token) ticket!: string;
}

export class ResetBegunAnswer {
  @Shown(token) ticket!: string;
  @Shown('4112-XXXXXXXX') maskedAccount!: string;
}

export class ActivatedAnswer {
  @Shown(uuid) userId!: string;
  @Shown('zhang_san') username!: string;
  @Shown(3) realNameLevel!: number;
}

export class UserProfileAnswer {
  @Shown('张*') maskedName!: string;
  @Shown('4112**********0033') maskedIdNumber!: string;
  @Shown('1380****000') maskedMobile!: string;
  @Shown('zhang_san', { nullable: true }) username!: string | null;
  @Shown(3) realNameLevel!: number;
  @Shown(false) participatesInBusinessRegistration!: boolean;
}
