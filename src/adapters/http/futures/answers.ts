import { ApiProperty } from '@nestjs/swagger';
import { formOf } from '../../../application/futures/change-request/kinds/kinds.js';
import { type ChangeKind, changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { type Step, steps } from '../../../domain/profile-change-request/progress.js';
import { type RequestStatus, requestStatuses } from '../../../domain/profile-change-request/state.js';
import { ticketStatuses } from '../../../domain/video-verification/state.js';
import { Shown, ShownAs } from '../openapi/decorators.js';

const uuid = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const instant = '2026-11-22T08:00:00.000Z';
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export class NamedAnswer {
  @Shown('001') code!: string;
  @Shown('总部营业部') name!: string;
}

class ServiceAnswer {
  @Shown('basicInformation') code!: string;
  @Shown('我的基本资料') name!: string;
  @Shown(true) enabled!: boolean;
}

class ServiceWindowAnswer {
  @Shown([1, 2, 3, 4, 5, 6], { description: '1 is Monday' }) days!: readonly number[];
  @Shown('01:23:00') from!: string;
  @Shown('23:58:00') to!: string;
}

class ServiceHoursAnswer {
  @Shown('周一至周五、周六 01:23-23:58') text!: string;
  @ShownAs(() => ServiceWindowAnswer, { isArray: true }) windows!: readonly ServiceWindowAnswer[];
  @Shown(false) open!: boolean;
  @Shown(instant, { nullable: true, description: 'null while it is open' }) nextOpening!: string | null;
}

export class CompanyAnswer {
  @Shown('0038') code!: string;
  @Shown('测试期货') name!: string;
  @ShownAs(() => ServiceAnswer, { isArray: true }) services!: readonly ServiceAnswer[];
  @ShownAs(() => NamedAnswer, { isArray: true, example: [{ code: 'futuresBrokerage', name: '期货经纪' }] })
  accountTypes!: readonly NamedAnswer[];
  @ShownAs(() => NamedAnswer, { isArray: true }) branches!: readonly NamedAnswer[];
  @ShownAs(() => ServiceHoursAnswer) serviceHours!: ServiceHoursAnswer;
  @Shown(['网上开户服务时间:周一至周五、周六 01:23-23:58。']) hints!: readonly string[];
  @Shown(['二代身份证']) preparation!: readonly string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'changeRequest.applied': '修改资料成功' },
    description: 'what to show, by key (F7)',
  })
  texts!: Readonly<Record<string, string>>;
  @Shown('400-800-0038') hotline!: string;
  @Shown('2.6.0') appVersion!: string;
}

/** The fields of the request's kind, named as its form takes them. */
export class RequestFieldsAnswer {}
for (const kind of changeKinds) {
  for (const [name, { example, nullable = false }] of Object.entries(formOf(kind).inputs))
    Shown(example, { optional: true, nullable, description: kind })(RequestFieldsAnswer.prototype, name);
}

const photoStates = ['missing', 'onFile', 'kept', 'uploaded'] as const;
const readinesses = ['usable', 'required'] as const;

class PhotoSlotAnswer {
  @Shown('uploaded', { enum: photoStates }) state!: (typeof photoStates)[number];
  @Shown(digest, { nullable: true }) sha256!: string | null;
  @Shown(instant, { nullable: true }) uploadedAt!: string | null;
}

class PhotoSlotsAnswer {
  @ShownAs(() => PhotoSlotAnswer) idFront!: PhotoSlotAnswer;
  @ShownAs(() => PhotoSlotAnswer) idBack!: PhotoSlotAnswer;
  @ShownAs(() => PhotoSlotAnswer) signature!: PhotoSlotAnswer;
}

