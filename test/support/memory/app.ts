import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ports } from '../../../src/adapters/composition/ports.js';
import { loadCompanies } from '../../../src/adapters/configuration/companies/load-companies.js';
import { loadIdentityConfiguration } from '../../../src/adapters/configuration/identity/load-identity-configuration.js';
import { controllers, httpProviders, sandboxControllers } from '../../../src/adapters/http/controllers.js';
import { createHttpApp } from '../../../src/adapters/http/create-http-app.js';
import { HealthController } from '../../../src/adapters/http/shared/health.controller.js';
import { SandboxFaceVerifier } from '../../../src/adapters/sandbox/sandbox-face-verifier.js';
import { handlers, services } from '../../../src/application/application.js';
import { OfflineVerifiers } from '../../../src/application/audit/evidence/verifiers.js';
import { SealsWritten } from '../../../src/application/core/event-codec.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { CommonPasswords } from '../../../src/application/identity/common-passwords.js';
import { IdentityConfiguration } from '../../../src/application/identity/configuration.js';
import { FaceLimits } from '../../../src/application/identity/strange-faces.js';
import { CaptchaImage } from '../../../src/application/ports/captcha-image.js';
import { CaptchaSound } from '../../../src/application/ports/captcha-sound.js';
import { Clock } from '../../../src/application/ports/clock.js';
import { Credentials } from '../../../src/application/ports/credentials.js';
import { DataKeys } from '../../../src/application/ports/data-keys.js';
import { EventStore } from '../../../src/application/ports/event-store.js';
import { FaceVerifier } from '../../../src/application/ports/face-verifier.js';
import { IdempotencyRecords } from '../../../src/application/ports/idempotency-records.js';
import { IdentityAuthority } from '../../../src/application/ports/identity-authority.js';
import { PasswordHasher } from '../../../src/application/ports/password-hasher.js';
import { ReadModels } from '../../../src/application/ports/read-models.js';
import { ShortLived } from '../../../src/application/ports/short-lived.js';
import { SmsGateway } from '../../../src/application/ports/sms-gateway.js';
import { TransparencyLog } from '../../../src/application/ports/transparency-log.js';
import { Companies } from '../../../src/application/shared/companies.js';
import { Sessions } from '../../../src/application/shared/sessions.js';
import { LaggingReadModels, MemoryIdempotencyRecords } from '../http-app/fakes.js';
import { tokenLog } from '../http-app/http-app.js';
import { Calls } from './counted.js';
import { MemoryCredentials } from './credentials.js';
import { MemoryDataKeys } from './data-keys.js';
import { MemoryEventStore } from './event-store.js';
import { ManualClock } from './manual-clock.js';
import { MemoryShortLived } from './short-lived.js';
import { FakeGateway } from './sms-fixture.js';
import { MemoryTransparencyLog } from './transparency-log.js';

/** A password is its own hash. */
class PlainHasher extends PasswordHasher {
  override async hash(password: string) {
    return password;
  }
  override async verify(known: string | undefined, password: string) {
    return known === password;
  }
  override isOutdated() {
    return false;
  }
}

export interface MemoryApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly clock: ManualClock;
  /** Of the ports below: how often each was called. */
  readonly calls: Calls;
}

/** The whole application behind HTTP, on ports in memory; those that strangers' calls do not reach are absent. */
export const openMemoryApp = async (now: string): Promise<MemoryApp> => {
  const calls = new Calls();
  const clock = new ManualClock(now);
  const keyring = new Keyring(Buffer.alloc(32, 7));
  const records = new MemoryIdempotencyRecords();
  const shortLived = calls.of('shortLived', new MemoryShortLived(clock));
  const store = new MemoryEventStore();
  const page = { publicUrl: 'http://localhost:3000', faceRedirectUrl: undefined };
  const made = new Map<unknown, unknown>([
    [Clock, clock],
    [EventStore, calls.of('store', store)],
    [TransparencyLog, new MemoryTransparencyLog(store)],
    [ReadModels, new LaggingReadModels()],
    [DataKeys, new MemoryDataKeys()],
    [Credentials, calls.of('credentials', new MemoryCredentials())],
    [IdempotencyRecords, records],
    [ShortLived, shortLived],
    [PasswordHasher, calls.of('hasher', new PlainHasher())],
    [CaptchaImage, { draw: async (text: string) => Buffer.from(text) }],
    [CaptchaSound, { speak: async (text: string) => Buffer.from(text) }],
    [SmsGateway, calls.of('gateway', new FakeGateway())],
    [IdentityAuthority, calls.of('authority', { verify: async () => 'match' })],
    [FaceVerifier, calls.of('faces', new SandboxFaceVerifier(new MemoryShortLived(clock), clock, page))],
    [Keyring, keyring],
    [SealsWritten, new SealsWritten(2)],
    [Companies, new Companies(loadCompanies('companies'))],
    [IdentityConfiguration, new IdentityConfiguration(loadIdentityConfiguration('identity/configuration.json'))],
    [CommonPasswords, new CommonPasswords(new Set())],
    [OfflineVerifiers, new OfflineVerifiers([])],
    [FaceLimits, new FaceLimits(Number.POSITIVE_INFINITY)],
    [Sessions, new Sessions(shortLived, clock)],
  ]);
  const tokens = new Set<unknown>([...ports.map(({ token }) => token), ...made.keys()]);
  const absent = new Set<unknown>([...sandboxControllers, HealthController]);

  @Module({
    imports: [CqrsModule.forRoot()],
    controllers: controllers.filter((each) => !absent.has(each)),
    providers: [
      ...[...tokens].map((provide) => ({ provide: provide as never, useValue: made.get(provide) ?? {} })),
      ...services,
      ...handlers,
      ...httpProviders,
    ],
  })
  class MemoryModule {}

  const options = { log: tokenLog('log'), sandbox: false, logger: false } as const;
  const app = await createHttpApp(MemoryModule, { clock, keyring, records }, options);
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl(), clock, calls };
};
