export {
  type Answer,
  type AnswerHeaders,
  ApiProblem,
  answered,
  answeredBytes,
  answeredWith,
  type ProblemCode,
  type Result,
} from './answers.js';
export { type Api, type ApiOptions, createApi, type Schemas } from './api.js';
export {
  type AgentTicket,
  agentSide,
  type CallMessage,
  type CallSide,
  customerSide,
  type Ticket,
} from './call-side.js';
export { createCertificateRequest } from './certificate-request.js';
export { ConnectionError } from './connection.js';
export type { ApiConventions } from './conventions.js';
export { DeviceError, type DeviceErrorCode, deviceErrorText } from './device-error.js';
export { DeviceKey, type Signer } from './device-key.js';
export type { CertificateRequest } from './device-record.js';
export { type DeviceStorage, MemoryDeviceStorage } from './device-storage.js';
export { IndexedDbDeviceStorage, type IndexedDbOptions } from './indexed-db-device-storage.js';
export { type Installation, type IssuedCertificate, installCertificate } from './install-certificate.js';
export type { Language } from './language.js';
export { photoBody } from './photo.js';
export { type Call, press, type Write } from './press.js';
export { type Clock, isPassing, type RepeatOptions } from './repeated.js';
export { type EventsOptions, type ServerEvent, serverEvents } from './server-events.js';
export { type ShrinkOptions, shrinkPhoto } from './shrink-photo.js';
export { type AgreementSigning, signAgreements } from './sign-agreements.js';
export { type SigningRequest, signAgreement } from './signing.js';
export { type PhotoUpload, uploadPhoto } from './upload-photo.js';
export { type CallEnd, type CallState, VideoCall, type VideoCallOptions } from './video-call.js';
