import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import sharp from 'sharp';
import type { Phone } from './phone.js';

/** What the manual's figures show; `docs/screens.md` has a picture of each. Texts that a company words are those of 0038. */
export const figures = {
  'futures-01-company': ['期货公司编号'],
  'futures-02-services': ['我的基本资料'],
  'futures-03-sign-in': [
    '登录',
    '请选择账户类型',
    '短信验证码',
    '马上登录',
    '温馨提示',
    '网上开户服务时间:周一至周五、周六 01:23-23:58。',
    '网上开户暂仅限年满18周岁、具有有效期内的中华人民共和国居民二代身份证的中国大陆个人客户申请。',
    '请准备好',
    '二代身份证',
    '银行卡',
    'Wi-Fi+2/3/4G',
    '版本信息:',
  ],
  'futures-04-profile': [
    '基本信息资料',
    '关闭',
    '姓名',
    '身份证号',
    '身份证地址',
    '身份证有效期',
    '联系电话（修改联系电话）',
    '联系手机',
    '其他信息（修改联系地址、邮编、学历等信息）',
    '联系地址省',
    '联系地址市',
    '联系地址',
    '邮政编码',
    '电子邮箱',
    '学历',
    '职业',
    '客户经理名称',
    '居间人名称',
    '编辑',
  ],
  'futures-05-photos': ['上传照片', '数字证书安全责任书', '下一步'],
  'futures-06-validity': ['基本信息资料', '姓名', '身份证号', '身份证有效期', '长期', '下一步'],
  'futures-07-contact-phone': [
    '联系电话',
    '验证码',
    '获取验证码',
    '手机号需要获取验证码，座机号不需要获取验证码',
    '下一步',
  ],
  'futures-08-other-information': [
    '联系地址省',
    '联系地址市',
    '联系地址',
    '邮政编码',
    '电子邮箱',
    '学历',
    '职业',
    '客户经理名称',
    '居间人名称',
    '下一步',
  ],
  'futures-09-agreements': [
    '签署协议',
    '请阅读相关协议',
    '《合同内容变更申请书》',
    '《个人数字责任证书》',
    '我已阅读并同意以上所有协议和业务规则内容',
  ],
  'futures-09-password': ['请输入数字证书密码', '重新申请', '确认'],
  'futures-10-submission': ['我的基本资料申请提交', '提交'],
  'futures-10-applied': ['修改资料成功'],
  'futures-12-video': ['视频认证', '开始视频通话'],
  'futures-13-queue': ['当前排队人数'],
  'futures-13-call': [/视频坐席/],
  'futures-14-certificate': ['数字证书', '1.资料报审', '2.签署协议', '3.在线回访', '申请并安装'],
} as const satisfies Readonly<Record<string, readonly (string | RegExp)[]>>;

/** Placeholders, which are texts of a figure as well. */
const placeholders: Partial<Record<keyof typeof figures, readonly string[]>> = {
  'futures-03-sign-in': ['请输入身份证', '请输入图形验证码', '请输入验证码'],
  'futures-07-contact-phone': ['请输入联系电话', '请输入验证码'],
  'futures-09-password': ['请输入6-8位数字证书密码'],
  'futures-14-certificate': ['请输入6-8位数字证书密码'],
};

/** The screen shows what its figure shows, nothing of it lies outside, and whoever does not see it can use it. */
export const showsFigure = async (phone: Phone, name: keyof typeof figures): Promise<void> => {
  for (const text of figures[name]) await phone.sees(text);
  for (const text of placeholders[name] ?? []) await phone.page.getByPlaceholder(text).first().waitFor();
  await keepPicture(phone, name);
  expect({ name, axe: await phone.axe(), overflows: await phone.overflows() }).toEqual({
    name,
    axe: [],
    overflows: false,
  });
};

/** `npm run screens`: pictures for docs/screens.md, no larger than they need be. */
export const keepPicture = async ({ page }: Phone, name: string): Promise<void> => {
  const folder = process.env.SCREENS_DIR;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await sharp(await page.screenshot())
    .webp({ quality: 70 })
    .toFile(join(folder, `${name}.webp`));
};
