import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { defaultRateLimits } from '../../src/adapters/http/rate-limits.js';
import { laterNotices } from '../../src/application/ports/sms-gateway.js';
import { configProblems } from '../support/config-problems.js';
import { realEnvironment, templateIds } from '../support/servers/real-providers.js';

type Environment = Readonly<Record<string, string | undefined>>;
const problems = (change: Environment, environment: Environment = realEnvironment) =>
  configProblems({ ...environment, ...change });

describe('a sandbox', () => {
  const outside = { HOST: '0.0.0.0' };

  it('stays on the loopback unless SANDBOX=on', () => {
    for (const HOST of ['127.0.0.1', 'localhost', '::1', '127.0.0.2']) expect(readConfig({ HOST }).sandbox).toBe(true);
    for (const HOST of ['0.0.0.0', '::', '10.0.0.1', 'example.com'])
      expect(problems({ HOST }, {})).toEqual([expect.stringContaining(`HOST=${HOST} would show a sandbox`)]);
    expect(readConfig({ ...outside, SANDBOX: 'on' })).toMatchObject({ sandbox: true, sandboxEverywhere: true });
    expect(readConfig({ ...outside, SANDBOX: 'on', NODE_ENV: 'production' }).sandbox).toBe(true);
    expect(readConfig({ ...realEnvironment, ...outside }).sandbox).toBe(false);
  });

  it('is not asked for beside real providers', () => {
    expect(problems({ SANDBOX: 'on' })).toEqual(['SANDBOX=on contradicts real providers']);
  });

  it('serves the API’s documents; real providers do when they are told to', () => {
    expect([readConfig({}), readConfig({ API_DOCS: 'off' })].map(({ apiDocs }) => apiDocs)).toEqual([true, false]);
    const real = [readConfig(realEnvironment), readConfig({ ...realEnvironment, API_DOCS: 'on' })];
    expect(real.map(({ apiDocs }) => apiDocs)).toEqual([false, true]);
  });
});

