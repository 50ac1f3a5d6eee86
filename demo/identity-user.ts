import { type Api, answered, createApi } from '@realname/client';

export const person = { name: '测试人', idNumber: '410101199508130033', mobile: '15521234995' };

type CodePurpose = 'registration' | 'mobileChange';
const agreed = { version: '1.0', agreed: true };

/** Somebody at the registration identity app. */
export class IdentityUser {
  readonly api: Api;
  private token: string | undefined;

  constructor(
    baseUrl: string,
    readonly who = person,
  ) {
    this.api = createApi({ baseUrl, clientVersion: 'demo/1.0', token: () => this.token });
  }

  /** V4, V5: a captcha where nobody is signed in, and the code as it is read on the phone. */
  async code(purpose: CodePurpose, mobile: string): Promise<string> {
    const captcha = this.token === undefined ? await this.captcha(purpose) : {};
    await answered(this.api.POST('/v1/identity/sms-codes', { body: { purpose, mobile, ...captcha } }));
    const { items } = await answered(this.api.GET('/sandbox/sms-messages', { params: { query: { to: mobile } } }));
    return (items as { code: string }[])[0]!.code;
  }

  private async captcha(purpose: CodePurpose) {
    const { captchaId } = await answered(this.api.POST('/v1/captchas', { body: { purpose } }));
    const path = { captchaId };
    const { answer } = await answered(this.api.GET('/sandbox/captchas/{captchaId}', { params: { path } }));
    return { captchaId, captcha: answer };
  }

  /** R1–R4. */
  async register(password: string) {
    const { idNumber, mobile } = this.who;
    await answered(this.api.POST('/v1/identity/registrations/checks', { body: { idNumber } }));
    const smsCode = await this.code('registration', mobile);
    const { items } = await answered(this.api.GET('/v1/identity/agreements'));
    const { version } = (items as { version: string }[])[0]!;
    const validity = { start: '20200318', term: 20 as const };
    const chosen = { password, passwordConfirmation: password, agreement: { version, agreed: true } };
    return answered(
      this.api.POST('/v1/identity/registrations', { body: { ...this.who, validity, smsCode, ...chosen } }),
    );
  }

  /** R7, R9. */
  async signIn(identifier: string, password: string) {
    const signedIn = await answered(this.api.POST('/v1/identity/sessions', { body: { identifier, password } }));
    this.token = signedIn.token;
    return signedIn;
  }

  me() {
    return answered(this.api.GET('/v1/identity/me'));
  }

  /** R16: the provider's flow, whose page nobody needs to press a button of; the server fetches its outcome itself. */
  private async face(
    body: { purpose: 'realNameLevel' } | { purpose: 'passwordReset'; name: string; idNumber: string },
  ) {
    const started = this.api.POST('/v1/identity/face-verifications', { body: { ...body, consent: agreed } });
    const { faceVerificationId } = await answered(started);
    const params = { path: { faceVerificationId } };
    const { returnState } = await answered(
      this.api.GET('/sandbox/face-verifications/{faceVerificationId}', { params }),
    );
    return { faceVerificationId, returnState };
  }

  /** R14. */
  async raiseLevel() {
    const face = await this.face({ purpose: 'realNameLevel' });
    const body = { level: 4 as const, face, consent: agreed };
    return answered(this.api.PUT('/v1/identity/me/real-name-level', { body }));
  }

  /** R15. */
  participate(participate: boolean) {
    return answered(this.api.PUT('/v1/identity/me/business-registration', { body: { participate } }));
  }

  /** R12. */
  changePassword(oldPassword: string, password: string) {
    const body = { oldPassword, password, passwordConfirmation: password };
    return answered(this.api.PUT('/v1/identity/me/password', { body }));
  }

  /** R13. */
  async changeMobile(mobile: string) {
    const smsCode = await this.code('mobileChange', mobile);
    return answered(this.api.PUT('/v1/identity/me/mobile', { body: { mobile, smsCode } }));
  }

  /** R10. */
  async signOut(): Promise<void> {
    await answered(this.api.DELETE('/v1/identity/sessions/current'));
    this.token = undefined;
  }

  /** R11. */
  async resetPassword(password: string) {
    const { name, idNumber } = this.who;
    const face = await this.face({ purpose: 'passwordReset', name, idNumber });
    const begun = await answered(this.api.POST('/v1/identity/password-resets', { body: { name, idNumber, face } }));
    const params = { path: { ticket: begun.ticket } };
    const body = { password, passwordConfirmation: password };
    await answered(this.api.PUT('/v1/identity/password-resets/{ticket}', { params, body }));
    return begun;
  }

  /** R17. */
  cancel() {
    return answered(this.api.DELETE('/v1/identity/me'));
  }
}
