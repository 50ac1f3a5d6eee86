import type { Provider, Type } from '@nestjs/common';
import { StaffTokens } from '../../application/ports/staff-tokens.js';
import { Sessions } from '../../application/shared/sessions.js';
import { EvidenceController } from './audit/evidence.controller.js';
import { AuditLogController } from './audit/log.controller.js';
import { StreamStatesController } from './audit/stream-states.controller.js';
import { StreamsController } from './audit/streams.controller.js';
import { Authentication } from './authentication.js';
import { AgreementsController } from './futures/agreements.controller.js';
import { CertificatesController } from './futures/certificates.controller.js';
import { ChangeRequestsController } from './futures/change-requests.controller.js';
import { ContactPhoneController } from './futures/contact-phone.controller.js';
import { ProfileController } from './futures/profile.controller.js';
import { formControllers } from './futures/request-forms.controller.js';
import { OwnRequestCheck, RequestPhotosController } from './futures/request-photos.controller.js';
import { SignInController } from './futures/sign-in.controller.js';
import { VideoVerificationsController } from './futures/video-verifications.controller.js';
import { ActivationController } from './identity/activation.controller.js';
import { IdentityConfigurationController } from './identity/configuration.controller.js';
import { FaceVerificationsController } from './identity/face-verifications.controller.js';
import { MeController } from './identity/me.controller.js';
import { PasswordResetsController } from './identity/password-resets.controller.js';
import { RegistrationController } from './identity/registration.controller.js';
import { UserSignInController } from './identity/sign-in.controller.js';
import { PkiController } from './pki/pki.controller.js';
import { AuthorizationCodes } from './sandbox/authorization-codes.js';
import { SandboxFacesController } from './sandbox/faces.controller.js';
import { SandboxIssuerController } from './sandbox/issuer.controller.js';
import { SandboxMessagesController } from './sandbox/messages.controller.js';
import { SandboxPeopleController } from './sandbox/people.controller.js';
import { SandboxController } from './sandbox/sandbox.controller.js';
import { CaptchasController } from './shared/captchas.controller.js';
import { DictionariesController } from './shared/dictionaries.controller.js';
import { HealthController } from './shared/health.controller.js';
import { ProblemsController } from './shared/problems.controller.js';
import { EventStreams } from './sse.js';
import { AccountChangesController } from './staff/account-changes.controller.js';
import { StaffChangeRequestsController } from './staff/change-requests.controller.js';
import { CustomersController, OwnCustomerCheck } from './staff/customers.controller.js';
import { ErasuresController } from './staff/erasures.controller.js';
import { IdentityUsersController } from './staff/identity-users.controller.js';
import { StaffMeController } from './staff/me.controller.js';
import { StaffSignInController } from './staff/sign-in.controller.js';
import { StaffVideoVerificationsController } from './staff/video-verifications.controller.js';
import { StreamCallers } from './stream-callers.js';
import { TransparencyLogController } from './tlog/transparency-log.controller.js';

/** Of a sandbox alone. */
export const sandboxControllers: Type[] = [
  SandboxController,
  SandboxFacesController,
  SandboxIssuerController,
  SandboxMessagesController,
  SandboxPeopleController,
];

export const controllers: Type[] = [
  HealthController,
  CaptchasController,
  DictionariesController,
  ProblemsController,
  SignInController,
  ProfileController,
  ChangeRequestsController,
  RequestPhotosController,
  ContactPhoneController,
  ...formControllers,
  AgreementsController,
  VideoVerificationsController,
  CertificatesController,
  IdentityConfigurationController,
  RegistrationController,
  ActivationController,
  UserSignInController,
  FaceVerificationsController,
  PasswordResetsController,
  MeController,
  PkiController,
  TransparencyLogController,
  StaffSignInController,
  StaffMeController,
  CustomersController,
  IdentityUsersController,
  StaffVideoVerificationsController,
  StaffChangeRequestsController,
  AccountChangesController,
  ErasuresController,
  StreamsController,
  StreamStatesController,
  AuditLogController,
  EvidenceController,
  ...sandboxControllers,
];

export const httpProviders: Provider[] = [
  AuthorizationCodes,
  StreamCallers,
  EventStreams,
  OwnRequestCheck,
  OwnCustomerCheck,
  {
    provide: Authentication,
    useFactory: (sessions: Sessions, staffTokens: StaffTokens) => new Authentication(sessions, staffTokens),
    inject: [Sessions, StaffTokens],
  },
];
