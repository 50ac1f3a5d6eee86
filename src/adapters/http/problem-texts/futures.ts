import type { ProblemCode } from '../../../domain/shared/problem-codes.js';
import type { ProblemText } from './problem-text.js';

/** api.md §§3–6. */
export const futuresTexts = {
  'company.not-found': {
    zh: ['期货公司不存在', '没有这个公司编号，或该公司未启用。'],
    en: ['Company not found', 'There is no such company number, or it is disabled.'],
  },
  'service.closed': {
    zh: ['非服务时间', '当前不在服务时间内，请在服务时间内办理。'],
    en: ['Outside service hours', 'The service is closed now. Try again when it opens.'],
  },
  'customer.no-contact-mobile': {
    zh: ['未登记联系手机', '账户未登记联系手机，请联系客服或营业部。'],
    en: ['No mobile on record', 'No mobile is on record for this account. Contact the company.'],
  },
  'customer.under-age': {
    zh: ['未满 18 周岁', '须年满 18 周岁方可办理。'],
    en: ['Under age', 'Customers must be 18 years old.'],
  },
  'customer.not-found': {
    zh: ['客户不存在', '没有这位客户。'],
    en: ['Customer not found', 'There is no such customer.'],
  },
  'customer.already-exists': {
    zh: ['客户已存在', '该公司已有相同证件号码和账户类型的客户。'],
    en: ['Customer exists', 'This company already has a customer with this ID number and account type.'],
  },
  'customer.restricted': {
    zh: ['信息已限制处理', '该客户的信息已限制处理。'],
    en: ['Processing restricted', "Processing of this customer's data is restricted."],
  },
  'change-request.not-found': {
    zh: ['申请不存在', '没有这项变更申请。'],
    en: ['Request not found', 'There is no such change request.'],
  },
  'change-request.already-open': {
    zh: ['已有进行中的申请', '同类变更申请尚未办结，请先处理该申请。'],
    en: ['Request already open', 'A change request of this kind is open or submitted already.'],
  },
  'change-request.step-not-reached': {
    zh: ['请先完成前面的步骤', '请按顺序完成前面的步骤。'],
    en: ['Step not reached', 'Finish the earlier steps first.'],
  },
  'change-request.no-change': {
    zh: ['内容没有变化', '填写的内容与现有资料相同。'],
    en: ['Nothing changed', 'The values are the same as those on record.'],
  },
  'change-request.stale': {
    zh: ['资料已变化', '申请期间资料已发生变化，请刷新后重新填写。'],
    en: ['Request is stale', 'The profile has changed meanwhile. Refresh the request and fill in the form again.'],
  },
  'change-request.closed': {
    zh: ['申请已结束', '该申请已提交或已结束，不能再修改。'],
    en: ['Request closed', 'This request was submitted or has ended and cannot be changed.'],
  },
  'validity.expired': {
    zh: ['证件已过期', '填写的证件有效期已过，请重新填写。'],
    en: ['Card expired', 'The validity that was filled in is over. Fill it in again.'],
  },
  'photo.missing': {
    zh: ['照片不完整', '请上传全部照片或确认沿用。'],
    en: ['Photos missing', 'Upload every photo or confirm the one on file.'],
  },
  'photo.fresh-required': {
    zh: ['请重新上传照片', '变更证件有效期须重新上传全部照片。'],
    en: ['New photos required', "All photos must be uploaded anew for a change of the ID card's validity."],
  },
  'photo.duplicate': {
    zh: ['照片重复', '同一照片不能用于两个类别。'],
    en: ['Same photo twice', 'One photo cannot serve two kinds.'],
  },
  'photo.unreadable': {
    zh: ['照片无法读取', '照片为空或已损坏，请重新上传。'],
    en: ['Photo unreadable', 'The photo is empty or damaged. Upload it again.'],
  },
  'photo.too-large': {
    zh: ['照片过大', '照片不能超过 10 MB。'],
    en: ['Photo too large', 'A photo may have at most 10 MB.'],
  },
  'photo.format': {
    zh: ['照片格式不支持', '照片须为 JPEG 或 PNG 格式。'],
    en: ['Photo format', 'A photo must be JPEG or PNG.'],
  },
  'responsibility-letter.outdated': {
    zh: ['责任书已更新', '《数字证书安全责任书》已更新，请重新阅读。'],
    en: ['Letter outdated', 'The responsibility letter was updated. Read it again.'],
  },
  'phone.landline-needs-no-code': {
    zh: ['座机无需验证码', '座机号不需要获取验证码。'],
    en: ['No code for landlines', 'A landline needs no SMS code.'],
  },
  'phone.code-required': {
    zh: ['请输入短信验证码', '修改为手机号须输入短信验证码。'],
    en: ['SMS code required', 'A mobile needs the SMS code sent to it.'],
  },
  'agreement.not-found': {
    zh: ['协议不存在', '没有这份协议。'],
    en: ['Agreement not found', 'There is no such agreement.'],
  },
  'agreement.not-read': {
    zh: ['请先阅读协议', '请先打开并阅读协议。'],
    en: ['Agreement not read', 'Open and read the agreement first.'],
  },
  'agreement.not-signed': {
    zh: ['协议未签署', '请签署全部协议。'],
    en: ['Agreement not signed', 'Sign every agreement.'],
  },
  'agreement.not-consented': {
    zh: ['请勾选同意协议', '请勾选「我已阅读并同意以上所有协议和业务规则内容」。'],
    en: ['Consent missing', 'Agree to all agreements and rules first.'],
  },
  'agreement.changed': {
    zh: ['协议已变化', '协议内容已变化，请重新阅读并签署。'],
    en: ['Agreement changed', 'The agreement has changed. Read and sign it again.'],
  },
  'signature.not-found': {
    zh: ['签名不存在', '该协议尚未签署。'],
    en: ['Signature not found', 'This agreement is not signed.'],
  },
  'signature.invalid': {
    zh: ['签名无效', '签名校验未通过，请重新签署。'],
    en: ['Invalid signature', 'The signature does not verify. Sign again.'],
  },
  'signing-session.expired': {
    zh: ['签署已超时', '签署已超时或已使用，请重新签署。'],
    en: ['Signing session expired', 'The signing session has expired or was used. Start again.'],
  },
  'certificate.not-found': {
    zh: ['没有数字证书', '没有数字证书。'],
    en: ['No certificate', 'There is no certificate.'],
  },
  'certificate.required': {
    zh: ['需要数字证书', '本设备没有可用的数字证书，请先视频验证并安装证书。'],
    en: ['Certificate required', 'This device has no usable certificate. Verify by video and install one.'],
  },
  'certificate.revoked': {
    zh: ['数字证书已吊销', '数字证书已吊销，请重新申请。'],
    en: ['Certificate revoked', 'The certificate was revoked. Apply for a new one.'],
  },
  'certificate.expired': {
    zh: ['数字证书已过期', '数字证书已过期，请重新申请。'],
    en: ['Certificate expired', 'The certificate has expired. Apply for a new one.'],
  },
  'certificate.other-device': {
    zh: ['数字证书在其他设备', '数字证书安装在另一台设备上。'],
    en: ['Certificate on another device', 'The certificate was installed on another device.'],
  },
  'certificate.not-yours': {
    zh: ['数字证书不属于您', '该数字证书不属于当前客户。'],
    en: ['Not your certificate', 'The certificate belongs to somebody else.'],
  },
  'csr.invalid': {
    zh: ['证书请求无效', '证书请求须为 PKCS#10（PEM），密钥为 P-256。'],
    en: ['Invalid certificate request', 'The request must be PEM PKCS#10 with a P-256 key.'],
  },
  'csr.key-reused': {
    zh: ['密钥已使用', '该密钥已申请过证书，请生成新的密钥。'],
    en: ['Key reused', 'This key has been certified before. Make a new one.'],
  },
  'branch.not-found': {
    zh: ['营业部不存在', '没有这个营业部。'],
    en: ['Branch not found', 'There is no such branch.'],
  },
  'verification.not-found': {
    zh: ['视频验证不存在', '没有这次视频验证。'],
    en: ['Verification not found', 'There is no such video verification.'],
  },
  'verification.required': {
    zh: ['需要视频验证', '请先完成视频验证。'],
    en: ['Verification required', 'Pass a video verification first.'],
  },
  'verification.recording-required': {
    zh: ['缺少录像', '通过验证须提供通话录像。'],
    en: ['Recording required', 'A pass needs the reference of the recording.'],
  },
  'verification.too-short': {
    zh: ['通话时间过短', '通话时间过短，不能通过验证。'],
    en: ['Call too short', 'The call was too short for a pass.'],
  },
  'verification.customer-absent': {
    zh: ['客户不在通话中', '客户已不在通话中，不能通过验证。'],
    en: [
      'Customer absent',
      'A pass needs the customer in the call; their device has not been heard of for 30 seconds.',
    ],
  },
  'verification.used': {
    zh: ['视频验证已使用', '该视频验证已用于申请证书。'],
    en: ['Verification used', 'This verification was used already.'],
  },
  'verification.expired': {
    zh: ['视频验证已过期', '视频验证通过后 30 分钟内有效，请重新验证。'],
    en: ['Verification expired', 'A verification is good for 30 minutes. Verify again.'],
  },
  'verification.other-device': {
    zh: ['请在原设备操作', '请在进行视频验证的设备上申请证书。'],
    en: ['Other device', 'Apply on the device that took the call.'],
  },
  'verification.not-in-call': {
    zh: ['不在通话中', '当前不在视频通话中。'],
    en: ['Not in a call', 'This verification is not in a call.'],
  },
} as const satisfies Partial<Record<ProblemCode, ProblemText>>;
