import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { readReviewSecrets } from '../company-review/review-secrets.js';
import { parseMasterKey } from '../configuration/master-key.js';
import type { ConnectionLimits } from '../http/connection-limits.js';
import { defaultRateLimits, type RateLimits, rateGroups } from '../http/rate-limits.js';
import { readS3Settings, type S3Settings } from '../objects/s3/s3-settings.js';
import { type LogLevel, logLevels } from '../observability/log.js';
import type { HashingLimits } from '../password/bounded-password-hasher.js';
import { type ProviderConfig, readProviders } from './provider-config.js';

/** What the service is told by its environment. Every URL that is set switches one adapter. */
export interface Config {
  /** `PORT`: HTTP port; 3000 unless given, 0 for any free one. */
  readonly port: number;
  /** `HOST`: address to listen on; 127.0.0.1 unless given. */
  readonly host: string;
  /** `PUBLIC_URL`: how clients reach the service; stands in certificates as CRL and OCSP address. */
  readonly publicUrl: string;
  /** `DATA_DIR`: embedded PostgreSQL, keys, photos; `.data` unless given. */
  readonly dataDir: string;
  /** `DATABASE_URL`: a PostgreSQL server instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** `EVENTSTORE_URL`: EventStoreDB/KurrentDB (`esdb://…`) instead of PostgreSQL for the log. */
  readonly eventStoreUrl: string | undefined;
  /** `REDIS_URL`: Redis instead of PostgreSQL for captchas, codes, sessions and the video queue. */
  readonly redisUrl: string | undefined;
  /**
   * `S3_ENDPOINT`, `S3_BUCKET`, `S3_ACCESS_KEY_ID`, `S3_SECRET_ACCESS_KEY`, with `S3_REGION` (us-east-1) and `S3_PATH_STYLE`
   * (true): a bucket for photos and documents; files below `DATA_DIR` unless given.
   */
  readonly s3: S3Settings | undefined;
  /** `MASTER_KEY`: 32 bytes in base64 or hex; a key file below `DATA_DIR` unless given. */
  readonly masterKey: string | undefined;
  /** `COMPANIES_DIR`: the companies' JSON files; `companies` unless given. */
  readonly companiesDir: string;
  /** `COMPANY_REVIEW_SECRET_<code>`: what signs the calls to a company's own review system, by company code. */
  readonly reviewSecrets: ReadonlyMap<string, string>;
  /** `IDENTITY_FILE`: what the registration identity app is configured with; `identity/configuration.json` unless given. */
  readonly identityFile: string;
  /** `COMMON_PASSWORDS_FILE`: passwords that nobody may choose, one a line; `identity/common-passwords.txt` unless given. */
  readonly commonPasswordsFile: string;
  /**
   * `PASSWORD_HASHES_AT_ONCE` (one a core, at most 3, so that one of libuv's four threads stays free), `PASSWORD_HASHES_WAITING`
   * (500), `PASSWORD_WAIT_SECONDS` (5): passwords hashed at once, how many more may wait, and how long.
   */
  readonly passwordHashing: HashingLimits;
  /** `CORS_ORIGINS`: comma-separated origins that may call from a browser. */
  readonly corsOrigins: readonly string[];
  /** `SESSION_IDLE_MINUTES` (15) and `SESSION_HOURS` (12), in ms. */
  readonly sessions: { readonly idleMs: number; readonly absoluteMs: number };
  /** `LIVEKIT_URL`, `LIVEKIT_API_KEY`, `LIVEKIT_API_SECRET`: rooms for video calls; WebRTC between the two unless given. */
  readonly liveKit: { readonly url: string; readonly apiKey: string; readonly apiSecret: string } | undefined;
  /** `LOG_LEVEL`: trace, debug, info (unless given), warn, error, fatal or silent. */
  readonly logLevel: LogLevel;
  /**
   * `METRICS_PORT` (0 for any free one) and `METRICS_HOST` (127.0.0.1): Prometheus metrics at `/metrics`. Not given, it is
   * 9464, or any free one where that is taken (`orAnyFree`).
   */
  readonly metrics: { readonly port: number; readonly host: string; readonly orAnyFree: boolean };
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: OTLP over HTTP, e.g. `http://127.0.0.1:4318`; no traces unless given. */
  readonly traces: { readonly endpoint: string } | undefined;
  /** `DRAIN_SECONDS` (20) until the end at the latest; `DRAIN_DELAY_SECONDS` (0) of them not ready, but still taking calls; in ms. */
  readonly drain: { readonly deadlineMs: number; readonly delayMs: number };
  /** `READY_MAX_LAG_EVENTS` (1000) and `READY_MAX_LAG_SECONDS` (60): above one of them the service is not ready. */
  readonly maxLag: { readonly events: number; readonly seconds: number };
  /** `SMS_GATEWAY`, `IDENTITY_AUTHORITY`, `FACE_PROVIDER`, `OIDC_ISSUER` and what belongs to them; a sandbox unless given. */
  readonly providers: ProviderConfig | undefined;
  /** `RATE_LIMITS`: `off` (the sandbox's default), `on` (the default elsewhere), or `signIns=60,sms=30,…`, calls a minute and address. */
  readonly rateLimits: RateLimits | undefined;
  /** `TRUSTED_PROXIES`: comma-separated addresses or networks whose `X-Forwarded-For` is believed; none unless given. */
  readonly trustedProxies: readonly string[];
  /** `HEADERS_TIMEOUT_SECONDS` (10), `REQUEST_TIMEOUT_SECONDS` (30), `KEEP_ALIVE_SECONDS` (72), `MAX_CONNECTIONS` (10000). */
  readonly connections: ConnectionLimits;
}

