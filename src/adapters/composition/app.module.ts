import { Module, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { handlers, processes, services } from '../../application/application.js';
import { OfflineVerifiers } from '../../application/audit/evidence/verifiers.js';
import { SealsWritten } from '../../application/core/event-codec.js';
import { Keyring } from '../../application/core/keyring.js';
import { CommonPasswords } from '../../application/identity/common-passwords.js';
import { IdentityConfiguration } from '../../application/identity/configuration.js';
import { FaceLimits } from '../../application/identity/strange-faces.js';
import { Clock } from '../../application/ports/clock.js';
import { FaceVerifier } from '../../application/ports/face-verifier.js';
import {
  SandboxCaptchas,
  SandboxClock,
  SandboxFaces,
  SandboxPeople,
  SandboxSms,
  SandboxStaffTokens,
} from '../../application/ports/sandbox.js';
import { ShortLived } from '../../application/ports/short-lived.js';
import { Captchas } from '../../application/shared/captchas.js';
import { Companies } from '../../application/shared/companies.js';
import { Sessions } from '../../application/shared/sessions.js';
import { controllers, httpProviders, sandboxControllers } from '../http/controllers.js';
import { ObservedSessions } from '../observability/observed-sessions.js';
import { peopleAreThere } from '../postgres/settings.js';
import { inhabitants } from '../sandbox/people/people-text.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import type { Adapters } from './adapters.js';
import type { Parts } from './parts.js';
import { workers } from './workers.js';

/** The application with its adapters, behind HTTP. */
export const appModule = (parts: Parts, adapters: Adapters): Type => {
  @Module({
    imports: [CqrsModule.forRoot()],
    controllers: controllers.filter((each) => parts.sandbox || !sandboxControllers.includes(each)),
    providers: [
      ...adapters.providers,
      ...given(parts, adapters),
      ...(parts.sandbox ? sandboxPorts(parts.sandbox, parts.pool) : []),
      ...workers(parts, adapters),
      ...services,
      ...handlers,
      ...processes,
      ...httpProviders,
    ],
  })
  class AppModule {}
  return AppModule;
};

/** What the application is given beside its ports. */
export const given = (
  { keyring, companies, identity, commonPasswords, verifiers, config, metrics, log }: Parts,
  { of }: Adapters,
) => [
  value(Keyring, keyring),
  value(SealsWritten, new SealsWritten(config.sealFormat)),
  value(Companies, companies),
  value(IdentityConfiguration, new IdentityConfiguration(identity)),
  value(CommonPasswords, commonPasswords),
  value(OfflineVerifiers, verifiers),
  value(FaceLimits, new FaceLimits(config.facesWithoutCaptcha)),
  value(Sessions, new ObservedSessions(of(ShortLived), of(Clock), config.sessions, metrics, log)),
];

/** What there is in a sandbox alone. */
export const sandboxPorts = ({ sms, clock, staffTokens }: Sandbox, pool: Pool) => [
  value(SandboxSms, sms),
  value(SandboxClock, clock),
  value(SandboxStaffTokens, staffTokens),
  value(SandboxPeople, { all: async () => ((await peopleAreThere(pool)) ? inhabitants() : []) }),
  { provide: SandboxCaptchas, useExisting: Captchas },
  { provide: SandboxFaces, useExisting: FaceVerifier },
];

const value = <T>(provide: abstract new (...args: never[]) => T, useValue: T) =>
  ({ provide, useValue }) satisfies Provider;
