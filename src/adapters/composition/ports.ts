import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { Approval } from '../../application/ports/approval.js';
import { CaptchaImage } from '../../application/ports/captcha-image.js';
import { CaptchaSound } from '../../application/ports/captcha-sound.js';
import {
  CertificateAuthority,
  certificateAuthority,
  SignatureFormat,
} from '../../application/ports/certificate-authority.js';
import { Clock } from '../../application/ports/clock.js';
import { Credentials } from '../../application/ports/credentials.js';
import { CrlNumbers } from '../../application/ports/crl-numbers.js';
import { DataKeys } from '../../application/ports/data-keys.js';
import { EventStore } from '../../application/ports/event-store.js';
import { FaceVerifier } from '../../application/ports/face-verifier.js';
import { IdempotencyRecords } from '../../application/ports/idempotency-records.js';
import { IdentityAuthority } from '../../application/ports/identity-authority.js';
import { ImageReader } from '../../application/ports/image-reader.js';
import { NoticeDeliveries } from '../../application/ports/notice-deliveries.js';
import { ObjectStore } from '../../application/ports/object-store.js';
import { PasswordHasher } from '../../application/ports/password-hasher.js';
import { ReadModels } from '../../application/ports/read-models.js';
import { ShortLived } from '../../application/ports/short-lived.js';
import { SmsGateway } from '../../application/ports/sms-gateway.js';
import { StaffTokens } from '../../application/ports/staff-tokens.js';
import { TimeStamps } from '../../application/ports/time-stamps.js';
import { Timers } from '../../application/ports/timers.js';
import { TransparencyLog } from '../../application/ports/transparency-log.js';
import { VideoQueue } from '../../application/ports/video-queue.js';
import { VideoRoom } from '../../application/ports/video-room.js';
import { VideoSignals } from '../../application/ports/video-signals.js';
import { readModels } from '../../application/read-models/models.js';
import { CompanyReview } from '../company-review/company-review.js';
import { ErasureJournal } from '../erasures/erasure-journal.js';
import { JournaledDataKeys } from '../erasures/journaled-data-keys.js';
import { SharpImageReader } from '../images/sharp-image-reader.js';
import { SvgCaptchaImage } from '../images/svg-captcha-image.js';
import { SealedFiles } from '../objects/sealed-files.js';
import { CappedSmsGateway } from '../observability/capped-sms-gateway.js';
import { ObservedEventStore } from '../observability/observed-event-store.js';
import { ObservedNoticeDeliveries } from '../observability/observed-notice-deliveries.js';
import { ObservedObjects } from '../observability/observed-objects.js';
import { ObservedSmsGateway } from '../observability/observed-sms-gateway.js';
import { NoTimeStamps } from '../pki/time-stamps.js';
import { PostgresCredentials } from '../postgres/credentials.js';
import { PostgresCrlNumbers } from '../postgres/crl-numbers.js';
import { PostgresDataKeys } from '../postgres/data-keys.js';
import { PostgresIdempotencyRecords } from '../postgres/idempotency-records.js';
import { PostgresNoticeDeliveries } from '../postgres/notice-deliveries.js';
import { PostgresShortLived } from '../postgres/short-lived.js';
import { PostgresVideoQueue } from '../postgres/video-queue.js';
import { PostgresVideoSignals } from '../postgres/video-signals.js';
import { ReadOnlyDataKeys } from '../read-only/read-only-data-keys.js';
import { ReadOnlyObjects } from '../read-only/read-only-objects.js';
import { RedisShortLived } from '../redis/short-lived.js';
import { RedisVideoQueue } from '../redis/video-queue.js';
import { SandboxFaceVerifier } from '../sandbox/sandbox-face-verifier.js';
import { SpokenCaptcha } from '../sounds/spoken-captcha.js';
import { OidcStaffTokens } from '../staff-tokens/oidc-staff-tokens.js';
import { discoverIssuer } from '../staff-tokens/remote-issuer.js';
import { PostgresTransparencyLog } from '../transparency-log/postgres-transparency-log.js';
import { TypeormReadModels } from '../typeorm/read-models.js';
import { TypeormTimers } from '../typeorm/timers.js';
import { LiveKitRoom } from '../video-room/livekit-room.js';
import { EmbeddedRoom } from '../video-room/webrtc-room.js';
import type { Config } from './config.js';
import {
  closed,
  erasureJournalFile,
  eventStoreDb,
  log,
  passwordHasher,
  postgresEventStore,
  s3Objects,
  timeStampsOverHttp,
} from './makers.js';
import { adapterOf, choice, type Making, type Port, played, port, standard, unplayed, written } from './port.js';
import { tencentFaceVerifier, tencentIdentityAuthority, tencentSmsGateway } from './tencent-cloud.js';