/** The environment says something that cannot be meant; every line names a variable and what would do. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError that names every wrong variable at once */
export const readConfig = (env: Environment): Config => {
  const problems: string[] = [];
  const value = (name: string) => env[name]?.trim() || undefined;
  const whole = (name: string, fallback: number, max: number): number => {
    const text = value(name);
    if (text === undefined) return fallback;
    if (/^\d{1,6}$/.test(text) && Number(text) <= max) return Number(text);
    problems.push(`${name} must be a whole number from 0 to ${max}`);
    return fallback;
  };
  const url = (name: string, ...protocols: string[]): string | undefined => {
    const text = value(name);
    if (text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol))) return text;
    problems.push(`${name} must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`);
    return undefined;
  };

  const port = whole('PORT', 3000, 65_535);
  const host = value('HOST') ?? '127.0.0.1';
  const providers = readProviders(env, problems);
  const config: Config = {
    port,
    host,
    publicUrl: (url('PUBLIC_URL', 'http:', 'https:') ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    dataDir: resolve(value('DATA_DIR') ?? '.data'),
    databaseUrl: url('DATABASE_URL', 'postgres:', 'postgresql:'),
    eventStoreUrl: url('EVENTSTORE_URL', 'esdb:', 'esdb+discover:'),
    redisUrl: url('REDIS_URL', 'redis:', 'rediss:'),
    s3: readS3Settings(value, problems),
    masterKey: masterKey(value('MASTER_KEY'), problems),
    identityFile: resolve(value('IDENTITY_FILE') ?? 'identity/configuration.json'),
    companiesDir: resolve(value('COMPANIES_DIR') ?? 'companies'),
    reviewSecrets: readReviewSecrets(env, problems),
    commonPasswordsFile: resolve(value('COMMON_PASSWORDS_FILE') ?? 'identity/common-passwords.txt'),
    passwordHashing: {
      atOnce: Math.max(1, whole('PASSWORD_HASHES_AT_ONCE', Math.min(availableParallelism(), 3), 128)),
      waiting: whole('PASSWORD_HASHES_WAITING', 500, 100_000),
      maxWaitMs: whole('PASSWORD_WAIT_SECONDS', 5, 300) * 1_000,
    },
    corsOrigins: (value('CORS_ORIGINS') ?? '').split(',').flatMap((origin) => origin.trim() || []),
    sessions: {
      idleMs: whole('SESSION_IDLE_MINUTES', 15, 1_440) * 60_000,
      absoluteMs: whole('SESSION_HOURS', 12, 168) * 3_600_000,
    },
    liveKit: liveKit(value, problems),
    logLevel: logLevel(value, problems),
    metrics: {
      port: whole('METRICS_PORT', 9464, 65_535),
      host: value('METRICS_HOST') ?? '127.0.0.1',
      orAnyFree: value('METRICS_PORT') === undefined,
    },
    traces: traces(url('OTEL_EXPORTER_OTLP_ENDPOINT', 'http:', 'https:')),
    drain: {
      deadlineMs: whole('DRAIN_SECONDS', 20, 3_600) * 1_000,
      delayMs: whole('DRAIN_DELAY_SECONDS', 0, 600) * 1_000,
    },
    maxLag: {
      events: whole('READY_MAX_LAG_EVENTS', 1_000, 10_000),
      seconds: whole('READY_MAX_LAG_SECONDS', 60, 86_400),
    },
    providers,
    rateLimits: rateLimits(value('RATE_LIMITS') ?? (providers ? 'on' : 'off'), problems),
    trustedProxies: trustedProxies(value, problems),
    connections: {
      headersMs: whole('HEADERS_TIMEOUT_SECONDS', 10, 300) * 1_000,
      requestMs: whole('REQUEST_TIMEOUT_SECONDS', 30, 300) * 1_000,
      keepAliveMs: whole('KEEP_ALIVE_SECONDS', 72, 3_600) * 1_000,
      connections: whole('MAX_CONNECTIONS', 10_000, 100_000),
    },
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
};

const masterKey = (text: string | undefined, problems: string[]): string | undefined => {
  try {
    if (text !== undefined) parseMasterKey(text, 'MASTER_KEY');
  } catch (error) {
    problems.push((error as Error).message);
  }
  return text;
};

const liveKit = (value: (name: string) => string | undefined, problems: string[]): Config['liveKit'] => {
  const [url, apiKey, apiSecret] = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'].map(value);
  if (url && apiKey && apiSecret) return { url, apiKey, apiSecret };
  if (url || apiKey || apiSecret) problems.push('LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together');
  return undefined;
};

type Value = (name: string) => string | undefined;

const logLevel = (value: Value, problems: string[]): LogLevel => {
  const text = value('LOG_LEVEL') ?? 'info';
  const level = logLevels.find((each) => each === text);
  if (!level) problems.push(`LOG_LEVEL must be one of ${logLevels.join(', ')}`);
  return level ?? 'info';
};

const traces = (endpoint: string | undefined): Config['traces'] =>
  endpoint === undefined ? undefined : { endpoint: endpoint.replace(/\/+$/, '') };

const rateLimits = (text: string, problems: string[]): RateLimits | undefined => {
  if (text === 'off') return undefined;
  if (text === 'on') return defaultRateLimits;
  const own = text.split(',').map((part) => /^\s*(\w+)=([1-9]\d{0,5})\s*$/.exec(part)?.slice(1) ?? []);
  if (own.every(([group]) => rateGroups.some((each) => each === group)))
    return { ...defaultRateLimits, ...Object.fromEntries(own.map(([group, limit]) => [group, Number(limit)])) };
  problems.push(`RATE_LIMITS must be off, on, or a list such as signIns=60,sms=30 of ${rateGroups.join(', ')}`);
  return undefined;
};

const trustedProxies = (value: Value, problems: string[]): string[] => {
  const proxies = (value('TRUSTED_PROXIES') ?? '').split(',').flatMap((each) => each.trim() || []);
  const wrong = proxies.filter((proxy) => {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address);
    return !family || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
  });
  if (wrong.length > 0) problems.push('TRUSTED_PROXIES must be addresses or networks, e.g. 10.0.0.1,192.168.0.0/16');
  return proxies;
};
