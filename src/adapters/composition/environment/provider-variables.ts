import { smsNotices, smsPurposes } from '../../../application/ports/sms-gateway.js';
import { matching, oneOf, oneWord, path, secureOrigin, secureUrl, smsTemplates, text, url, whole } from './parsers.js';
import { optional, variable } from './variable.js';

const messages = [...smsPurposes, ...smsNotices];
const sms = ['SMS_GATEWAY=tencent-cloud'];
const faces = ['FACE_PROVIDER=tencent-cloud'];
const tencentCloud = [...sms, 'IDENTITY_AUTHORITY=tencent-cloud', ...faces];

/** Who is outside. Each port is chosen by a variable of its own; what a choice needs names it in `neededBy`. */
export const providers = {
  SMS_GATEWAY: optional(oneOf('tencent-cloud'), {
    unless: 'sandbox',
    meaning: 'Who sends text messages: tencent-cloud',
  }),
  IDENTITY_AUTHORITY: optional(oneOf('tencent-cloud'), {
    unless: 'sandbox',
    meaning: 'Who compares the four elements: tencent-cloud',
  }),
  FACE_PROVIDER: optional(oneOf('tencent-cloud'), { unless: 'sandbox', meaning: 'Who verifies faces: tencent-cloud' }),
  OIDC_ISSUER: optional(secureUrl, {
    unless: 'sandbox',
    meaning: 'Who signs staff’s tokens: https://…, exactly as its discovery document calls itself',
  }),
  TENCENTCLOUD_SECRET_ID: optional(oneWord, {
    neededBy: tencentCloud,
    meaning: 'Key of a sub-account that may call SMS and FaceID, and nothing else',
  }),
  TENCENTCLOUD_SECRET_KEY: optional(oneWord, {
    secret: true,
    neededBy: tencentCloud,
    meaning: 'Signs calls by that key',
  }),
  TENCENTCLOUD_REGION: variable('ap-guangzhou', text, 'Region of its calls'),
  SMS_SDK_APP_ID: optional(matching(/^\d{6,}$/, 'must be the number of an application'), {
    neededBy: sms,
    meaning: 'Number of the SMS console’s application',
  }),
  SMS_SIGN_NAME: optional(matching(/^[^\s【】]{2,20}$/, 'must be the signature without its brackets'), {
    neededBy: sms,
    meaning: 'Signature of messages, without its brackets',
  }),
  SMS_TEMPLATES: optional(smsTemplates, {
    neededBy: sms,
    meaning: `Id of an approved template for each message: ${messages.map((each) => `${each}=…`).join(',')}`,
  }),
  SMS_ENDPOINT: optional(secureOrigin, {
    unless: 'https://sms.tencentcloudapi.com',
    meaning: 'Another address of the SMS API, e.g. a region’s. An egress proxy is http_proxy (lower case)',
  }),
  FACEID_RULE_ID: optional(oneWord, {
    neededBy: faces,
    meaning: 'Business flow of the FaceID console',
  }),
  FACEID_REDIRECT_URL: optional(secureUrl, {
    unless: 'PUBLIC_URL',
    meaning:
      'Page of the front end that a browser is led back to after it, with faceVerificationId and returnState as parameters: https://…, of the service’s own screens PUBLIC_URL/app/identity; the sandbox’s page leads there too',
  }),
  FACEID_ENDPOINT: optional(secureOrigin, {
    unless: 'https://faceid.tencentcloudapi.com',
    meaning: 'Another address of the FaceID API, which the identity authority uses too',
  }),
  OIDC_CLIENT_ID: optional(oneWord, {
    unless: 'staff cannot sign in to the service’s own desks',
    meaning:
      'What the desks are registered as: a public client (code with PKCE) that may be led back to PUBLIC_URL/desk, /desk/operator and /audit',
  }),
  OIDC_SCOPE: variable('openid', text, 'What they ask the issuer for, separated by blanks'),
  OIDC_AUDIENCE: variable('realname', text, 'Audience that staff’s tokens must name'),
  OIDC_CLOCK_TOLERANCE_SECONDS: variable(
    '30',
    whole(0, 300),
    'Seconds that the issuer’s clock may differ; at most 300',
  ),
  OIDC_MAX_TOKEN_HOURS: variable('12', whole(1, 12), 'Hours that a token of staff may live; a longer one is refused'),
  EST_URL: optional(url('https:'), {
    unless: 'an authority of the service’s own, in DATA_DIR/pki',
    meaning:
      'A company’s own CA by EST (RFC 7030), e.g. https://ca.example.com, with a path where it has several. Decide before the first start: certificates are not moved by changing this',
  }),
  EST_CA_FILE: optional(path, { meaning: 'Root certificates, PEM, that the EST server’s certificate must lead to' }),
  EST_CERTIFICATE_FILE: optional(path, {
    meaning: 'Client certificate with its chain, PEM, by which the service signs in there',
  }),
  EST_KEY_FILE: optional(path, { meaning: 'Its private key, PEM' }),
  TSA_URL: optional(url('http:', 'https:'), {
    unless: 'nobody: times are the service’s own word',
    meaning:
      'Time-stamping authority (RFC 3161 over HTTP) that stamps signatures, and the head of the transparency log each hour and for each archive',
  }),
  TSA_CA_FILE: optional(path, {
    meaning: 'Its root certificates, PEM: a time-stamp that does not lead to them is not kept',
  }),
};