class ReadinessAnswer {
  @Shown('usable', { enum: readinesses }) readiness!: (typeof readinesses)[number];
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

class SignedInCustomerAnswer {
  @Shown('测*') maskedName!: string;
}

export class SignedInAnswer {
  @Shown('mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y') token!: string;
  @Shown(instant, { description: 'the absolute end' }) expiresAt!: string;
  @ShownAs(() => SignedInCustomerAnswer) customer!: SignedInCustomerAnswer;
  @Shown(false, { description: 'the card on file has expired (F6)' }) idExpired!: boolean;
}

export class SessionAnswer {
  @Shown(instant) idleExpiresAt!: string;
  @Shown(instant) expiresAt!: string;
}

class ProgressAnswer {
  @Shown(['资料报审', '签署协议', '在线回访']) stages!: readonly string[];
  @Shown(1, { description: 'counts from 1' }) current!: number;
}

class LetterAgreedAnswer {
  @Shown('1.0') version!: string;
  @Shown(instant) agreedAt!: string;
}

class ListedAgreementAnswer {
  @Shown('changeApplication') documentId!: string;
  @Shown('《合同内容变更申请书》') title!: string;
  @Shown('1.0') version!: string;
  @Shown(digest) sha256!: string;
  @Shown(false) signed!: boolean;
}

/** A request as the lists of the profile show it. */
class RequestSummaryAnswer {
  @Shown(uuid) id!: string;
  @Shown('contactPhone', { enum: changeKinds }) kind!: ChangeKind;
  @Shown('open', { enum: requestStatuses }) status!: RequestStatus;
  @Shown('photos', { enum: steps }) step!: Step;
}

export class ChangeRequestAnswer extends RequestSummaryAnswer {
  @Shown('资料修改申请办理中') message!: string;
  @ShownAs(() => ProgressAnswer, { description: 'F30' }) progress!: ProgressAnswer;
  @Shown('测*') maskedName!: string;
  @Shown('4101**********0033') maskedIdNumber!: string;
  @ShownAs(() => PhotoSlotsAnswer) photos!: PhotoSlotsAnswer;
  @ShownAs(() => LetterAgreedAnswer, { nullable: true }) responsibilityLetter!: LetterAgreedAnswer | null;
  @ShownAs(() => RequestFieldsAnswer, { description: 'phones masked' }) current!: RequestFieldsAnswer;
  @ShownAs(() => RequestFieldsAnswer, { nullable: true, description: 'clear; null before the form' })
  proposed!: RequestFieldsAnswer | null;
  @ShownAs(() => ListedAgreementAnswer, { isArray: true }) agreements!: readonly ListedAgreementAnswer[];
  @Shown(false) consented!: boolean;
  @ShownAs(() => ReadinessAnswer) certificate!: ReadinessAnswer;
  @Shown(instant) openedAt!: string;
  @Shown(instant, { nullable: true }) submittedAt!: string | null;
  @Shown(instant, { nullable: true }) decidedAt!: string | null;
  @Shown('照片不清晰', { nullable: true }) rejectionReason!: string | null;
}

export class ChangeRequestListAnswer {
  @ShownAs(() => ChangeRequestAnswer, { isArray: true }) items!: readonly ChangeRequestAnswer[];
  @Shown('MTIz', { nullable: true }) next!: string | null;
}

export class ResponsibilityLetterAnswer {
  @Shown('responsibilityLetter') documentId!: string;
  @Shown('《数字证书安全责任书》') title!: string;
  @Shown('1.0') version!: string;
  @Shown(digest) sha256!: string;
  @Shown('本人承诺……') text!: string;
}

class AgreementAnswer extends ListedAgreementAnswer {
  @Shown('text/html; charset=utf-8') mediaType!: string;
}

export class AgreementListAnswer {
  @ShownAs(() => AgreementAnswer, { isArray: true }) items!: readonly AgreementAnswer[];
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

class AgentAnswer {
  @Shown('王坐席') name!: string;
  @Shown('F3000001') licenceNumber!: string;
}

const roomProviders = ['webrtc', 'livekit'] as const;
const callEnders = ['customer', 'otherDevice', 'timeout', 'agent'] as const;

/** How one enters the room of a call. */
export class RoomAnswer {
  @Shown('webrtc', { enum: roomProviders }) provider!: (typeof roomProviders)[number];
  @Shown(`/v1/futures/video-verifications/${uuid}/signals`) url!: string;
  @Shown('t') token!: string;
  @Shown('2026-11-22T08:30:00.000Z') expiresAt!: string;
}

export class TicketAnswer {
  @Shown(uuid) id!: string;
  @Shown('waiting', { enum: ticketStatuses }) status!: (typeof ticketStatuses)[number];
  @ShownAs(() => NamedAnswer) branch!: NamedAnswer;
  @Shown(3, { description: 'everyone waiting in the branch, oneself included (F25)' }) waiting!: number;
  @Shown(2, { nullable: true }) position!: number | null;
  @ShownAs(() => AgentAnswer, { nullable: true }) agent!: AgentAnswer | null;
  @ShownAs(() => RoomAnswer, { nullable: true }) call!: RoomAnswer | null;
  @Shown('光线过暗', { nullable: true }) reason!: string | null;
  @Shown('customer', { nullable: true, enum: callEnders }) endedBy!: (typeof callEnders)[number] | null;
}

export class CertificateAnswer {
  @Shown('0a1b2c3d4e5f60718293a4b5c6d7e8f9') serial!: string;
  @Shown('-----BEGIN CERTIFICATE-----\n…', { description: 'PEM' }) certificate!: string;
  @Shown('-----BEGIN CERTIFICATE-----\n…', { description: 'PEM, from the issuer upwards without the root' })
  chain!: string;
  @Shown('2027-11-22T08:00:00.000Z') notAfter!: string;
}

const certificateStates = ['active', 'revoked', 'superseded', 'expired'] as const;

export class CurrentCertificateAnswer extends CertificateAnswer {
  @Shown('active', { enum: certificateStates }) state!: (typeof certificateStates)[number];
  @Shown(true) thisDevice!: boolean;
}

class ShownValidityAnswer {
  @Shown('2020-03-18') start!: string;
  @Shown('2040-03-18') end!: string;
  @Shown(false) longTerm!: boolean;
  @Shown(false) expired!: boolean;
}

class IdentityAnswer {
  @Shown('测*') maskedName!: string;
  @Shown('4101**********0033') maskedIdNumber!: string;
  @Shown('上海市浦东新区华鹏路300号') idAddress!: string;
  @ShownAs(() => ShownValidityAnswer) validity!: ShownValidityAnswer;
}

class PhonesAnswer {
  @Shown('0755****533', { nullable: true }) contactPhone!: string | null;
  @Shown('1552****995', { nullable: true }) contactMobile!: string | null;
}

class OccupationAnswer extends NamedAnswer {
  @Shown(true, { description: 'an inactive one cannot be chosen any more' }) active!: boolean;
}

class OtherInformationAnswer {
  @ShownAs(() => NamedAnswer, { example: { code: '310000', name: '上海市' } }) province!: NamedAnswer;
  @ShownAs(() => NamedAnswer, { example: { code: '310115', name: '浦东新区' } }) city!: NamedAnswer;
  @Shown('上海市浦东新区华鹏路300号') address!: string;
  @Shown('518000') postcode!: string;
  @Shown('zhang@example.com', { nullable: true }) email!: string | null;
  @ShownAs(() => NamedAnswer, { example: { code: '1', name: '硕士及以上' } }) education!: NamedAnswer;
  @ShownAs(() => OccupationAnswer, { example: { code: '2', name: '经济、金融业务人员', active: true } })
  occupation!: OccupationAnswer;
  @Shown('张三', { nullable: true }) clientManager!: string | null;
  @Shown('李四', { nullable: true }) intermediary!: string | null;
}

class EditableAnswer {
  @Shown(true) clientManager!: boolean;
  @Shown(true) intermediary!: boolean;
}

export class ProfileAnswer {
  @ShownAs(() => IdentityAnswer) identity!: IdentityAnswer;
  @ShownAs(() => PhonesAnswer) phones!: PhonesAnswer;
  @ShownAs(() => OtherInformationAnswer) other!: OtherInformationAnswer;
  @ShownAs(() => EditableAnswer) editable!: EditableAnswer;
  @ShownAs(() => NamedAnswer, { nullable: true }) branch!: NamedAnswer | null;
  @ShownAs(() => RequestSummaryAnswer, { isArray: true }) openRequests!: readonly RequestSummaryAnswer[];
}
