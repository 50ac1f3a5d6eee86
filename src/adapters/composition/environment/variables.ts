import { readReviewSecrets } from '../../company-review/review-secrets.js';
import { logLevels } from '../../observability/log.js';
import {
  connectionString,
  flag,
  list,
  masterKey,
  matching,
  networks,
  oneOf,
  origin,
  path,
  rateLimits,
  text,
  url,
  whole,
  withoutSlashes,
  wrappingKeys,
} from './parsers.js';
import { providers } from './provider-variables.js';
import { family, optional, type Variable, variable } from './variable.js';

const address = {
  PORT: variable('3000', whole(0, 65_535), 'HTTP port; 0 takes any free one'),
  HOST: variable(
    '127.0.0.1',
    text,
    'Address to listen on. A sandbox stays on the loopback unless SANDBOX=on: /sandbox shows every code that is sent',
  ),
  SANDBOX: optional(oneOf('on'), {
    meaning:
      'on: a sandbox is wanted, also outside the loopback and with NODE_ENV=production; every machine that reaches it may read all codes and be any member of staff',
  }),
  SANDBOX_SEED: variable(
    'on',
    oneOf('on', 'off'),
    'on: a sandbox with an empty log makes customers and users to try it with at its first start',
  ),
  WEB: variable(
    'on',
    oneOf('on', 'off'),
    'on: the screens of web/ are served beside the API, where they have been built',
  ),
  READ_ONLY: variable(
    'off',
    oneOf('on', 'off'),
    'on: a service for auditors that writes nothing, on a standby or a copy of the database (DATABASE_URL); realname serve --read-only sets it',
  ),
  PUBLIC_URL: optional(withoutSlashes(url('http:', 'https:')), {
    unless: 'http://localhost:<PORT>, in the sandbox alone',
    neededBy: ['SMS_GATEWAY=tencent-cloud'],
    meaning: 'How clients reach the service. It stands in certificates as CRL and OCSP address, and in a call’s access',
  }),
  CORS_ORIGINS: optional(list, {
    unless: 'none; any localhost in the sandbox',
    meaning: 'Comma-separated origins that may call from a browser, e.g. https://app.example.com',
  }),
  TRUSTED_PROXIES: optional(networks, {
    meaning:
      'Comma-separated addresses or networks of the proxies in front, e.g. 10.0.0.1,192.168.0.0/16. Only their X-Forwarded-For is believed',
  }),
};

const files = {
  DATA_DIR: variable('.data', path, 'Embedded PostgreSQL, key file, certificate authority, photos and documents'),
  COMPANIES_DIR: variable('companies', path, 'One <code>.json for each futures company; checked at the start'),
  IDENTITY_FILE: variable(
    'identity/configuration.json',
    path,
    'What the registration identity app is configured with; checked at the start',
  ),
  COMMON_PASSWORDS_FILE: variable(
    'identity/common-passwords.txt',
    path,
    'Passwords that nobody may choose, one a line; a line that begins with "# " is a comment',
  ),
  MASTER_KEY: optional(masterKey, {
    unless: 'DATA_DIR/master.key, made at the first start',
    secret: true,
    meaning:
      '32 bytes in base64 (44 characters) or hexadecimal (64). Lost, everything sealed is lost; it cannot be changed later',
  }),
  TLOG_KEY_FILE: optional(path, {
    unless: 'DATA_DIR/tlog/signing-key.sealed, made at the first start',
    meaning:
      'Ed25519 key, PKCS#8 in PEM, that signs checkpoints of the transparency log: kept apart from MASTER_KEY. Decide before the first start. While it changes a block for each key, the newest first; a public key signs no more. A block of ML-DSA-44 signs beside it, on Node.js 24.6 or later',
  }),
  TLOG_POLICY_FILE: optional(path, {
    unless: 'nobody is asked to cosign',
    meaning:
      'Policy of C2SP tlog-policy: witnesses that are asked to cosign checkpoints of the transparency log, and how many must have',
  }),
  CA_ROOT_PASSPHRASE_FILE: optional(path, {
    unless: 'asked for at the terminal',
    meaning:
      'First line: the passphrase that seals the key of the root CA. Only `realname ca rotate` and `ca seal-root` read it: the service has no need of it',
  }),
  WRAPPING_KEYS: optional(wrappingKeys, {
    unless: 'the master key wraps data keys',
    secret: true,
    meaning:
      'Keys as MASTER_KEY, separated by commas, that may wrap data keys in its place; `realname keys rewrap` says which one does',
  }),
  SEALED_FORMAT: variable(
    '2',
    whole(1, 2),
    '1 while instances of a release that opens only personal values of format 1 run beside: what is sealed so cannot be proved in an evidence archive',
  ),
};

