import { smsNotices } from '../../application/ports/sms-gateway.js';
import type { Config } from './config.js';
import type { Parts } from './parts.js';

// The SDK costs start-up time: it is loaded only where it is used.

type Settings = { readonly [K in keyof Config['tencentCloud']]: NonNullable<Config['tencentCloud'][K]> };

/** Its calls are not repeatable: a message that may have left is not sent again. */
export const tencentSmsGateway = async ({ log, providers }: Parts, settings: Settings['sms']) => {
  const unsent = smsNotices.filter((notice) => settings.templates[notice] === undefined);
  if (unsent.length > 0) log('warn', 'SMS_TEMPLATES lacks notices: they are not sent', { notices: unsent.join(', ') });
  const [{ TencentCloudCalls }, { smsClient }, { TencentSmsGateway }] = await Promise.all([
    import('../tencent-cloud/api.js'),
    import('../tencent-cloud/clients.js'),
    import('../tencent-cloud/sms-gateway.js'),
  ]);
  const dependency = 'SMS gateway';
  const client = smsClient(settings.account, settings.endpoint);
  const watch = providers.of(dependency);
  return new TencentSmsGateway(new TencentCloudCalls({ dependency, client, repeatable: false, watch }), settings);
};

export const tencentIdentityAuthority = async (parts: Parts, settings: Settings['identityAuthority']) => {
  const { TencentIdentityAuthority } = await import('../tencent-cloud/identity-authority.js');
  return new TencentIdentityAuthority(await faceIdCalls(parts, 'identity authority', settings));
};

export const tencentFaceVerifier = async (parts: Parts, settings: Settings['faces']) => {
  const { TencentFaceVerifier } = await import('../tencent-cloud/face-verifier.js');
  return new TencentFaceVerifier(await faceIdCalls(parts, 'face provider', settings), settings);
};

const faceIdCalls = async (
  { providers }: Parts,
  dependency: string,
  { account, endpoint }: Settings['identityAuthority'],
) => {
  const [{ TencentCloudCalls }, { faceIdClient }] = await Promise.all([
    import('../tencent-cloud/api.js'),
    import('../tencent-cloud/clients.js'),
  ]);
  const client = faceIdClient(account, endpoint);
  return new TencentCloudCalls({ dependency, client, repeatable: true, watch: providers.of(dependency) });
};
