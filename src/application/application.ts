import { GetStreamDiffHandler } from './audit/diff.js';
import { ExportEvidenceHandler } from './audit/evidence.js';
import { AuditLog } from './audit/log.js';
import { GetStateAsOfHandler } from './audit/state.js';
import { ReadStreamHandler, SearchStreamsHandler } from './audit/streams.js';
import { ReadAccountChangesHandler } from './back-office/account-changes.js';
import { CallStreams } from './back-office/call-stream.js';
import { CallViews } from './back-office/call-view.js';
import { CustomerForms } from './back-office/customer-form.js';
import { RequestErasureHandler } from './back-office/erasure.js';
import {
  FindIdentityUserHandler,
  ImportIdentityUserHandler,
  RaiseRealNameLevelByOperatorHandler,
} from './back-office/identity-users.js';
import { FileCustomerPhotoHandler, ImportCustomerHandler } from './back-office/import-customer.js';
import {
  DecideRequestHandler,
  GetRequestForReviewHandler,
  GetReviewPhotoHandler,
  ListRequestsForReviewHandler,
} from './back-office/review.js';
import { ReviewViews } from './back-office/review-view.js';
import {
  GetOwnCallHandler,
  GetQueueHandler,
  GiveVerdictHandler,
  TakeNextCallHandler,
} from './back-office/video-calls.js';
import { Claims } from './core/claims.js';
import { CommandRunner } from './core/command-runner.js';
import { EventCodec } from './core/event-codec.js';
import { ReadYourWrites } from './core/read-your-writes.js';
import { CustomerErasure } from './futures/account/customer-erasure.js';
import { Customers } from './futures/account/customers.js';
import { RequestLoginCodeHandler, SignInHandler } from './futures/account/sign-in.js';
import { ActiveCertificates } from './futures/certificate/active-certificates.js';
import {
  GetCurrentCertificateHandler,
  InstallCertificateHandler,
  RevokeCertificateHandler,
} from './futures/certificate/certificates.js';
import { Revocation } from './futures/certificate/revocation.js';
import { SigningCertificates } from './futures/certificate/signing-certificates.js';
import { ApprovalPolicy } from './futures/change-request/approval-policy.js';
import {
  AgreeToResponsibilityLetterHandler,
  GetRequestPhotoHandler,
  GetResponsibilityLetterHandler,
  KeepPhotoHandler,
  UploadPhotoHandler,
} from './futures/change-request/change-request-photos.js';
import { ChangeRequestViews } from './futures/change-request/change-request-view.js';
import { ChangeRequestWriter } from './futures/change-request/change-request-writer.js';
import {
  CancelChangeRequestHandler,
  GetChangeRequestHandler,
  ListChangeRequestsHandler,
  OpenChangeRequestHandler,
  RefreshChangeRequestHandler,
} from './futures/change-request/change-requests.js';
import { ProposeContactPhoneHandler, RequestContactPhoneCodeHandler } from './futures/change-request/contact-phone.js';
import { ProposeCardValidityHandler, ProposeOtherInformationHandler } from './futures/change-request/forms.js';
import { OtherInformationForms } from './futures/change-request/kinds/other-information-form.js';
import { SubmitChangeRequestHandler } from './futures/change-request/submission.js';
import { AgreementSet } from './futures/documents/agreement-set.js';
import { GetPhotoOnFileHandler, GetProfileHandler } from './futures/profile/profile.js';
import {
  ConsentToAgreementsHandler,
  ListAgreementsHandler,
  ShowAgreementHandler,
} from './futures/signing/agreements.js';
import { GetSignatureHandler, OpenSigningSessionHandler, SignAgreementHandler } from './futures/signing/signatures.js';
import { TicketStreams } from './futures/video/ticket-stream.js';
import { TicketViews } from './futures/video/ticket-view.js';
import { GetTicketHandler, JoinVideoQueueHandler, LeaveVideoQueueHandler } from './futures/video/video-verification.js';
import { BeginActivationHandler, FinishActivationHandler } from './identity/activation.js';
import { SetBusinessRegistrationHandler } from './identity/business-registration.js';
import { CancelAccountHandler } from './identity/cancellation.js';
import { ConfirmSessionHandler } from './identity/confirmation.js';
import { Decoys } from './identity/decoys.js';
import { UserErasure } from './identity/erasure.js';
import { FaceChecks } from './identity/face-checks.js';
import { StartFaceVerificationHandler } from './identity/face-verifications.js';
import { ChangeMobileHandler } from './identity/mobile.js';
import { RequestMobileCodeHandler } from './identity/mobile-codes.js';
import { Passwords } from './identity/new-password.js';
import { OrphanedUserClaims } from './identity/orphaned-claims.js';
import { BeginPasswordResetHandler, ChangePasswordHandler, FinishPasswordResetHandler } from './identity/passwords.js';
import { GetUserProfileHandler } from './identity/profile.js';
import { RaiseOwnRealNameLevelHandler } from './identity/real-name-level.js';
import { CheckRegistrationHandler, RegisterUserHandler } from './identity/registration.js';
import { SignInByFaceHandler, SignInByPasswordHandler } from './identity/sign-in.js';
import { Tickets } from './identity/tickets.js';
import { IdentityUsers } from './identity/users.js';
import { ApplyApprovedChanges } from './processes/apply-approved-changes.js';
import { AskCompanyReview } from './processes/ask-company-review.js';
import { DestroySmsKeys } from './processes/destroy-sms-keys.js';
import { EraseAfterRetention } from './processes/erase-after-retention.js';
import { EraseCancelledUsers } from './processes/erase-cancelled-users.js';
import { ExpireRequests } from './processes/expire-requests.js';
import { KeepVideoQueue } from './processes/keep-video-queue.js';
import { ReleaseOrphanedClaims } from './processes/release-orphaned-claims.js';
import { ReleaseReplacedMobiles } from './processes/release-replaced-mobiles.js';
import { SendIdentityNotices } from './processes/send-identity-notices.js';
import { SendNotices } from './processes/send-notices.js';
import { SupersedeCertificates } from './processes/supersede-certificates.js';
import { Captchas } from './shared/captchas.js';
import { Dictionaries } from './shared/dictionaries.js';
import { SealedObjects } from './shared/sealed-objects.js';
import { SmsCodes } from './shared/sms-codes.js';
import { SmsStreams } from './shared/sms-streams.js';

