import { picture } from '../../../demo/main-job.js';
import { type Company, type Customer, certificatePassword, type SignedIn, send } from '../people/journey.js';
import type { figures } from './figures.js';
import type { Phone } from './phone.js';

type Figure = keyof typeof figures;

/** What a customer does on the screens of the futures app, figure by figure. */
export class FuturesApp {
  constructor(
    readonly phone: Phone,
    readonly customer: Customer,
    /** Told of each figure when it is to be seen. */
    private readonly at: (figure: Figure) => Promise<void> = async () => {},
  ) {}

  get company(): Company {
    return this.customer.company;
  }

  /** On a device that is signed in already, at the profile or at a screen of a request. */
  async resume({ deviceId, token }: SignedIn, screen = 'profile'): Promise<void> {
    await this.phone.atOrigin();
    await this.phone.page.evaluate(
      ([device, session]) => {
        localStorage.setItem('realname.device', device!);
        sessionStorage.setItem('realname.futures.token', session!);
      },
      [deviceId, token],
    );
    await this.phone.open('/app/futures', `#/${this.company.code}/${screen}`);
  }

  /** Figures 1 to 3. */
  async signIn(): Promise<void> {
    const { phone } = this;
    await phone.goto('/app/futures');
    await this.at('futures-01-company');
    await phone.fill('companyCode', this.company.code);
    await phone.press('进入');
    await phone.sees('我的基本资料');
    await this.at('futures-02-services');
    await phone.press('我的基本资料', false);
    await phone.isAt('/sign-in');
    await phone.page.locator('.captcha img').waitFor();
    await this.at('futures-03-sign-in');
    await this.fillSignIn();
    await phone.press('马上登录');
    await phone.isAt('/profile');
    await this.at('futures-04-profile');
  }

  /** Figure 3, but for its last button. @param closed the service is, and sends no code */
  async fillSignIn({ closed = false } = {}): Promise<void> {
    const { phone } = this;
    await phone.fill('idNumber', this.customer.person.idNumber);
    await phone.press('请选择账户类型', false);
    await phone.press('确认');
    await this.sendCode(closed);
  }

  /** The captcha's answer comes from the sandbox, as a person would read it. */
  private async sendCode(closed: boolean): Promise<void> {
    const { phone } = this;
    await phone.page.locator('.captcha img').waitFor();
    const image = await phone.page.locator('.captcha img').getAttribute('data-captcha');
    const { answer } = (await send(`${this.company.url}/sandbox/captchas/${image}`, 'GET')).body;
    await phone.fill('captcha', answer);
    await phone.press('短信验证码');
    if (closed) return;
    await phone.sees(/验证码已发送至/);
    await phone.fill('smsCode', await this.company.codeSentTo(this.customer.person.contactMobile));
  }

  /** Figure 4: 「编辑」 of a group. */
  async edit(group: string): Promise<void> {
    await this.phone.press(new RegExp(`^编辑 ${group}`));
    await this.phone.isAt('/photos');
    await this.at('futures-05-photos');
  }

  /** Figure 5, with the photos on file. */
  async keepPhotos(): Promise<void> {
    const { phone } = this;
    await phone.tick(/数字证书安全责任书/);
    await phone.press('同意');
    await phone.press('下一步');
    await phone.isAt('/form');
  }

  /** Figure 5: a photo of one's own, seen before it is sent. */
  async upload(kind: string, seed: number): Promise<void> {
    const { phone } = this;
    const slot = phone.page.locator(`[data-photo="${kind}"]`);
    const buffer = Buffer.from(await picture(seed));
    await slot.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await phone.press('使用这张照片');
    await slot.getByText('已上传').waitFor();
  }

  /** Figure 7, with a landline. */
  async fillPhone(number: string): Promise<void> {
    await this.at('futures-07-contact-phone');
    await this.phone.fill('phone', number);
    await this.phone.press('下一步');
  }

  /** Figures 12 and 13, with an agent who lets the customer pass. */
  async passVideo(): Promise<void> {
    const { phone } = this;
    await phone.isAt('/video');
    await this.at('futures-12-video');
    await phone.press('开始视频通话');
    await phone.sees('当前排队人数');
    await this.at('futures-13-queue');
    const call = await this.company.next(this.customer.person.branchCode);
    await phone.sees(/视频坐席/);
    await this.at('futures-13-call');
    await this.company.verdict(call.body.id, { outcome: 'passed' });
    await phone.isAt('/certificate');
  }

  /** Figure 14. */
  async install(): Promise<void> {
    const { phone } = this;
    await this.at('futures-14-certificate');
    await phone.fill('certificatePassword', certificatePassword);
    await phone.fill('repetition', certificatePassword);
    await phone.press('申请并安装');
    await phone.sees(/数字证书安装成功/);
    await phone.press('下一步');
    await phone.isAt('/agreements');
  }

  /** Figure 9: reads both agreements and ticks the box. */
  async read(): Promise<void> {
    const { phone } = this;
    await phone.sees('《合同内容变更申请书》');
    await this.at('futures-09-agreements');
    for (const title of ['《合同内容变更申请书》', '《个人数字责任证书》']) {
      await phone.press(title, false);
      await phone.page.frameLocator('iframe').getByRole('heading', { name: title }).waitFor();
      await phone.press('已阅读');
    }
    await phone.tick(/我已阅读并同意/);
  }

  async sign(): Promise<void> {
    const { phone } = this;
    await phone.press('下一步');
    await this.at('futures-09-password');
    await phone.fill('certificatePassword', certificatePassword);
    await phone.press('确认');
    await phone.isAt('/submission');
  }

  /** Figure 10. */
  async submit(): Promise<void> {
    await this.at('futures-10-submission');
    await this.phone.press('提交');
    await this.phone.sees('修改资料成功');
    await this.at('futures-10-applied');
  }
}
