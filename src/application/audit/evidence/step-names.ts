import type { CustomerAccountEvent } from '../../../domain/customer-account/events.js';
import type { DigitalCertificateEvent } from '../../../domain/digital-certificate/events.js';
import type { ProfileChangeRequestEvent } from '../../../domain/profile-change-request/events.js';
import type { SignatureTimeStampEvent } from '../../../domain/signature-time-stamp/events.js';
import type { VideoVerificationEvent } from '../../../domain/video-verification/events.js';
import type { LookType } from '../../read-models/looks.js';

type Step =
  | (
      | ProfileChangeRequestEvent
      | VideoVerificationEvent
      | DigitalCertificateEvent
      | CustomerAccountEvent
      | SignatureTimeStampEvent
    )['type']
  | LookType;

/** What happened, in Chinese and in English, by the type of the event. */
const names: { readonly [S in Step]: readonly [chinese: string, english: string] } = {
  ProfileChangeRequestOpened: ['提出变更申请', 'change request opened'],
  ProfileChangeRequestRefreshed: ['按最新资料更新申请', 'request brought up to date with the profile'],
  PhotoUploaded: ['上传照片', 'photo uploaded'],
  PhotoKept: ['沿用已有照片', 'photo on file kept'],
  ResponsibilityLetterAgreed: ['同意责任告知书', 'responsibility letter agreed to'],
  CardValidityProposed: ['填写身份证有效期', 'new validity of the ID card entered'],
  ContactPhoneProposed: ['填写联系电话', 'new contact phone entered'],
  OtherInformationProposed: ['填写其他信息', 'new other information entered'],
  AgreementShown: ['展示协议原文', 'document shown'],
  AgreementSigned: ['签署协议', 'document signed'],
  SignatureTimeStamped: ['签名加盖时间戳', 'signature time-stamped'],
  SignaturesVoided: ['签名作废', 'signatures voided'],
  AgreementsConsented: ['确认同意', 'consent given'],
  ProfileChangeRequestSubmitted: ['提交申请', 'request submitted'],
  ProfileChangeRequestApproved: ['审核通过', 'request approved'],
  ProfileChangeRequestRejected: ['审核驳回', 'request rejected'],
  ProfileChangeRequestApplied: ['变更生效', 'change applied'],
  ProfileChangeRequestReopened: ['退回修改', 'request given back'],
  ProfileChangeRequestCancelled: ['撤销申请', 'request cancelled'],
  ProfileChangeRequestExpired: ['申请过期', 'request expired'],
  ProfileChangeRequestAbandoned: ['申请未成立', 'request never came about'],
  VideoVerificationRequested: ['申请视频见证', 'video verification asked for'],
  VideoCallStarted: ['视频见证开始', 'video call started'],
  VideoCallInterrupted: ['视频中断', 'video call interrupted'],
  VideoVerificationPassed: ['视频见证通过', 'video verification passed'],
  VideoVerificationRejected: ['视频见证未通过', 'video verification rejected'],
  VideoVerificationEnded: ['视频见证结束', 'video verification ended'],
  VerificationPassUsed: ['见证结果用于申领证书', 'verification used for a certificate'],
  VerificationPassVoided: ['见证结果作废', 'verification voided'],
  VideoVerificationAbandoned: ['视频见证未成立', 'video verification never came about'],
  CertificateIssued: ['签发数字证书', 'certificate issued'],
  CertificateRevoked: ['吊销数字证书', 'certificate revoked'],
  CustomerImported: ['导入客户资料', 'customer imported'],
  IdentityDetailsChanged: ['身份信息变更', 'identity details changed'],
  CardValidityChanged: ['身份证有效期已变更', 'validity of the ID card changed'],
  PhoneChanged: ['电话已变更', 'phone changed'],
  OtherInformationChanged: ['其他信息已变更', 'other information changed'],
  AccountTermsChanged: ['账户状态变更', 'account terms changed'],
  PhotoFiled: ['照片归档', 'photo filed'],
  ChangeRequestApplied: ['账户已按申请变更', 'account changed as requested'],
  ProcessingRestricted: ['限制处理个人信息', 'processing of personal data restricted'],
  PersonalDataErased: ['个人信息已删除', 'personal data erased'],
  ChangeRequestShown: ['审核人员查看申请', 'request looked at by a reviewer'],
  ChangeRequestPhotoShown: ['审核人员查看照片', 'photo looked at by a reviewer'],
  CallPhotoShown: ['见证人查看留存照片', 'photo on file looked at by the agent'],
  PersonalDataRevealed: ['审计人员查看明文', 'values read in clear by an auditor'],
  EvidenceExported: ['导出证据', 'evidence exported'],
  CustomerAccountAbandoned: ['账户未成立', 'account never came about'],
};

export const nameOfStep = (type: string): readonly [chinese: string, english: string] =>
  names[type as Step] ?? [type, type];
