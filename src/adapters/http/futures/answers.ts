import { ApiProperty } from '@nestjs/swagger';
import { formOf } from '../../../application/futures/change-request/kinds/kinds.js';
import { changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { steps } from '../../../domain/profile-change-request/progress.js';
import { requestStatuses } from '../../../domain/profile-change-request/state.js';
import { ticketStatuses } from '../../../domain/video-verification/state.js';
import { Shown, ShownAs } from '../documentation.js';

const uuid = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const instant = '2026-11-22T08:00:00.000Z';
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

class ServiceHoursAnswer {
  @Shown('周一至周五、周六 01:23-23:58') text!: string;
  @Shown([{ days: [1, 2, 3, 4, 5, 6], from: '01:23:00', to: '23:58:00' }]) windows!: object[];
  @Shown(true) open!: boolean;
  @Shown(instant, { nullable: true, description: 'null while it is open' }) nextOpening!: string | null;
}

export class CompanyAnswer {
  @Shown('0038') code!: string;
  @Shown('测试期货') name!: string;
  @Shown([{ code: 'basicInformation', name: '我的基本资料', enabled: true }]) services!: object[];
  @Shown([{ code: 'futuresBrokerage', name: '期货经纪' }]) accountTypes!: object[];
  @Shown([{ code: '001', name: '上海营业部' }]) branches!: object[];
  @ShownAs(() => ServiceHoursAnswer) serviceHours!: ServiceHoursAnswer;
  @Shown(['网上开户服务时间:周一至周五、周六 01:23-23:58。']) hints!: string[];
  @Shown(['二代身份证']) preparation!: string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'changeRequest.applied': '修改资料成功' },
    description: 'what to show, by key (F7)',
  })
  texts!: Record<string, string>;
  @Shown('400-800-0038') hotline!: string;
  @Shown('2.6.0') appVersion!: string;
}

/** The fields of the request's kind, named as its form takes them. */
class RequestFieldsAnswer {}
for (const kind of changeKinds) {
  for (const [name, { example, nullable = false }] of Object.entries(formOf(kind).inputs))
    Shown(example, { optional: true, nullable, description: kind })(RequestFieldsAnswer.prototype, name);
}

class PhotoSlotAnswer {
  @Shown('uploaded', { enum: ['missing', 'onFile', 'kept', 'uploaded'] }) state!: string;
  @Shown(digest, { nullable: true }) sha256!: string | null;
  @Shown(instant, { nullable: true }) uploadedAt!: string | null;
}

class PhotoSlotsAnswer {
  @ShownAs(() => PhotoSlotAnswer) idFront!: PhotoSlotAnswer;
  @ShownAs(() => PhotoSlotAnswer) idBack!: PhotoSlotAnswer;
  @ShownAs(() => PhotoSlotAnswer) signature!: PhotoSlotAnswer;
}

class ReadinessAnswer {
  @Shown('usable', { enum: ['usable', 'required'] }) readiness!: string;
  @Shown('0a1b2c3d4e5f60718293a4b5c6d7e8f9', { nullable: true }) serial!: string | null;
  @Shown(uuid, { nullable: true, description: 'a passed verification not yet used' }) verificationId!: string | null;
}

export class LoginCodeSentAnswer {
  @Shown('*******8000', { description: 'where the code went; made up for an unknown ID number (F4)' })
  maskedMobile!: string;
  @Shown(instant) resendAt!: string;
  @Shown(60, { description: 'seconds' }) resendIn!: number;
}

export class CodeSentAnswer {
  @Shown(instant) resendAt!: string;
  @Shown(60, { description: 'seconds' }) resendIn!: number;
}

export class SignedInAnswer {
  @Shown('mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y') token!: string;
  @Shown(instant, { description: 'the absolute end' }) expiresAt!: string;
  @Shown({ maskedName: '测*' }) customer!: object;
  @Shown(false, { description: 'the card on file has expired (F6)' }) idExpired!: boolean;
}

export class SessionAnswer {
  @Shown(instant) idleExpiresAt!: string;
  @Shown(instant) expiresAt!: string;
}

export class ChangeRequestAnswer {
  @Shown(uuid) id!: string;
  @Shown('contactPhone', { enum: changeKinds }) kind!: string;
  @Shown('open', { enum: requestStatuses }) status!: string;
  @Shown('photos', { enum: steps }) step!: string;
  @Shown('资料修改申请办理中') message!: string;
  @Shown({ stages: ['资料报审', '签署协议', '在线回访'], current: 1 }, { description: 'F30' }) progress!: object;
  @Shown('测*') maskedName!: string;
  @Shown('4101**********0033') maskedIdNumber!: string;
  @ShownAs(() => PhotoSlotsAnswer) photos!: PhotoSlotsAnswer;
  @Shown({ version: '1.0', agreedAt: instant }, { nullable: true }) responsibilityLetter!: object | null;
  @ShownAs(() => RequestFieldsAnswer, { example: { phone: '1380****001' } }) current!: RequestFieldsAnswer;
  @ShownAs(() => RequestFieldsAnswer, { nullable: true, example: { phone: '13900139000' } })
  proposed!: RequestFieldsAnswer | null;
  @Shown([
    { documentId: 'changeApplication', title: '《合同内容变更申请书》', version: '1.0', sha256: digest, signed: false },
  ])
  agreements!: object[];
  @Shown(false) consented!: boolean;
  @ShownAs(() => ReadinessAnswer) certificate!: ReadinessAnswer;
  @Shown(instant) openedAt!: string;
  @Shown(instant, { nullable: true }) submittedAt!: string | null;
  @Shown(instant, { nullable: true }) decidedAt!: string | null;
  @Shown('照片不清晰', { nullable: true }) rejectionReason!: string | null;
}

