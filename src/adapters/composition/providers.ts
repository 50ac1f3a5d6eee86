import type { FaceVerifier } from '../../application/ports/face-verifier.js';
import type { IdentityAuthority } from '../../application/ports/identity-authority.js';
import type { Log } from '../../application/ports/log.js';
import type { SandboxClock, SandboxSms, SandboxStaffTokens } from '../../application/ports/sandbox.js';
import type { SmsGateway } from '../../application/ports/sms-gateway.js';
import type { Companies } from '../../application/shared/companies.js';
import type { Metrics } from '../observability/metrics.js';
import { SandboxFaceVerifier } from '../sandbox/sandbox-face-verifier.js';
import { SandboxIdentityAuthority } from '../sandbox/sandbox-identity-authority.js';
import { SandboxIssuer } from '../sandbox/sandbox-issuer.js';
import { PostgresSandboxSms } from '../sandbox/sandbox-sms.js';
import type { OidcIssuer } from '../staff-tokens/oidc-staff-tokens.js';
import type { Watch } from '../tencent-cloud/api.js';
import type { Config } from './config.js';
import type { Resources } from './resources.js';

/** Who is outside: sends messages, knows cards and faces, vouches for staff. */
export interface Providers {
  readonly smsGateway: SmsGateway;
  readonly identityAuthority: IdentityAuthority;
  readonly faceVerifier: FaceVerifier;
  readonly issuer: OidcIssuer;
  /** What there is in a sandbox alone. */
  readonly sandbox?: {
    readonly sms: SandboxSms;
    readonly staffTokens: SandboxStaffTokens;
    readonly clock: SandboxClock;
  };
}

/** Plays all of them (api.md §8). */
export const sandboxProviders = (
  { pool, keyring, clock }: Resources,
  sandboxClock: SandboxClock,
  companies: Companies,
): Providers => {
  const codes = companies.all().map(({ code }) => code);
  const staffTokens = new SandboxIssuer(keyring, clock, codes);
  const sms = new PostgresSandboxSms(pool, keyring, clock);
  return {
    smsGateway: sms,
    identityAuthority: new SandboxIdentityAuthority(),
    faceVerifier: new SandboxFaceVerifier(),
    issuer: staffTokens.oidc(),
    sandbox: { sms, staffTokens, clock: sandboxClock },
  };
};

/** The SDK costs start-up time: it is loaded only where it is used. */
export const realProviders = async (
  { sms, identityAuthority, faces }: Config['tencentCloud'],
  issuer: OidcIssuer,
  watched: { readonly log: Log; readonly metrics: Metrics },
): Promise<Providers> => {
  const [{ TencentCloudCalls }, clients, gateways, authorities, verifiers] = await Promise.all([
    import('../tencent-cloud/api.js'),
    import('../tencent-cloud/clients.js'),
    import('../tencent-cloud/sms-gateway.js'),
    import('../tencent-cloud/identity-authority.js'),
    import('../tencent-cloud/face-verifier.js'),
  ]);
  const watch = watchFor(watched, ['SMS gateway', 'identity authority', 'face provider']);
  const faceIdCalls = (dependency: string, { account, endpoint }: NonNullable<typeof identityAuthority>) =>
    new TencentCloudCalls({ dependency, client: clients.faceIdClient(account, endpoint), repeatable: true, watch });
  const smsCalls = new TencentCloudCalls({
    ...{ dependency: 'SMS gateway', client: clients.smsClient(sms!.account, sms!.endpoint), repeatable: false, watch },
  });
  return {
    smsGateway: new gateways.TencentSmsGateway(smsCalls, sms!),
    identityAuthority: new authorities.TencentIdentityAuthority(faceIdCalls('identity authority', identityAuthority!)),
    faceVerifier: new verifiers.TencentFaceVerifier(faceIdCalls('face provider', faces!), faces!),
    issuer,
  };
};

const watchFor = (
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
  dependencies: readonly string[],
): Watch => {
  const broken = new Set<string>();
  metrics.gauge('realname_provider_breaker_open', '1 while a provider is left alone', ['provider'], async () =>
    dependencies.map((provider) => ({ labels: { provider }, value: Number(broken.has(provider)) })),
  );
  return {
    breaker(dependency, state) {
      if (state === 'closed') broken.delete(dependency);
      else broken.add(dependency);
      log(state === 'open' ? 'warn' : 'info', `${dependency}: circuit breaker ${state}`);
    },
    refused(dependency, action, code) {
      log('error', `${dependency} refused ${action}`, { code });
    },
  };
};
