import { smsNotices, smsPurposes } from '../../application/ports/sms-gateway.js';
import type { OidcSettings } from '../staff-tokens/remote-issuer.js';
import type { Account } from '../tencent-cloud/clients.js';
import type { FaceSettings } from '../tencent-cloud/face-verifier.js';
import type { SmsSettings } from '../tencent-cloud/sms-gateway.js';

/** The real providers of a deployment: all of them, or none in the sandbox (api.md §8). */
export interface ProviderConfig {
  /** `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, `TENCENTCLOUD_REGION` (ap-guangzhou). */
  readonly account: Account;
  /** `SMS_SDK_APP_ID`, `SMS_SIGN_NAME`, `SMS_TEMPLATES`, `SMS_ENDPOINT`. */
  readonly sms: SmsSettings & { readonly endpoint: URL | undefined };
  /** `FACEID_RULE_ID`, `FACEID_REDIRECT_URL`, `FACEID_ENDPOINT`; the endpoint serves the identity authority too. */
  readonly faceId: FaceSettings & { readonly endpoint: URL | undefined };
  /** `OIDC_ISSUER`, `OIDC_AUDIENCE` (realname), `OIDC_CLOCK_TOLERANCE_SECONDS` (30). */
  readonly oidc: OidcSettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

const choices = ['SMS_GATEWAY', 'IDENTITY_AUTHORITY', 'FACE_PROVIDER'] as const;
const providers = [...choices, 'OIDC_ISSUER'] as const;
const cloud = 'tencent-cloud';
const messages = [...smsPurposes, ...smsNotices] as const;

/** Undefined for the sandbox. Each thing that is wrong adds a line to `problems`, none of which shows a secret. */
export const readProviders = (env: Environment, problems: string[]): ProviderConfig | undefined => {
  const value = (name: string) => env[name]?.trim() || undefined;
  const given = providers.filter(value);
  const missing = providers.filter((name) => !given.includes(name));
  if (given.length > 0 && missing.length > 0)
    problems.push(`${given.join(', ')} given, but not ${missing.join(', ')}: all of them, or none for the sandbox`);
  if (given.length === 0 && env.NODE_ENV === 'production')
    problems.push(`NODE_ENV=production needs ${missing.join(', ')}`);
  if (missing.length > 0) return undefined;

  for (const name of choices) if (value(name) !== cloud) problems.push(`${name} must be ${cloud}`);
  const required = (name: string, shape = /^\S+$/, what = 'must be without spaces'): string => {
    const text = value(name);
    if (text === undefined) problems.push(`${name} is missing`);
    else if (!shape.test(text)) problems.push(`${name} ${what}`);
    return text ?? '';
  };
  const secure = (name: string): URL | undefined => {
    const text = value(name);
    if (text === undefined || isSecure(text)) return text === undefined ? undefined : new URL(text);
    problems.push(`${name} must be a URL that begins with https:// (http:// on the loopback only)`);
    return undefined;
  };
  const endpoint = (name: string): URL | undefined => {
    const url = secure(name);
    if (url && url.href !== `${url.origin}/`) problems.push(`${name} must be a URL without a path`);
    return url;
  };
  secure('OIDC_ISSUER');
  return {
    account: {
      secretId: required('TENCENTCLOUD_SECRET_ID'),
      secretKey: required('TENCENTCLOUD_SECRET_KEY'),
      region: value('TENCENTCLOUD_REGION') ?? 'ap-guangzhou',
    },
    sms: {
      sdkAppId: required('SMS_SDK_APP_ID', /^\d{6,}$/, 'must be the number of an application'),
      signName: required('SMS_SIGN_NAME', /^[^\s【】]{2,20}$/, 'must be the signature without its brackets'),
      templates: templates(required('SMS_TEMPLATES', /./, ''), problems),
      endpoint: endpoint('SMS_ENDPOINT'),
    },
    faceId: {
      ruleId: required('FACEID_RULE_ID'),
      redirectUrl: secure('FACEID_REDIRECT_URL')?.href,
      endpoint: endpoint('FACEID_ENDPOINT'),
    },
    oidc: {
      issuer: value('OIDC_ISSUER')!,
      audience: value('OIDC_AUDIENCE') ?? 'realname',
      clockToleranceSeconds: tolerance(value('OIDC_CLOCK_TOLERANCE_SECONDS') ?? '30', problems),
    },
  };
};

/** `futuresLogin=1001,…`: the id of a template for each purpose and each notice. */
const templates = (text: string, problems: string[]): SmsSettings['templates'] => {
  if (text === '') return {} as SmsSettings['templates'];
  const ids = new Map(text.split(',').map((part) => part.split('=').map((side) => side.trim()) as [string, string]));
  const missing = messages.filter((name) => !/^\d{1,12}$/.test(ids.get(name) ?? ''));
  const unknown = [...ids.keys()].filter((name) => !messages.some((each) => each === name));
  if (missing.length > 0) problems.push(`SMS_TEMPLATES must give the number of a template for ${missing.join(', ')}`);
  if (unknown.length > 0) problems.push(`SMS_TEMPLATES knows no ${unknown.join(', ')}`);
  return Object.fromEntries(ids) as SmsSettings['templates'];
};

const tolerance = (text: string, problems: string[]): number => {
  if (!(/^\d{1,3}$/.test(text) && Number(text) <= 300))
    problems.push('OIDC_CLOCK_TOLERANCE_SECONDS must be a whole number from 0 to 300');
  return Number(text);
};

const loopback = ['127.0.0.1', '[::1]', 'localhost'];
const isSecure = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
};