export class ChangeRequestListAnswer {
  @ShownAs(() => ChangeRequestAnswer, { isArray: true }) items!: ChangeRequestAnswer[];
  @Shown('MTIz', { nullable: true }) next!: string | null;
}

export class ResponsibilityLetterAnswer {
  @Shown('responsibilityLetter') documentId!: string;
  @Shown('《数字证书安全责任书》') title!: string;
  @Shown('1.0') version!: string;
  @Shown(digest) sha256!: string;
  @Shown('本人承诺……') text!: string;
}

export class AgreementListAnswer {
  @Shown([
    {
      documentId: 'changeApplication',
      title: '《合同内容变更申请书》',
      version: '1.0',
      sha256: digest,
      mediaType: 'text/html; charset=utf-8',
      signed: false,
    },
  ])
  items!: object[];
  @Shown('我已阅读并同意以上所有协议和业务规则内容') consentText!: string;
  @Shown(false) consented!: boolean;
}

export class SigningSessionAnswer {
  @Shown(uuid) signingSessionId!: string;
  @Shown('MYGJMBgGCSqGSIb3DQEJAzELBgkqhkiG9w0BBwE=', { description: 'base64 DER of the CMS signed attributes' })
  toBeSigned!: string;
  @Shown(digest) sha256!: string;
  @Shown(instant) expiresAt!: string;
}

export class TicketAnswer {
  @Shown(uuid) id!: string;
  @Shown('waiting', { enum: ticketStatuses }) status!: string;
  @Shown({ code: '001', name: '总部营业部' }) branch!: object;
  @Shown(3, { description: 'everyone waiting in the branch, oneself included (F25)' }) waiting!: number;
  @Shown(2, { nullable: true }) position!: number | null;
  @Shown({ name: '王坐席', licenceNumber: 'F3000001' }, { nullable: true }) agent!: object | null;
  @Shown(
    { provider: 'webrtc', url: '/v1/futures/video-verifications/3f2c8a3e/signals', token: 't', expiresAt: instant },
    { nullable: true },
  )
  call!: object | null;
  @Shown('光线过暗', { nullable: true }) reason!: string | null;
  @Shown('customer', { nullable: true, enum: ['customer', 'otherDevice', 'timeout', 'agent'] }) endedBy!: string | null;
}

export class CertificateAnswer {
  @Shown('0a1b2c3d4e5f60718293a4b5c6d7e8f9') serial!: string;
  @Shown('-----BEGIN CERTIFICATE-----\n…', { description: 'PEM' }) certificate!: string;
  @Shown('-----BEGIN CERTIFICATE-----\n…', { description: 'PEM, from the issuer upwards without the root' })
  chain!: string;
  @Shown('2027-11-22T08:00:00.000Z') notAfter!: string;
}

export class CurrentCertificateAnswer {
  @Shown('0a1b2c3d4e5f60718293a4b5c6d7e8f9') serial!: string;
  @Shown('active', { enum: ['active', 'revoked', 'superseded', 'expired'] }) state!: string;
  @Shown('2027-11-22T08:00:00.000Z') notAfter!: string;
  @Shown(true) thisDevice!: boolean;
}

export class ProfileAnswer {
  @Shown({
    maskedName: '测*',
    maskedIdNumber: '4101**********0033',
    idAddress: '上海市浦东新区华鹏路300号',
    validity: { start: '2020-03-18', end: '2040-03-18', longTerm: false, expired: false },
  })
  identity!: object;
  @Shown({ contactPhone: '1552****995', contactMobile: '1552****995' }) phones!: object;
  @Shown({
    province: { code: '310000', name: '上海市' },
    city: { code: '310115', name: '浦东新区' },
    address: '上海市浦东新区华鹏路300号',
    postcode: '518000',
    email: null,
    education: { code: '1', name: '硕士及以上' },
    occupation: { code: '2', name: '经济、金融业务人员', active: true },
    clientManager: '张三',
    intermediary: '李四',
  })
  other!: object;
  @Shown({ clientManager: true, intermediary: true }) editable!: object;
  @Shown({ code: '001', name: '总部营业部' }, { nullable: true }) branch!: object | null;
  @Shown([{ id: uuid, kind: 'contactPhone', status: 'open', step: 'form' }]) openRequests!: object[];
}
