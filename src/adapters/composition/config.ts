import { availableParallelism } from 'node:os';
import { defaultConnectionLimits } from '../http/connection-defaults.js';
import { defaultRateLimits, defaultSmsPerAddress } from '../http/rate-limits.js';
import { problemsBetween, problemsWithin, providerChoices } from './environment/rules.js';
import type { Environment } from './environment/variable.js';
import { type Given, rows } from './environment/variables.js';

/** The environment says something that cannot be meant; every line names a variable and what would do. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

/** @throws ConfigError that names every wrong variable at once, and shows no secret */
export const readConfig = (env: Environment): Config => {
  const problems = [...problemsBetween(env)];
  const given = Object.fromEntries(rows.map(([name, row]) => [name, row.read(env, name, problems)])) as Given;
  if (problems.length === 0) problems.push(...problemsWithin(given));
  if (problems.length > 0) throw new ConfigError(problems);
  return configOf(given);
};

/**
 * What the service is told by its environment; `environment/variables.ts` says what each variable means. Durations are
 * milliseconds unless their names say otherwise.
 */
export type Config = ReturnType<typeof configOf>;

const configOf = (given: Given) => {
  const sandbox = isSandbox(given);
  const rateLimits = given.RATE_LIMITS ?? (sandbox ? 'off' : defaultRateLimits);
  return {
    /** Some provider is played: data is marked as a sandbox's for good, the clock can be moved, `/sandbox` exists. */
    sandbox,
    /** `SANDBOX=on`: `/sandbox` is open to other machines. */
    sandboxEverywhere: sandbox && given.SANDBOX === 'on',
    /** Its first start makes people to try it with. */
    sandboxSeed: sandbox && given.SANDBOX_SEED === 'on' && given.READ_ONLY === 'off',
    /** Nothing is written, by no call and by no worker. */
    readOnly: given.READ_ONLY === 'on',
    /** The screens are served. */
    web: given.WEB === 'on',
    /** `/docs` and `/openapi.json` are served. */
    apiDocs: given.API_DOCS === undefined ? sandbox : given.API_DOCS === 'on',
    port: given.PORT,
    host: given.HOST,
    /** Without a slash at its end. */
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${given.PORT}`,
    corsOrigins: given.CORS_ORIGINS ?? [],
    trustedProxies: given.TRUSTED_PROXIES ?? [],
    dataDir: given.DATA_DIR,
    companiesDir: given.COMPANIES_DIR,
    identityFile: given.IDENTITY_FILE,
    commonPasswordsFile: given.COMMON_PASSWORDS_FILE,
    masterKey: given.MASTER_KEY,
    rootPassphraseFile: given.CA_ROOT_PASSPHRASE_FILE,
    treeKeyFile: given.TLOG_KEY_FILE,
    treePolicyFile: given.TLOG_POLICY_FILE,
    wrappingKeys: given.WRAPPING_KEYS ?? [],
    /** Of personal values that are written. */
    sealFormat: given.SEALED_FORMAT === 1 ? (1 as const) : (2 as const),
    databaseUrl: given.DATABASE_URL,
    eventStoreUrl: given.EVENTSTORE_URL,
    redisUrl: given.REDIS_URL,
    s3: s3(given),
    liveKit: liveKit(given),
    /** By company code. */
    reviewSecrets: given['COMPANY_REVIEW_SECRET_<code>'],
    sessions: { idleMs: given.SESSION_IDLE_MINUTES * 60_000, absoluteMs: given.SESSION_HOURS * 3_600_000 },
    rateLimits: rateLimits === 'off' ? undefined : rateLimits,
    /** Undefined: any number. */
    smsPerAddress: given.SMS_PER_ADDRESS_AND_DAY ?? (sandbox ? undefined : defaultSmsPerAddress),
    smsPerDay: given.SMS_PER_DAY ?? (sandbox ? undefined : 50_000),
    /** Face flows of strangers, of one address in an hour. */
    facesWithoutCaptcha: given.FACES_WITHOUT_CAPTCHA ?? (sandbox ? Number.POSITIVE_INFINITY : 5),
    /** Where the sandbox's face page leads back to. */
    faceRedirectUrl: given.FACEID_REDIRECT_URL,
    passwordHashing: {
      /** One of libuv's four threads stays free. */
      atOnce: given.PASSWORD_HASHES_AT_ONCE ?? Math.min(availableParallelism(), 3),
      waiting: given.PASSWORD_HASHES_WAITING,
      maxWaitMs: given.PASSWORD_WAIT_SECONDS * 1_000,
    },
    /** Of all that are received or worked on at a time. */
    photoBytes: given.PHOTO_MEMORY_MB * 1024 ** 2,
    connections: {
      ...defaultConnectionLimits,
      headersMs: given.HEADERS_TIMEOUT_SECONDS * 1_000,
      requestMs: given.REQUEST_TIMEOUT_SECONDS * 1_000,
      keepAliveMs: given.KEEP_ALIVE_SECONDS * 1_000,
      connections: given.MAX_CONNECTIONS,
    },
    logLevel: given.LOG_LEVEL,
    metrics: {
      port: given.METRICS_PORT ?? 9464,
      host: given.METRICS_HOST,
      orAnyFree: given.METRICS_PORT === undefined,
    },
    traces: given.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: given.OTEL_SERVICE_NAME }
      : undefined,
    drain: { deadlineMs: given.DRAIN_SECONDS * 1_000, delayMs: given.DRAIN_DELAY_SECONDS * 1_000 },
    /** Above one of them the service is not ready. */
    maxLag: { events: given.READY_MAX_LAG_EVENTS, seconds: given.READY_MAX_LAG_SECONDS },
    tencentCloud: tencentCloud(given),
    oidc: oidc(given),
    est: est(given),
    timeStamps: given.TSA_URL ? { url: given.TSA_URL, rootsFile: given.TSA_CA_FILE! } : undefined,
  };
};

const est = (given: Given) =>
  given.EST_URL
    ? {
        url: given.EST_URL,
        caFile: given.EST_CA_FILE!,
        certificateFile: given.EST_CERTIFICATE_FILE!,
        keyFile: given.EST_KEY_FILE!,
      }
    : undefined;

/** Each port's provider is chosen by itself. One that is played makes a sandbox of the whole service. */
const isSandbox = (given: Given): boolean => providerChoices.some((name) => given[name] === undefined);

// What is given together was checked before: the first variable of a group says that the others are there.

const s3 = (given: Given) =>
  given.S3_ENDPOINT
    ? {
        endpoint: given.S3_ENDPOINT,
        region: given.S3_REGION,
        bucket: given.S3_BUCKET!,
        accessKeyId: given.S3_ACCESS_KEY_ID!,
        secretAccessKey: given.S3_SECRET_ACCESS_KEY!,
        pathStyle: given.S3_PATH_STYLE,
      }
    : undefined;

const liveKit = (given: Given) =>
  given.LIVEKIT_URL
    ? { url: given.LIVEKIT_URL, apiKey: given.LIVEKIT_API_KEY!, apiSecret: given.LIVEKIT_API_SECRET! }
    : undefined;

/** Settings of the ports that Tencent Cloud stands behind. */
const tencentCloud = (given: Given) => {
  const account = {
    secretId: given.TENCENTCLOUD_SECRET_ID!,
    secretKey: given.TENCENTCLOUD_SECRET_KEY!,
    region: given.TENCENTCLOUD_REGION,
  };
  const faceId = { account, endpoint: given.FACEID_ENDPOINT };
  const sms = {
    account,
    endpoint: given.SMS_ENDPOINT,
    sdkAppId: given.SMS_SDK_APP_ID!,
    signName: given.SMS_SIGN_NAME!,
    templates: given.SMS_TEMPLATES!,
  };
  const faces = {
    ...faceId,
    ruleId: given.FACEID_RULE_ID!,
    redirectUrl: given.FACEID_REDIRECT_URL ?? given.PUBLIC_URL!,
  };
  return {
    sms: given.SMS_GATEWAY === 'tencent-cloud' ? sms : undefined,
    identityAuthority: given.IDENTITY_AUTHORITY === 'tencent-cloud' ? faceId : undefined,
    faces: given.FACE_PROVIDER === 'tencent-cloud' ? faces : undefined,
  };
};

const oidc = (given: Given) =>
  given.OIDC_ISSUER
    ? {
        issuer: given.OIDC_ISSUER,
        audience: given.OIDC_AUDIENCE,
        clockToleranceSeconds: given.OIDC_CLOCK_TOLERANCE_SECONDS,
        maxTokenHours: given.OIDC_MAX_TOKEN_HOURS,
        ...(given.OIDC_CLIENT_ID && { client: { clientId: given.OIDC_CLIENT_ID, scope: given.OIDC_SCOPE } }),
      }
    : undefined;
