import { smsNotices, smsPurposes } from '../../../src/application/ports/sms-gateway.js';
import { LocalIssuer } from './oidc-issuer.js';
import { TencentCloudServer, testAccount } from './tencent-cloud-server.js';

/** The id of each message's template. */
export const templateIds: ReadonlyMap<string, string> = new Map(
  [...smsPurposes, ...smsNotices].map((name, index) => [name, String(100_001 + index)]),
);

/** What a real deployment is told; endpoints and issuer may be elsewhere. */
export const realEnvironment = {
  PUBLIC_URL: 'https://realname.example.com',
  SMS_GATEWAY: 'tencent-cloud',
  IDENTITY_AUTHORITY: 'tencent-cloud',
  FACE_PROVIDER: 'tencent-cloud',
  TENCENTCLOUD_SECRET_ID: testAccount.secretId,
  TENCENTCLOUD_SECRET_KEY: testAccount.secretKey,
  SMS_SDK_APP_ID: '1400006666',
  SMS_SIGN_NAME: '实名服务',
  SMS_TEMPLATES: [...templateIds].map((pair) => pair.join('=')).join(','),
  FACEID_RULE_ID: '1',
  FACEID_REDIRECT_URL: 'https://app.example.com/done',
  OIDC_ISSUER: 'https://login.example.com',
};

/** Providers on the loopback, and the environment of a service that uses them. */
export class RealProviders {
  private constructor(
    readonly cloud: TencentCloudServer,
    readonly issuer: LocalIssuer,
  ) {}

  static async start(): Promise<RealProviders> {
    return new RealProviders(await TencentCloudServer.start(), await LocalIssuer.start('ES256'));
  }

  get environment(): Readonly<Record<string, string>> {
    const { origin } = this.cloud.url;
    return { ...realEnvironment, SMS_ENDPOINT: origin, FACEID_ENDPOINT: origin, OIDC_ISSUER: this.issuer.url };
  }

  /** Of the last message to a number. */
  lastMessage(to: string): { readonly template: string; readonly parameters: readonly string[] } | undefined {
    const sent = this.cloud.callsOf('SendSms').findLast(({ PhoneNumberSet }) => [PhoneNumberSet].flat().includes(to));
    return sent && { template: String(sent.TemplateId), parameters: sent.TemplateParamSet as string[] };
  }

  async close(): Promise<void> {
    await this.cloud.close();
    await this.issuer.close();
  }
}