const servers = {
  DATABASE_URL: optional(url('postgres:', 'postgresql:'), {
    unless: 'embedded PostgreSQL',
    secret: true,
    meaning: 'A PostgreSQL server, 15 or newer, e.g. postgresql://realname:realname@127.0.0.1:5432/realname',
  }),
  EVENTSTORE_URL: optional(connectionString, {
    unless: 'PostgreSQL',
    secret: true,
    meaning:
      'EventStoreDB for the log, e.g. esdb://127.0.0.1:2113?tls=false, or esdb://node1:2113,node2:2113,node3:2113 for a cluster; kurrentdb:// is read alike. Decide before the first start: a log is not moved by changing this',
  }),
  REDIS_URL: optional(url('redis:', 'rediss:'), {
    unless: 'PostgreSQL',
    secret: true,
    meaning:
      'Redis for captchas, codes, tickets, sessions and the video queue, e.g. redis://127.0.0.1:6379; one server, no cluster',
  }),
  S3_ENDPOINT: optional(origin, {
    unless: 'files below DATA_DIR',
    meaning:
      'S3-compatible server for photos and documents, sealed all the same, and for the last checkpoint of the transparency log: http(s)://host[:port]. Decide before the first start: objects are not moved by changing this',
  }),
  S3_BUCKET: optional(
    matching(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'must be 3 to 63 of a-z, 0-9, - and ., with a letter or digit at both ends',
    ),
    { meaning: 'Bucket on that server; it must be there and listable at the start' },
  ),
  S3_ACCESS_KEY_ID: optional(text, { meaning: 'Key that may list, get, put and delete there' }),
  S3_SECRET_ACCESS_KEY: optional(text, { secret: true, meaning: 'Signs requests by that key' }),
  S3_REGION: variable(
    'us-east-1',
    matching(/^[a-z0-9-]+$/, 'must be a name such as us-east-1'),
    'Region that requests are signed for',
  ),
  S3_PATH_STYLE: variable(
    'true',
    flag,
    'false puts the bucket before the host’s name, as Alibaba Cloud wants it, and not into the path',
  ),
  LIVEKIT_URL: optional(text, {
    unless: 'WebRTC between the two sides',
    meaning: 'LiveKit server for video calls, e.g. wss://livekit.example.com',
  }),
  LIVEKIT_API_KEY: optional(text, { meaning: 'Key of the LiveKit project' }),
  LIVEKIT_API_SECRET: optional(text, { secret: true, meaning: 'Signs tokens by that key' }),
};

const reviews = {
  'COMPANY_REVIEW_SECRET_<code>': family(readReviewSecrets, {
    secret: true,
    meaning:
      'For each company whose file says approval companyReview: at least 32 characters that sign the calls to its own review system',
  }),
};

const sessions = {
  SESSION_IDLE_MINUTES: variable(
    '15',
    whole(1, 1_440),
    'Minutes without a call after which a session ends; at most 1440',
  ),
  SESSION_HOURS: variable('12', whole(1, 168), 'Hours after which a session ends anyway; at most 168'),
};