/** The table of contents: what the handlers are made of, every command and query, and every process. */
export const services = [
  ActiveCertificates,
  AgreementSet,
  ApprovalPolicy,
  AuditLog,
  CallStreams,
  CallViews,
  Captchas,
  ChangeRequestViews,
  ChangeRequestWriter,
  Claims,
  CommandRunner,
  CustomerErasure,
  CustomerForms,
  Customers,
  Decoys,
  Dictionaries,
  EventCodec,
  FaceChecks,
  IdentityUsers,
  OrphanedUserClaims,
  OtherInformationForms,
  Passwords,
  ReadYourWrites,
  ReviewViews,
  Revocation,
  SealedObjects,
  SigningCertificates,
  SmsCodes,
  SmsStreams,
  TicketStreams,
  TicketViews,
  Tickets,
  UserErasure,
];

export const handlers = [
  RequestLoginCodeHandler,
  SignInHandler,
  GetProfileHandler,
  GetPhotoOnFileHandler,

  OpenChangeRequestHandler,
  GetChangeRequestHandler,
  ListChangeRequestsHandler,
  CancelChangeRequestHandler,
  RefreshChangeRequestHandler,
  UploadPhotoHandler,
  KeepPhotoHandler,
  GetRequestPhotoHandler,
  GetResponsibilityLetterHandler,
  AgreeToResponsibilityLetterHandler,
  RequestContactPhoneCodeHandler,
  ProposeContactPhoneHandler,
  ProposeCardValidityHandler,
  ProposeOtherInformationHandler,
  ListAgreementsHandler,
  ShowAgreementHandler,
  ConsentToAgreementsHandler,
  OpenSigningSessionHandler,
  SignAgreementHandler,
  GetSignatureHandler,
  SubmitChangeRequestHandler,

  JoinVideoQueueHandler,
  LeaveVideoQueueHandler,
  GetTicketHandler,
  InstallCertificateHandler,
  RevokeCertificateHandler,
  GetCurrentCertificateHandler,

  ImportCustomerHandler,
  FileCustomerPhotoHandler,
  RequestErasureHandler,
  TakeNextCallHandler,
  GiveVerdictHandler,
  GetQueueHandler,
  GetOwnCallHandler,

  ReadAccountChangesHandler,
  ListRequestsForReviewHandler,
  GetRequestForReviewHandler,
  GetReviewPhotoHandler,
  DecideRequestHandler,

  SearchStreamsHandler,
  ReadStreamHandler,
  GetStateAsOfHandler,
  GetStreamDiffHandler,
  ExportEvidenceHandler,

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

  ImportIdentityUserHandler,
  FindIdentityUserHandler,
  RaiseRealNameLevelByOperatorHandler,
];

export const processes = [
  ApplyApprovedChanges,
  AskCompanyReview,
  EraseCancelledUsers,
  DestroySmsKeys,
  EraseAfterRetention,
  ExpireRequests,
  KeepVideoQueue,
  ReleaseOrphanedClaims,
  ReleaseReplacedMobiles,
  SendIdentityNotices,
  SendNotices,
  SupersedeCertificates,
];
