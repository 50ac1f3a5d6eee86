import type { ProblemCode } from '../../../domain/shared/problem-codes.js';
import type { ProblemText } from './problem-text.js';

/** api.md §7. */
export const identityTexts = {
  'identity.activation-required': {
    zh: ['账号未激活', '账号尚未激活，请先激活。'],
    en: ['Activation required', 'The account is not active yet. Activate it first.'],
  },
  'identity.already-registered': {
    zh: ['账号已注册', '账号已注册，请直接登录。'],
    en: ['Already registered', 'This account exists. Sign in.'],
  },
  'identity.mobile-in-use': {
    zh: ['手机号已被使用', '该手机号已被其他账号使用。'],
    en: ['Mobile in use', 'This mobile belongs to another account.'],
  },
  'identity.already-active': {
    zh: ['账号已激活', '账号已激活，请直接登录。'],
    en: ['Already active', 'The account is active already. Sign in.'],
  },
  'username.taken': {
    zh: ['用户名已被使用', '该用户名已被使用，请更换。'],
    en: ['Username taken', 'This username is taken. Choose another.'],
  },
  'identity.four-elements-mismatch': {
    zh: ['身份信息核验不一致', '姓名、证件号码与有效期核验不一致；若证件刚刚换领，可能尚未更新，请稍后重试。'],
    en: [
      'Identity not confirmed',
      'Name, ID number and validity do not match. A card renewed recently may not be known yet; try again later.',
    ],
  },
  'identity.face-mismatch': {
    zh: ['人脸核验未通过', '人脸核验未通过，请重试。'],
    en: ['Face not confirmed', 'The face does not match. Try again.'],
  },
  'identity.face-required': {
    zh: ['需要人脸核验', '账号未登记手机号，请先完成人脸核验。'],
    en: ['Face required', 'No mobile is on record. Verify your face first.'],
  },
  'identity.level-4-required': {
    zh: ['需要四级实名', '此操作需要四级实名，请先提升实名等级。'],
    en: ['Level 4 required', 'This needs real-name level 4. Raise your level first.'],
  },
  'identity.activation-refused': {
    zh: ['无法激活', '手机号与登记的不一致，无法激活。'],
    en: ['Activation refused', 'The mobile differs from the one on record.'],
  },
  'user.not-found': {
    zh: ['用户不存在', '没有这位用户。'],
    en: ['User not found', 'There is no such user.'],
  },
  'ticket.invalid': {
    zh: ['凭证无效', '凭证已失效，请重新开始。'],
    en: ['Invalid ticket', 'The ticket is no longer valid. Start again.'],
  },
  'mobile.unchanged': {
    zh: ['手机号没有变化', '新手机号与现有手机号相同。'],
    en: ['Mobile unchanged', 'The new mobile is the one on record.'],
  },
  'agreement.not-accepted': {
    zh: ['请同意用户协议', '请阅读并同意最新版本的协议。'],
    en: ['Agreement not accepted', 'Read and accept the current agreement.'],
  },
  'password.wrong': {
    zh: ['原密码错误', '原密码错误，请重新输入。'],
    en: ['Wrong password', 'The old password is wrong.'],
  },
  'face.too-many-tries': {
    zh: ['人脸核验次数过多', '今日人脸核验失败次数已达上限。'],
    en: ['Too many face tries', 'The face was refused too often today.'],
  },
} as const satisfies Partial<Record<ProblemCode, ProblemText>>;
