import type { ProblemCode } from '../../../domain/shared/problem-codes.js';
import type { ProblemText } from './problem-text.js';

/** api.md §§1, 2, 8, 9. */
export const commonTexts = {
  'request.invalid': {
    zh: ['请求内容有误', '请检查标出的内容后再提交。'],
    en: ['Invalid request', 'Check the values that are marked and send the request again.'],
  },
  'device.required': {
    zh: ['缺少设备标识', '请求缺少 X-Device-Id。'],
    en: ['Device id required', 'The request carries no X-Device-Id.'],
  },
  'device.invalid': {
    zh: ['设备标识有误', 'X-Device-Id 须为 8 至 64 位字母、数字或连字符。'],
    en: ['Invalid device id', 'X-Device-Id must be 8 to 64 letters, digits or hyphens.'],
  },
  'consistency-token.invalid': {
    zh: ['一致性令牌无效', 'Consistency-Token 不是本服务签发的。'],
    en: ['Invalid consistency token', 'The Consistency-Token was not issued by this service.'],
  },
  'audit.reason-required': {
    zh: ['请填写审计事由', 'X-Audit-Reason 须为 10 至 200 个字符。'],
    en: ['Reason required', 'X-Audit-Reason must have 10 to 200 characters.'],
  },
  'session.required': {
    zh: ['请先登录', '登录已失效，请重新登录。'],
    en: ['Sign-in required', 'There is no session, or it has ended. Sign in again.'],
  },
  'login.refused': {
    zh: ['登录失败', '登录信息有误，请核对后重试。'],
    en: ['Sign-in refused', 'The sign-in details are not right. Check them and try again.'],
  },
  'access.forbidden': {
    zh: ['无权访问', '您没有执行此操作的权限。'],
    en: ['Access forbidden', 'You are not allowed to do this.'],
  },
  'session.confirmation-required': {
    zh: ['请先确认身份', '此操作需要在 10 分钟内通过密码或人脸确认身份。'],
    en: ['Confirmation required', 'Confirm by password or face within the last 10 minutes first.'],
  },
  'route.not-found': {
    zh: ['内容不存在', '您访问的内容不存在，请返回后重试。'],
    en: ['Nothing here', 'There is nothing at this address.'],
  },
  'subject.not-found': {
    zh: ['信息不存在', '相关信息不存在或已被删除。'],
    en: ['Not found', 'The record does not exist or was erased.'],
  },
  'session.not-found': {
    zh: ['登录不存在', '没有这个登录，或已退出。'],
    en: ['Session not found', 'There is no such session of yours, or it has ended.'],
  },
  'confirmation.not-found': {
    zh: ['没有待确认的操作', '没有等待您确认的操作，或已超过七天。'],
    en: ['Nothing to confirm', 'Nothing waits here for your confirmation, or it waited for more than seven days.'],
  },
  'captcha.not-found': {
    zh: ['验证码不存在', '图形验证码不存在、已使用或已过期。'],
    en: ['Captcha not found', 'The captcha does not exist, was used or has expired.'],
  },
  'dictionary.not-found': {
    zh: ['字典不存在', '没有这个字典。'],
    en: ['Dictionary not found', 'There is no such dictionary.'],
  },
  'photo.not-found': {
    zh: ['照片不存在', '没有这张照片。'],
    en: ['Photo not found', 'There is no such photo.'],
  },
  'stream.not-found': {
    zh: ['事件流不存在', '没有这个事件流，或没有所查的版本。'],
    en: ['Stream not found', 'There is no such stream, or not at that revision.'],
  },
  'revision.conflict': {
    zh: ['内容已被修改', '他人刚刚修改了同一内容，请刷新后重试。'],
    en: ['Changed meanwhile', 'Somebody else has just changed the same thing. Read it again and retry.'],
  },
  'claim.held': {
    zh: ['内容已被占用', '该内容已被占用。'],
    en: ['Held by another', 'This value belongs to somebody else.'],
  },
  'request.in-progress': {
    zh: ['请求处理中', '相同的请求仍在处理，请稍后重试。'],
    en: ['Request in progress', 'The same request is still being served. Try again shortly.'],
  },
  'revision.mismatch': {
    zh: ['版本不一致', '内容已更新，请刷新后再提交。'],
    en: ['Revision mismatch', 'If-Match names another revision. Read it again and retry.'],
  },
  'revision.required': {
    zh: ['缺少版本', '请先查看最新内容，再作决定。'],
    en: ['Revision required', 'Send the ETag of what you have seen as If-Match.'],
  },
  'request.too-large': {
    zh: ['请求内容过大', '请求内容超过允许的大小。'],
    en: ['Request too large', 'The body is larger than allowed.'],
  },
  'request.media-type': {
    zh: ['不支持的内容类型', '请以 application/json 提交。'],
    en: ['Unsupported media type', 'Send the body as application/json.'],
  },
  'idempotency.key-reused': {
    zh: ['幂等键已被使用', '该 Idempotency-Key 已用于另一请求。'],
    en: ['Idempotency key reused', 'This Idempotency-Key was used for another request.'],
  },
  'captcha.invalid': {
    zh: ['图形验证码错误', '图形验证码错误或已过期，请换一张。'],
    en: ['Wrong captcha', 'The captcha is wrong or has expired. Ask for a new one.'],
  },
  'captcha.required': {
    zh: ['请输入图形验证码', '发送较频繁，请先输入图形验证码。'],
    en: ['Captcha required', 'Codes were sent often. Solve a captcha first.'],
  },
  'sms.code-invalid': {
    zh: ['短信验证码错误', '短信验证码错误或已失效。'],
    en: ['Wrong SMS code', 'The SMS code is wrong or no longer valid.'],
  },
  'sms.too-many-tries': {
    zh: ['尝试次数过多', '短信验证码错误次数过多，请重新获取。'],
    en: ['Too many tries', 'The SMS code was tried too often. Ask for a new one.'],
  },
  'sms.undeliverable': {
    zh: ['短信无法送达', '该号码无法接收短信，请更换号码。'],
    en: ['SMS undeliverable', 'Messages cannot be delivered to this number.'],
  },
  'sms.quota-exceeded': {
    zh: ['短信发送过于频繁', '短信发送次数已达上限，请稍后再试。'],
    en: ['Too many messages', 'The quota of messages is used up. Try again later.'],
    byRule: {
      minute: {
        zh: ['短信刚刚发送', '短信刚刚发送过，请一分钟后再试。'],
        en: ['Just sent', 'A message was sent a moment ago. Try again in a minute.'],
      },
      hour: {
        zh: ['短信发送过于频繁', '一小时内的短信次数已用完，请稍后再试。'],
        en: ['Too many messages this hour', 'The messages of this hour are used up. Try again later.'],
      },
      day: {
        zh: ['今日短信次数已用完', '今日的短信次数已用完，请明天再试。'],
        en: ['Too many messages today', 'The messages of today are used up. Try again tomorrow.'],
      },
    },
  },
  'request.rate-limited': {
    zh: ['请求过于频繁', '请求过于频繁，请稍后再试。'],
    en: ['Too many requests', 'There were too many requests. Try again later.'],
  },
  internal: {
    zh: ['服务异常', '服务出现异常，请稍后重试。'],
    en: ['Internal error', 'Something went wrong. Try again later.'],
  },
  'dependency.unavailable': {
    zh: ['服务暂不可用', '相关服务暂不可用，请稍后重试。'],
    en: ['Temporarily unavailable', 'A service we depend on is unavailable. Try again shortly.'],
    byRule: {
      'read-only': {
        zh: ['只读服务', '本服务只读：不接受修改，也不提供必须留痕的查看。请使用主服务。'],
        en: [
          'Read-only service',
          'This service is read-only: it changes nothing, and shows nothing whose showing must be recorded. Use the main service.',
        ],
      },
    },
  },
  'projection.lagging': {
    zh: ['数据同步中', '数据仍在同步，请稍后重试。'],
    en: ['Data not yet current', 'The data is not yet as current as asked. Try again shortly.'],
  },
} as const satisfies Partial<Record<ProblemCode, ProblemText>>;
