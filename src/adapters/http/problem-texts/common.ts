import { problemTable } from './table.js';

/** api.md §§1, 2, 8, 9. */
export const commonProblems = problemTable(`
request.invalid | 400 | 请求内容有误 | 请检查标出的内容后再提交。 | Invalid request | Check the values that are marked and send the request again.
device.required | 400 | 缺少设备标识 | 请求缺少 X-Device-Id。 | Device id required | The request carries no X-Device-Id.
device.invalid | 400 | 设备标识有误 | X-Device-Id 须为 8 至 64 位字母、数字或连字符。 | Invalid device id | X-Device-Id must be 8 to 64 letters, digits or hyphens.
consistency-token.invalid | 400 | 一致性令牌无效 | Consistency-Token 不是本服务签发的。 | Invalid consistency token | The Consistency-Token was not issued by this service.
audit.reason-required | 400 | 请填写审计事由 | X-Audit-Reason 须为 10 至 200 个字符。 | Reason required | X-Audit-Reason must have 10 to 200 characters.
session.required | 401 | 请先登录 | 登录已失效，请重新登录。 | Sign-in required | There is no session, or it has ended. Sign in again.
login.refused | 401 | 登录失败 | 登录信息有误，请核对后重试。 | Sign-in refused | The sign-in details are not right. Check them and try again.
access.forbidden | 403 | 无权访问 | 您没有执行此操作的权限。 | Access forbidden | You are not allowed to do this.
session.confirmation-required | 403 | 请先确认身份 | 此操作需要在 10 分钟内通过密码或人脸确认身份。 | Confirmation required | Confirm by password or face within the last 10 minutes first.
route.not-found | 404 | 地址不存在 | 没有这个接口，请检查地址和方法。 | No such address | There is no such call. Check the path and the method.
subject.not-found | 404 | 信息不存在 | 相关信息不存在或已被删除。 | Not found | The record does not exist or was erased.
captcha.not-found | 404 | 验证码不存在 | 图形验证码不存在、已使用或已过期。 | Captcha not found | The captcha does not exist, was used or has expired.
dictionary.not-found | 404 | 字典不存在 | 没有这个字典。 | Dictionary not found | There is no such dictionary.
document.not-found | 404 | 文件不存在 | 没有这份文件。 | Document not found | There is no such document.
photo.not-found | 404 | 照片不存在 | 没有这张照片。 | Photo not found | There is no such photo.
stream.not-found | 404 | 事件流不存在 | 没有这个事件流，或没有所查的版本。 | Stream not found | There is no such stream, or not at that revision.
revision.conflict | 409 | 内容已被修改 | 他人刚刚修改了同一内容，请刷新后重试。 | Changed meanwhile | Somebody else has just changed the same thing. Read it again and retry.
request.in-progress | 409 | 请求处理中 | 相同的请求仍在处理，请稍后重试。 | Request in progress | The same request is still being served. Try again shortly.
revision.mismatch | 412 | 版本不一致 | 内容已更新，请刷新后再提交。 | Revision mismatch | If-Match names another revision. Read it again and retry.
request.too-large | 413 | 请求内容过大 | 请求内容超过允许的大小。 | Request too large | The body is larger than allowed.
request.media-type | 415 | 不支持的内容类型 | 请以 application/json 提交。 | Unsupported media type | Send the body as application/json.
idempotency.key-reused | 422 | 幂等键已被使用 | 该 Idempotency-Key 已用于另一请求。 | Idempotency key reused | This Idempotency-Key was used for another request.
captcha.invalid | 422 | 图形验证码错误 | 图形验证码错误或已过期，请换一张。 | Wrong captcha | The captcha is wrong or has expired. Ask for a new one.
captcha.required | 422 | 请输入图形验证码 | 发送较频繁，请先输入图形验证码。 | Captcha required | Codes were sent often. Solve a captcha first.
sms.code-invalid | 422 | 短信验证码错误 | 短信验证码错误或已失效。 | Wrong SMS code | The SMS code is wrong or no longer valid.
sms.too-many-tries | 422 | 尝试次数过多 | 短信验证码错误次数过多，请重新获取。 | Too many tries | The SMS code was tried too often. Ask for a new one.
sms.undeliverable | 422 | 短信无法送达 | 该号码无法接收短信，请更换号码。 | SMS undeliverable | Messages cannot be delivered to this number.
sms.quota-exceeded | 429 | 短信发送过于频繁 | 短信发送次数已达上限，请稍后再试。 | Too many messages | The quota of messages is used up. Try again later.
request.rate-limited | 429 | 请求过于频繁 | 请求过于频繁，请稍后再试。 | Too many requests | There were too many requests. Try again later.
internal | 500 | 服务异常 | 服务出现异常，请稍后重试。 | Internal error | Something went wrong. Try again later.
dependency.unavailable | 503 | 服务暂不可用 | 相关服务暂不可用，请稍后重试。 | Temporarily unavailable | A service we depend on is unavailable. Try again shortly.
projection.lagging | 503 | 数据同步中 | 数据仍在同步，请稍后重试。 | Data not yet current | The data is not yet as current as asked. Try again shortly.
`);