describe('the variables of real providers', () => {
  it('are all optional: without them it is a sandbox', () => {
    const none = { sms: undefined, identityAuthority: undefined, faces: undefined };
    for (const environment of [{}, { SMS_GATEWAY: ' ', NODE_ENV: 'test' }])
      expect(readConfig(environment)).toMatchObject({ sandbox: true, tencentCloud: none, oidc: undefined });
  });

  it('have defaults for region, audience, tolerance and endpoints, and switch the limits on', () => {
    const { sandbox, tencentCloud, oidc, rateLimits } = readConfig({ ...realEnvironment, NODE_ENV: 'production' });
    const account = { secretId: 'AKIDexample', secretKey: 'example-secret-key', region: 'ap-guangzhou' };
    const templates = Object.fromEntries(templateIds);
    expect(sandbox).toBe(false);
    expect(tencentCloud).toEqual({
      sms: { account, sdkAppId: '1400006666', signName: '实名服务', endpoint: undefined, templates },
      identityAuthority: { account, endpoint: undefined },
      faces: { account, ruleId: '1', redirectUrl: 'https://app.example.com/done', endpoint: undefined },
    });
    expect(oidc).toEqual({
      issuer: 'https://login.example.com',
      audience: 'realname',
      clockToleranceSeconds: 30,
      maxTokenHours: 12,
    });
    expect(rateLimits).toEqual(defaultRateLimits);
    expect(readConfig({ ...realEnvironment, RATE_LIMITS: 'off' }).rateLimits).toBeUndefined();
  });

  it('may name all of them', () => {
    const own = {
      TENCENTCLOUD_REGION: 'ap-shanghai',
      SMS_ENDPOINT: 'https://sms.internal.tencentcloudapi.com',
      FACEID_ENDPOINT: 'http://127.0.0.1:8080/',
      FACEID_REDIRECT_URL: 'https://app.example.com/done?a=b',
      OIDC_AUDIENCE: 'other',
      OIDC_CLOCK_TOLERANCE_SECONDS: '0',
      OIDC_CLIENT_ID: 'desks',
      OIDC_SCOPE: 'openid realname',
    };
    const account = { region: 'ap-shanghai' };
    const endpoint = new URL('http://127.0.0.1:8080');
    expect(readConfig({ ...realEnvironment, ...own })).toMatchObject({
      tencentCloud: {
        sms: { account, endpoint: new URL('https://sms.internal.tencentcloudapi.com') },
        identityAuthority: { account, endpoint },
        faces: { account, endpoint, redirectUrl: 'https://app.example.com/done?a=b' },
      },
      oidc: {
        audience: 'other',
        clockToleranceSeconds: 0,
        client: { clientId: 'desks', scope: 'openid realname' },
      },
    });
  });

  it('P4 R16 may lack notices that came later, and the page that faces lead back to', () => {
    const { SMS_TEMPLATES, PUBLIC_URL } = realEnvironment;
    const templates = SMS_TEMPLATES.split(',').filter((each) => !laterNotices.some((later) => each.startsWith(later)));
    const lacking = { SMS_TEMPLATES: templates.join(','), FACEID_REDIRECT_URL: undefined };
    const { sms, faces } = readConfig({ ...realEnvironment, ...lacking }).tencentCloud;
    expect(Object.keys(sms!.templates)).toHaveLength(11);
    expect(faces!.redirectUrl).toBe(PUBLIC_URL);
  });

  it.each([
    'SMS_GATEWAY',
    'IDENTITY_AUTHORITY',
    'FACE_PROVIDER',
    'OIDC_ISSUER',
  ])('refuse a mixture: without %s it says so, in production too', (missing) => {
    const expected = [
      expect.stringMatching(new RegExp(`given, but not ${missing}: all of them, or none for the sandbox$`)),
    ];
    expect(problems({ [missing]: undefined })).toEqual(expected);
    expect(problems({ [missing]: '', NODE_ENV: 'production' })).toEqual(expected);
  });

  it('are needed in production', () => {
    expect(problems({ NODE_ENV: 'production' }, {})).toEqual([
      'NODE_ENV=production needs SMS_GATEWAY, IDENTITY_AUTHORITY, FACE_PROVIDER, OIDC_ISSUER',
    ]);
  });

  it('name everything that is missing at once', () => {
    const { SMS_GATEWAY, IDENTITY_AUTHORITY, FACE_PROVIDER, OIDC_ISSUER } = realEnvironment;
    const required = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'SMS_SDK_APP_ID', 'SMS_SIGN_NAME'];
    expect(problems({}, { SMS_GATEWAY, IDENTITY_AUTHORITY, FACE_PROVIDER, OIDC_ISSUER })).toEqual(
      ['PUBLIC_URL', ...required, 'SMS_TEMPLATES', 'FACEID_RULE_ID'].map((name) => `${name} is missing`),
    );
  });

  const { SMS_TEMPLATES } = realEnvironment;
  it.each([
    ['SMS_GATEWAY', 'https://sms.example', 'must be tencent-cloud'],
    ['FACE_PROVIDER', 'other', 'must be tencent-cloud'],
    ['TENCENTCLOUD_SECRET_KEY', 'not one word', 'must be without spaces'],
    ['SMS_SDK_APP_ID', 'app', 'must be the number of an application'],
    ['SMS_SIGN_NAME', '【实名服务】', 'must be the signature without its brackets'],
    ['SMS_TEMPLATES', SMS_TEMPLATES.replace('activation=', 'x='), 'must give the number of a template for activation'],
    ['SMS_TEMPLATES', `${SMS_TEMPLATES},other=1`, 'knows no other'],
    ['SMS_TEMPLATES', SMS_TEMPLATES.replace('100001', 'abc'), 'must give the number of a template for futuresLogin'],
    ['SMS_ENDPOINT', 'http://sms.example', 'must be a URL that begins with https://'],
    ['FACEID_ENDPOINT', 'https://faceid.example/path', 'must be a URL without a path'],
    ['FACEID_ENDPOINT', 'https://key:secret@faceid.example', 'must be a URL without a path'],
    ['FACEID_REDIRECT_URL', 'app.example.com', 'must be a URL that begins with https://'],
    ['OIDC_ISSUER', 'http://login.example.com', 'must be a URL that begins with https://'],
    ['OIDC_CLOCK_TOLERANCE_SECONDS', '301', 'must be a whole number from 0 to 300'],
    ['OIDC_MAX_TOKEN_HOURS', '13', 'must be a whole number from 1 to 12'],
  ])('refuse %s=%s', (name, wrong, why) => {
    const said = problems({ [name]: wrong }).join('\n');
    expect(said).toContain(`${name} ${why}`);
    expect(said).not.toMatch(/not one word|example-secret-key|key:secret/);
  });
});
