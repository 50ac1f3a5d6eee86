import { BeginActivationHandler, FinishActivationHandler } from './activation.js';
import { SetBusinessRegistrationHandler } from './business-registration.js';
import { CancelAccountHandler } from './cancellation.js';
import { ConfirmSessionHandler } from './confirmation.js';
import { Decoys } from './decoys.js';
import { UserErasure } from './erasure.js';
import { FaceChecks } from './face-checks.js';
import { StartFaceVerificationHandler } from './face-verifications.js';
import { IdentityTickets } from './identity-tickets.js';
import { ChangeMobileHandler } from './mobile.js';
import { RequestMobileCodeHandler } from './mobile-codes.js';
import { OrphanedUserClaims } from './orphaned-claims.js';
import { BeginPasswordResetHandler, ChangePasswordHandler, FinishPasswordResetHandler } from './password-changes.js';
import { Passwords } from './passwords.js';
import { GetUserProfileHandler } from './profile.js';
import { RaiseOwnRealNameLevelHandler } from './real-name-level.js';
import { CheckRegistrationHandler, RegisterUserHandler } from './registration.js';
import { SignInByFaceHandler, SignInByPasswordHandler } from './sign-in.js';
import { StrangeFaces } from './strange-faces.js';
import { IdentityUsers } from './users.js';

export const services = [
  Decoys,
  FaceChecks,
  IdentityTickets,
  IdentityUsers,
  OrphanedUserClaims,
  Passwords,
  StrangeFaces,
  UserErasure,
];

export const handlers = [
  CheckRegistrationHandler,
  RequestMobileCodeHandler,
  RegisterUserHandler,
  BeginActivationHandler,
  FinishActivationHandler,
  StartFaceVerificationHandler,
  SignInByPasswordHandler,
  SignInByFaceHandler,
  ConfirmSessionHandler,
  GetUserProfileHandler,
  BeginPasswordResetHandler,
  FinishPasswordResetHandler,
  ChangePasswordHandler,
  ChangeMobileHandler,
  RaiseOwnRealNameLevelHandler,
  SetBusinessRegistrationHandler,
  CancelAccountHandler,
];
