import { join } from 'node:path';
import { Module, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { handlers, processes, services } from '../../application/application.js';
import { sha256 } from '../../application/core/ids.js';
import { Keyring } from '../../application/core/keyring.js';
import { CommonPasswords } from '../../application/identity/common-passwords.js';
import { IdentityConfiguration, type IdentitySettings } from '../../application/identity/configuration.js';
import { Approval } from '../../application/ports/approval.js';
import { CaptchaImage } from '../../application/ports/captcha-image.js';
import { CertificateAuthority, SignatureFormat } from '../../application/ports/certificate-authority.js';
import { Clock } from '../../application/ports/clock.js';
import { Credentials } from '../../application/ports/credentials.js';
import { CrlNumbers } from '../../application/ports/crl-numbers.js';
import { DataKeys } from '../../application/ports/data-keys.js';
import { EventStore } from '../../application/ports/event-store.js';
import { FaceVerifier } from '../../application/ports/face-verifier.js';
import { IdempotencyRecords } from '../../application/ports/idempotency-records.js';
import { IdentityAuthority } from '../../application/ports/identity-authority.js';
import { ImageReader } from '../../application/ports/image-reader.js';
import type { Log } from '../../application/ports/log.js';
import { ObjectStore } from '../../application/ports/object-store.js';
import { PasswordHasher } from '../../application/ports/password-hasher.js';
import { ReadModels } from '../../application/ports/read-models.js';
import { SandboxCaptchas, SandboxClock, SandboxSms, SandboxStaffTokens } from '../../application/ports/sandbox.js';
import { ShortLived } from '../../application/ports/short-lived.js';
import { SmsGateway } from '../../application/ports/sms-gateway.js';
import { StaffTokens } from '../../application/ports/staff-tokens.js';
import { Timers } from '../../application/ports/timers.js';
import { VideoQueue } from '../../application/ports/video-queue.js';
import { VideoRoom } from '../../application/ports/video-room.js';
import { VideoSignals } from '../../application/ports/video-signals.js';
import { readModels } from '../../application/read-models/models.js';
import { Captchas } from '../../application/shared/captchas.js';
import { Companies, type Company } from '../../application/shared/companies.js';
import { Sessions } from '../../application/shared/sessions.js';
import { CompanyReview } from '../company-review/company-review.js';
import { controllers, httpProviders, sandboxControllers } from '../http/controllers.js';
import { type ReadinessCheck, readinessChecks } from '../http/shared/health.controller.js';
import { SharpImageReader } from '../images/sharp-image-reader.js';
import { SvgCaptchaImage } from '../images/svg-captcha-image.js';
import { SealedFiles } from '../objects/sealed-files.js';
import type { Metrics } from '../observability/metrics.js';
import { ObservedSessions } from '../observability/observed-sessions.js';
import { ObservedSmsGateway } from '../observability/observed-sms-gateway.js';
import { Argon2PasswordHasher } from '../password/argon2-password-hasher.js';
import { BoundedPasswordHasher } from '../password/bounded-password-hasher.js';
import { createAuthority } from '../pki/authority.js';
import { PostgresCredentials } from '../postgres/credentials.js';
import { PostgresCrlNumbers } from '../postgres/crl-numbers.js';
import { PostgresDataKeys } from '../postgres/data-keys.js';
import { PostgresIdempotencyRecords } from '../postgres/idempotency-records.js';
import { assertSameAuthority } from '../postgres/settings.js';
import { PostgresShortLived } from '../postgres/short-lived.js';
import { PostgresVideoQueue } from '../postgres/video-queue.js';
import { PostgresVideoSignals } from '../postgres/video-signals.js';
import { RedisShortLived } from '../redis/short-lived.js';
import { RedisVideoQueue } from '../redis/video-queue.js';
import { type OidcIssuer, OidcStaffTokens } from '../staff-tokens/oidc-staff-tokens.js';
import { TypeormReadModels } from '../typeorm/read-models.js';
import { TypeormTimers } from '../typeorm/timers.js';
import { LiveKitRoom } from '../video-room/livekit-room.js';
import { EmbeddedRoom } from '../video-room/webrtc-room.js';
import type { Config } from './config.js';
import { type Providers, realProviders, sandboxProviders } from './providers.js';
import type { Resources } from './resources.js';

/** What was read and made before: the configuration files, what watches the adapters, what readiness asks. */
export interface Prepared {
  readonly companies: readonly Company[];
  readonly identity: IdentitySettings;
  readonly commonPasswords: CommonPasswords;
  /** Of staff's tokens; undefined in the sandbox, which has its own. */
  readonly issuer: OidcIssuer | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly readiness: readonly ReadinessCheck[];
}

/** Which adapter stands behind each port: the only place that says so. */
export const appModule = async (config: Config, resources: Resources, prepared: Prepared): Promise<Type> => {
  const ports = await portProviders(config, resources, prepared);

  @Module({
    imports: [CqrsModule.forRoot()],
    controllers: controllers.filter((each) => resources.sandboxClock || !sandboxControllers.includes(each)),
    providers: [...ports, ...services, ...handlers, ...processes, ...httpProviders],
  })
  class AppModule {}
  return AppModule;
};

const portProviders = async (config: Config, resources: Resources, prepared: Prepared): Promise<Provider[]> => {
  const { keyring, pool, redis, clock, sandboxClock, readSide, eventStore } = resources;
  const { authority, signatures } = await createAuthority({
    directory: join(config.dataDir, 'pki'),
    keyring,
    get publicUrl() {
      return config.publicUrl;
    },
  });
  await assertSameAuthority(pool, sha256(authority.caPem));
  const companies = new Companies(prepared.companies);
  const outside = sandboxClock
    ? sandboxProviders(resources, sandboxClock, companies)
    : await realProviders(config.tencentCloud, prepared.issuer!, prepared);
  const shortLived = redis ? new RedisShortLived(redis, keyring, clock) : new PostgresShortLived(pool, keyring, clock);
  const room = config.liveKit ? new LiveKitRoom(config.liveKit) : new EmbeddedRoom(keyring, config);
  return [
    value(Keyring, keyring),
    value(Companies, companies),
    value(IdentityConfiguration, new IdentityConfiguration(prepared.identity)),
    value(IdentityAuthority, outside.identityAuthority),
    value(FaceVerifier, outside.faceVerifier),
    value(PasswordHasher, passwordHasher(config, prepared.metrics)),
    value(CommonPasswords, prepared.commonPasswords),
    value(Credentials, new PostgresCredentials(pool, keyring)),
    value(Clock, clock),
    value(EventStore, eventStore),
    value(DataKeys, new PostgresDataKeys(pool, keyring)),
    value(ShortLived, shortLived),
    value(IdempotencyRecords, new PostgresIdempotencyRecords(pool, keyring)),
    value(ReadModels, new TypeormReadModels(readSide, eventStore, readModels)),
    value(Timers, new TypeormTimers(readSide.source)),
    value(ObjectStore, resources.s3 ?? new SealedFiles(join(config.dataDir, 'objects'))),
    value(CertificateAuthority, authority),
    value(SignatureFormat, signatures),
    value(CrlNumbers, new PostgresCrlNumbers(pool)),
    value(Approval, new CompanyReview(companies, config.reviewSecrets, prepared.log)),
    value(CaptchaImage, new SvgCaptchaImage()),
    value(ImageReader, new SharpImageReader()),
    value(VideoQueue, redis ? new RedisVideoQueue(redis) : new PostgresVideoQueue(pool)),
    value(VideoSignals, new PostgresVideoSignals(pool, resources.server, keyring)),
    value(VideoRoom, room),
    value(Sessions, new ObservedSessions(shortLived, clock, config.sessions, prepared.metrics)),
    value(SmsGateway, new ObservedSmsGateway(outside.smsGateway, prepared.metrics)),
    value(StaffTokens, new OidcStaffTokens(outside.issuer, clock)),
    ...(outside.sandbox ? sandboxPorts(outside.sandbox) : []),
    { provide: readinessChecks, useValue: prepared.readiness },
  ];
};

const sandboxPorts = ({ sms, clock, staffTokens }: NonNullable<Providers['sandbox']>): Provider[] => [
  value(SandboxSms, sms),
  value(SandboxClock, clock),
  value(SandboxStaffTokens, staffTokens),
  { provide: SandboxCaptchas, useExisting: Captchas },
];

const passwordHasher = ({ passwordHashing }: Config, metrics: Metrics): PasswordHasher => {
  const hasher = new BoundedPasswordHasher(new Argon2PasswordHasher(), passwordHashing);
  metrics.gauge('realname_password_hashes', 'passwords being hashed, and waiting for it', ['state'], async () => {
    const { running, waiting } = hasher.load;
    return [
      { labels: { state: 'running' }, value: running },
      { labels: { state: 'waiting' }, value: waiting },
    ];
  });
  return hasher;
};

const value = <T>(provide: abstract new (...args: never[]) => T, useValue: T): Provider => ({ provide, useValue });