const database = ({ databaseUrl }: Config) => (databaseUrl ? 'PostgreSQL (DATABASE_URL)' : 'embedded PostgreSQL');
const onPostgres = <A>(make: (making: Making) => A | Promise<A>, close?: (adapter: A) => unknown) =>
  standard('PostgreSQL', make, { shown: database, ...(close && { close }) });
const inRedis = <A>(make: (making: Making, redis: Redis) => A) =>
  choice(
    'REDIS_URL',
    'Redis',
    ({ redisUrl }) => redisUrl,
    (making) => make(making, making.redis!),
  );

/**
 * Which adapter stands behind each port: the only place that says so. An adapter may be made of those of the rows above.
 * Nest's providers, what the start says, and README's table are made from here.
 */
export const ports: readonly Port<unknown>[] = [
  port(Clock, 'clock', [
    played('the machine’s clock plus the sandbox’s offset', ({ clock }) => clock),
    unplayed('the machine’s clock', ({ realTime }) => realTime),
  ]),
  port(
    EventStore,
    'event store',
    [
      standard('PostgreSQL', postgresEventStore, { shown: database, close: closed, server: log }),
      choice('EVENTSTORE_URL', 'EventStoreDB', ({ eventStoreUrl }) => eventStoreUrl, eventStoreDb, {
        close: closed,
        server: log,
      }),
    ],
    (store, { metrics, tracing, writes }) => new ObservedEventStore(store, metrics, writes, tracing?.append),
  ),
  port(TransparencyLog, 'transparency log', [
    onPostgres(({ tree, of }) => new PostgresTransparencyLog(tree, of(EventStore))),
  ]),
  port(ReadModels, 'read models', [
    onPostgres(
      ({ of, readSide }) => new TypeormReadModels(readSide, of(EventStore), readModels),
      (views) => views.close(),
    ),
  ]),
  written(port(Timers, 'timers', [onPostgres(({ readSide }) => new TypeormTimers(readSide.source))])),
  port(
    DataKeys,
    'data keys',
    [onPostgres(({ pool, keyring }) => new PostgresDataKeys(pool, keyring))],
    (keys, { of, config }) => new JournaledDataKeys(keys, new ErasureJournal(erasureJournalFile(config)), of(Clock)),
    ({ pool, keyring }) => new ReadOnlyDataKeys(new PostgresDataKeys(pool, keyring)),
  ),
  port(Credentials, 'credentials', [onPostgres(({ pool, keyring }) => new PostgresCredentials(pool, keyring))]),
  written(
    port(IdempotencyRecords, 'idempotency records', [
      onPostgres(
        ({ of, pool, keyring }) => new PostgresIdempotencyRecords(pool, keyring, of(Clock)),
        (records) => records.close(),
      ),
    ]),
  ),
  port(CrlNumbers, 'CRL numbers', [onPostgres(({ pool, config }) => new PostgresCrlNumbers(pool, config.readOnly))]),
  written(
    port(ShortLived, 'captchas, codes, sessions', [
      onPostgres(
        ({ of, pool, keyring }) => new PostgresShortLived(pool, keyring, of(Clock)),
        (shortLived) => shortLived.close(),
      ),
      inRedis(({ of, keyring }, redis) => new RedisShortLived(redis, keyring, of(Clock))),
    ]),
  ),
  written(
    port(VideoQueue, 'video queue', [
      onPostgres(({ pool }) => new PostgresVideoQueue(pool)),
      inRedis((_making, redis) => new RedisVideoQueue(redis)),
    ]),
  ),
  written(
    port(VideoSignals, 'video signals', [
      onPostgres(
        ({ pool, server, keyring }) => new PostgresVideoSignals(pool, server, keyring),
        (signals) => signals.close(),
      ),
    ]),
  ),
  port(
    ObjectStore,
    'photos, documents',
    [
      standard(
        'sealed files below DATA_DIR/objects',
        ({ config }) => new SealedFiles(join(config.dataDir, 'objects'), config.readOnly),
        {
          shown: ({ dataDir }) => `sealed files below ${join(dataDir, 'objects')}`,
          server: ['object store', async (store) => void (await store.reach())],
        },
      ),
      choice('S3_ENDPOINT', 'a bucket of an S3-compatible server, sealed all the same', ({ s3 }) => s3, s3Objects, {
        shown: ({ s3 }) => `bucket ${s3?.bucket}`,
        close: (store) => store.close(),
        server: ['object store', async (store) => void (await store.reach())],
      }),
    ],
    (store, { config, metrics, log }) => {
      const observed = new ObservedObjects(store, metrics, log);
      return config.readOnly ? new ReadOnlyObjects(observed) : observed;
    },
  ),
  port(CertificateAuthority, certificateAuthority, [
    standard('X.509 authority, keys sealed in DATA_DIR/pki', ({ pki }) => pki.authority),
    choice(
      'EST_URL',
      'a company’s own CA by EST (RFC 7030)',
      ({ est }) => est,
      ({ pki }) => pki.authority,
      {
        shown: ({ est }) => `${est?.url}`,
      },
    ),
  ]),
  port(SignatureFormat, 'signature format', [standard('CMS', ({ pki }) => pki.signatures)]),
  port(TimeStamps, 'time-stamps', [
    standard('nobody: times are the service’s own word', () => new NoTimeStamps()),
    choice('TSA_URL', 'a time-stamping authority (RFC 3161)', ({ timeStamps }) => timeStamps, timeStampsOverHttp, {
      shown: ({ timeStamps }) => `${timeStamps?.url}`,
    }),
  ]),
  port(PasswordHasher, 'password hasher', [standard('argon2id', passwordHasher)]),
  port(ImageReader, 'image reader', [standard('sharp', () => new SharpImageReader())]),
  port(CaptchaImage, 'captcha image', [standard('svg-captcha', () => new SvgCaptchaImage())]),
  port(CaptchaSound, 'captcha sound', [standard('spoken samples', () => new SpokenCaptcha())]),
  port(Approval, 'approval', [
    standard(
      'a company’s own review system, where its file says so',
      ({ companies, config, log }) => new CompanyReview(companies, config.reviewSecrets, log),
    ),
  ]),
  port(VideoRoom, 'video room', [
    standard('WebRTC between the two', ({ keyring, config }) => new EmbeddedRoom(keyring, config)),
    choice(
      'LIVEKIT_URL',
      'LiveKit',
      ({ liveKit }) => liveKit,
      (_making, project) => new LiveKitRoom(project),
    ),
  ]),
  port(
    SmsGateway,
    'SMS gateway',
    [
      played('the sandbox’s inbox', ({ sms }) => sms),
      choice('SMS_GATEWAY', 'Tencent Cloud SMS', ({ tencentCloud }) => tencentCloud.sms, tencentSmsGateway),
    ],
    (gateway, { config, metrics, of }) => {
      const observed = new ObservedSmsGateway(gateway, metrics);
      const { smsPerDay } = config;
      return smsPerDay ? new CappedSmsGateway(observed, smsPerDay, of(ShortLived), of(Clock), metrics) : observed;
    },
  ),
  written(
    port(
      NoticeDeliveries,
      'notice deliveries',
      [onPostgres(({ pool }) => new PostgresNoticeDeliveries(pool))],
      (deliveries, { metrics, log }) => new ObservedNoticeDeliveries(deliveries, metrics, log),
    ),
  ),
  port(IdentityAuthority, 'identity authority', [
    played('the sandbox’s: a name says what comes of it', ({ identityAuthority }) => identityAuthority),
    choice(
      'IDENTITY_AUTHORITY',
      'Tencent Cloud FaceID',
      ({ tencentCloud }) => tencentCloud.identityAuthority,
      tencentIdentityAuthority,
    ),
  ]),
  port(FaceVerifier, 'face provider', [
    played(
      'the sandbox’s: its page, or a ticket, says what comes of it',
      (_sandbox, { of, config }) => new SandboxFaceVerifier(of(ShortLived), of(Clock), config),
    ),
    choice('FACE_PROVIDER', 'Tencent Cloud FaceID', ({ tencentCloud }) => tencentCloud.faces, tencentFaceVerifier),
  ]),
  port(StaffTokens, 'staff tokens', [
    played(
      'OIDC tokens of the sandbox’s own issuer',
      ({ staffTokens }, { of, keyring }) => new OidcStaffTokens(staffTokens.oidc(), of(Clock), keyring),
    ),
    choice(
      'OIDC_ISSUER',
      'OIDC tokens of another issuer',
      ({ oidc }) => oidc,
      async ({ of, keyring }, issuer) => new OidcStaffTokens(await discoverIssuer(issuer), of(Clock), keyring),
      { shown: ({ oidc }) => `${oidc?.issuer}` },
    ),
  ]),
];

/** The ports where the configuration has a choice, and what it chose. */
export const chosenAdapters = (config: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ports
      .filter(({ adapters }) => adapters.length > 1)
      .map((each) => [each.name, adapterOf(each, config).shown(config)]),
  );
