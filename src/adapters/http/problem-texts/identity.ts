import { problemTable } from './table.js';

/** api.md §7. */
export const identityProblems = problemTable(`
identity.activation-required | 403 | 账号未激活 | 账号尚未激活，请先激活。 | Activation required | The account is not active yet. Activate it first.
identity.already-registered | 409 | 账号已注册 | 账号已注册，请直接登录。 | Already registered | This account exists. Sign in.
identity.mobile-in-use | 409 | 手机号已被使用 | 该手机号已被其他账号使用。 | Mobile in use | This mobile belongs to another account.
identity.already-active | 409 | 账号已激活 | 账号已激活，请直接登录。 | Already active | The account is active already. Sign in.
username.taken | 409 | 用户名已被使用 | 该用户名已被使用，请更换。 | Username taken | This username is taken. Choose another.
identity.four-elements-mismatch | 422 | 身份信息核验不一致 | 姓名、证件号码与有效期核验不一致；若证件刚刚换领，可能尚未更新，请稍后重试。 | Identity not confirmed | Name, ID number and validity do not match. A card renewed recently may not be known yet; try again later.
identity.face-mismatch | 422 | 人脸核验未通过 | 人脸核验未通过，请重试。 | Face not confirmed | The face does not match. Try again.
identity.face-required | 422 | 需要人脸核验 | 账号未登记手机号，请先完成人脸核验。 | Face required | No mobile is on record. Verify your face first.
identity.level-4-required | 422 | 需要四级实名 | 此操作需要四级实名，请先提升实名等级。 | Level 4 required | This needs real-name level 4. Raise your level first.
identity.activation-refused | 422 | 无法激活 | 手机号与登记的不一致，无法激活。 | Activation refused | The mobile differs from the one on record.
user.not-found | 404 | 用户不存在 | 没有这位用户。 | User not found | There is no such user.
ticket.invalid | 422 | 凭证无效 | 凭证已失效，请重新开始。 | Invalid ticket | The ticket is no longer valid. Start again.
mobile.unchanged | 422 | 手机号没有变化 | 新手机号与现有手机号相同。 | Mobile unchanged | The new mobile is the one on record.
agreement.not-accepted | 422 | 请同意用户协议 | 请阅读并同意最新版本的协议。 | Agreement not accepted | Read and accept the current agreement.
password.wrong | 422 | 原密码错误 | 原密码错误，请重新输入。 | Wrong password | The old password is wrong.
face.too-many-tries | 429 | 人脸核验次数过多 | 今日人脸核验失败次数已达上限。 | Too many face tries | The face was refused too often today.
`);
