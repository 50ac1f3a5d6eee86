export {
  type Api,
  type ApiOptions,
  ApiProblem,
  answered,
  answeredBytes,
  createApi,
  type ProblemCode,
  photoBody,
  type Schemas,
  type ServerEvent,
  serverEvents,
} from './api.js';
export {
  type AgentTicket,
  agentSide,
  type CallMessage,
  type CallSide,
  customerSide,
  type Ticket,
} from './call-side.js';
export { createCertificateRequest } from './certificate-request.js';
export { DeviceError } from './device-error.js';
export { DeviceKey } from './device-key.js';
export { type DeviceStorage, MemoryDeviceStorage } from './device-storage.js';
export { type SigningRequest, signAgreement } from './signing.js';
export { type CallEnd, type CallState, VideoCall, type VideoCallOptions } from './video-call.js';