const limits = {
  RATE_LIMITS: optional(rateLimits, {
    unless: 'off in the sandbox, else on',
    meaning:
      'Calls a minute from one address: off, on, or a list such as signIns=60,sms=30,captchas=120,registrationChecks=60,faces=30; what is left out has these values',
  }),
  SMS_PER_ADDRESS_AND_DAY: optional(whole(1, 100_000), {
    unless: 'any number in the sandbox, else 1000',
    meaning: 'Codes by text message that one address may ask for on a day; each instance counts for itself',
  }),
  SMS_PER_DAY: optional(whole(1, 999_999), {
    unless: 'any number in the sandbox, else 50000',
    meaning:
      'Codes by text message that all together may be sent on a day of Shanghai; what is beyond is answered 503, security notices go on',
  }),
  FACES_WITHOUT_CAPTCHA: optional(whole(0, 10_000), {
    unless: 'any number in the sandbox, else 5',
    meaning: 'Face flows that one address may begin in an hour without a session and without a captcha',
  }),
  PASSWORD_HASHES_AT_ONCE: optional(whole(1, 128), {
    unless: 'one per core, 3 at most',
    meaning:
      'Passwords hashed at once, each by a thread with 19 MiB; more than three need UV_THREADPOOL_SIZE above them',
  }),
  PASSWORD_HASHES_WAITING: variable('500', whole(0, 100_000), 'How many more may wait; what is beyond is answered 503'),
  PASSWORD_WAIT_SECONDS: variable('5', whole(1, 300), 'Seconds that each of them may wait'),
  HEADERS_TIMEOUT_SECONDS: variable(
    '10',
    whole(1, 300),
    'Seconds that a client may take to send the head of a request',
  ),
  REQUEST_TIMEOUT_SECONDS: variable(
    '30',
    whole(1, 300),
    'Seconds for a whole request; one with a photo may take longer as long as 16 KB come each second',
  ),
  PHOTO_MEMORY_MB: variable(
    '128',
    whole(16, 65_536),
    'Megabytes of photos that are received or worked on at a time; what is beyond is answered 503',
  ),
  KEEP_ALIVE_SECONDS: variable(
    '72',
    whole(1, 3_600),
    'Seconds that an idle connection is kept; longer than a proxy in front keeps its own',
  ),
  MAX_CONNECTIONS: variable('10000', whole(1, 100_000), 'Connections at a time; more are closed unanswered'),
};

const operations = {
  LOG_LEVEL: variable('info', oneOf(...logLevels), `JSON lines on standard error: ${logLevels.join(', ')}`),
  METRICS_PORT: optional(whole(0, 65_535), {
    unless: '9464, or any free port where that is taken',
    meaning: 'Port of Prometheus metrics at /metrics; 0 takes any free one',
  }),
  METRICS_HOST: variable('127.0.0.1', text, 'Address that metrics are served on'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(withoutSlashes(url('http:', 'https:')), {
    unless: 'no traces',
    meaning:
      'Where traces go by OTLP over HTTP, e.g. http://127.0.0.1:4318. OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER and OTEL_BSP_… are OpenTelemetry’s own',
  }),
  OTEL_SERVICE_NAME: variable('realname', text, 'What traces call the service'),
  DRAIN_SECONDS: variable('20', whole(1, 3_600), 'Seconds after SIGTERM until the process ends at the latest'),
  DRAIN_DELAY_SECONDS: variable(
    '0',
    whole(0, 600),
    'How many of them it is not ready but still takes calls, until a load balancer has noticed',
  ),
  READY_MAX_LAG_EVENTS: variable(
    '1000',
    whole(0, 9_999),
    'Events that a read model of a ready service may be behind the log',
  ),
  READY_MAX_LAG_SECONDS: variable('60', whole(1, 86_400), 'Seconds that it may be behind'),
  NODE_ENV: optional(text, { meaning: 'production refuses to start without real providers, unless SANDBOX=on' }),
  API_DOCS: optional(oneOf('on', 'off'), {
    unless: 'on in the sandbox, else off',
    meaning: 'Whether /docs and /openapi.json are served: on or off',
  }),
};

/** Every variable that the service reads, by section; .env.example, README's table and `--help` are written from it. */
export const sections = {
  'Where it listens': address,
  'Where it keeps things': files,
  'Servers: each URL that is given chooses an adapter': servers,
  'Companies’ own review systems': reviews,
  Sessions: sessions,
  Limits: limits,
  Operations: operations,
  'Real providers: all four choices, or none for the sandbox': providers,
};

export const variables = {
  ...address,
  ...files,
  ...servers,
  ...reviews,
  ...sessions,
  ...limits,
  ...operations,
  ...providers,
};

export type VariableName = keyof typeof variables;

/** What the environment says, by variable. */
export type Given = { readonly [N in VariableName]: ReturnType<(typeof variables)[N]['read']> };

export const rows = Object.entries(variables) as readonly (readonly [VariableName, Variable<unknown>])[];
