import type { Applicant } from '../people/identity-app.js';
import { send } from '../people/journey.js';
import type { Phone } from './phone.js';

/** What a person does on the screens of the identity app, chapter by chapter. */
export class IdentityScreens {
  constructor(
    readonly phone: Phone,
    readonly url: string,
    readonly person: Applicant,
  ) {}

  async enter(): Promise<void> {
    await this.phone.goto('/app/identity');
    await this.phone.sees('其他登录方式');
  }

  /** 一: up to 「注册」. */
  async fillRegistration(): Promise<void> {
    const { phone } = this;
    await this.enter();
    await phone.follow('新用户注册');
    await phone.isAt('/register');
    await this.fillForm();
  }

  async fillForm(): Promise<void> {
    const { phone, person } = this;
    await phone.fill('name', person.name);
    await phone.fill('idNumber', person.idNumber);
    await phone.fill('start', '20190206');
    await phone.sees('身份证有效结束日期：20390206');
    await phone.fill('mobile', person.mobile);
    await this.sendCode('获取验证码');
    await phone.fill('password', person.password);
    await phone.fill('passwordConfirmation', person.password);
    await phone.tick('注册即视为同意');
  }

  /** 二, step 1: up to 「下一步」. */
  async fillActivation(): Promise<void> {
    const { phone, person } = this;
    await phone.fill('idNumber', person.idNumber);
    await phone.fill('mobile', person.mobile);
    await this.sendCode('发送验证码');
  }

  /** 三, by password. */
  async signIn(password = this.person.password): Promise<void> {
    const { phone, person } = this;
    await phone.fill('identifier', person.mobile);
    await phone.fill('password', password);
    await phone.press('登录');
  }

  /** The way through the provider's page, which is the sandbox's, and back. */
  async scanFace(outcome: '是本人' | '不是本人'): Promise<void> {
    const { phone } = this;
    await phone.tick('我已阅读并同意');
    await phone.press('扫描人脸');
    await phone.sees('沙箱人脸核身');
    await phone.press(outcome);
    await phone.follow('返回应用');
  }

  /** Asks for a code with a captcha, and types what was sent. */
  private async sendCode(button: string): Promise<void> {
    const { phone } = this;
    await phone.press(button);
    await this.solveCaptcha();
    await phone.sees('验证码已发送');
    await phone.fill('smsCode', await this.codeSent());
  }

  private async solveCaptcha(): Promise<void> {
    const { phone } = this;
    const image = phone.page.locator('.captcha img');
    await image.waitFor();
    const { answer } = (await send(`${this.url}/sandbox/captchas/${await image.getAttribute('data-captcha')}`, 'GET'))
      .body;
    await phone.fill('captcha', answer);
    await phone.press('确定');
  }

  async codeSent(to = this.person.mobile): Promise<string> {
    return (await send(`${this.url}/sandbox/sms-messages?to=${to}`, 'GET')).body.items[0].code;
  }
}
