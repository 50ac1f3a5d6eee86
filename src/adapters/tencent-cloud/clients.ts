import { type ClientConfig, CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { sms } from 'tencentcloud-sdk-nodejs-sms';

/** The keys that sign every call (TC3-HMAC-SHA256). */
export interface Account {
  readonly secretId: string;
  readonly secretKey: string;
  readonly region: string;
}

/** SMS 2021-01-11. @param endpoint another than `https://sms.tencentcloudapi.com` */
export const smsClient = (account: Account, endpoint?: URL) => new sms.v20210111.Client(configOf(account, endpoint));

/** FaceID 2018-03-01. @param endpoint another than `https://faceid.tencentcloudapi.com` */
export const faceIdClient = (account: Account, endpoint?: URL) =>
  new CommonClient('faceid.tencentcloudapi.com', '2018-03-01', configOf(account, endpoint));

const configOf = ({ region, ...credential }: Account, endpoint: URL | undefined): ClientConfig => ({
  credential,
  region,
  profile: { httpProfile: endpoint ? { endpoint: endpoint.host, protocol: `${endpoint.protocol}//` } : {} },
});
