import type { Language } from './language.js';

const texts = {
  'certificate-password.shape': {
    'zh-CN': '证书密码须为 6–8 位数字。',
    en: 'The certificate password has 6 to 8 digits.',
  },
  'certificate-password.guessable': {
    'zh-CN': '证书密码过于简单，不能是相同或连续的数字。',
    en: 'The certificate password is easily guessed: no equal digits, no straight run.',
  },
  'certificate-password.wrong': { 'zh-CN': '证书密码错误。', en: 'The certificate password is wrong.' },
  'certificate-password.locked': {
    'zh-CN': '证书密码连续错误 5 次，证书已锁定，请重新申请证书。',
    en: 'Five wrong passwords in a row have locked the certificate. Apply for a new one.',
  },
  'certificate.not-installed': {
    'zh-CN': '本设备未安装证书，请先申请并安装证书。',
    en: 'No certificate is installed on this device. Apply for one first.',
  },
  'certificate.other-key': {
    'zh-CN': '该证书不属于本设备的密钥，未能安装。',
    en: 'The certificate is not of this device’s key and was not installed.',
  },
  'device-key.replaced': {
    'zh-CN': '证书已在其他窗口中更换，请刷新页面后重试。',
    en: 'Another window has replaced the certificate. Reload the page and try again.',
  },
  'signing.malformed': {
    'zh-CN': '待签名的数据有误，未进行签名，请联系客服。',
    en: 'What was to be signed is malformed. Nothing was signed; contact the company.',
  },
  'signing.other-document': {
    'zh-CN': '待签名的内容与所阅读的协议不一致，未进行签名。',
    en: 'What was to be signed is not the agreement that was shown. Nothing was signed.',
  },
  'signing.other-certificate': {
    'zh-CN': '待签名的数据不属于本设备的证书，未进行签名。',
    en: 'What was to be signed is not for this device’s certificate. Nothing was signed.',
  },
  'device.insecure-context': {
    'zh-CN': '当前页面不是安全连接（HTTPS），无法使用证书，请通过 HTTPS 访问。',
    en: 'This page is not served over HTTPS: certificates cannot be used here.',
  },
  'device.storage-unavailable': {
    'zh-CN': '浏览器不允许保存证书，请关闭无痕模式或更换浏览器。',
    en: 'This browser does not let the certificate be kept. Leave private mode or take another browser.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/**
 * Every refusal of the device itself. `certificate-password.shape`, `.guessable` (V8), `.wrong` (with `triesLeft`), `.locked` ·
 * `certificate.not-installed`, `certificate.other-key`, `device-key.replaced` (by another window) · `signing.malformed`,
 * `signing.other-document`, `signing.other-certificate` (F29) · `device.insecure-context` (no WebCrypto without HTTPS),
 * `device.storage-unavailable` (no IndexedDB, or no room in it).
 */
export type DeviceErrorCode = keyof typeof texts;

/** A refusal on the device. `code` is stable: decide by it; `deviceErrorText` gives what may be shown. */
export class DeviceError extends Error {
  constructor(
    readonly code: DeviceErrorCode,
    /** Of `certificate-password.wrong` and `.locked`: wrong passwords that are left before the key locks (V8). */
    readonly triesLeft?: number,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'DeviceError';
  }
}

/**
 * What a person is told of a refusal of the device, as `body.detail` tells of the service's.
 * @example
 * if (error instanceof DeviceError) show(deviceErrorText(error.code));
 */
export const deviceErrorText = (code: DeviceErrorCode, language: Language = 'zh-CN'): string => texts[code][language];
