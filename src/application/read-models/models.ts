import { customerAccount } from '../../domain/customer-account/decider.js';
import { customerAccountSchema } from '../../domain/customer-account/events.js';
import { evolve as evolveAccount } from '../../domain/customer-account/state.js';
import { digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { digitalCertificateSchema } from '../../domain/digital-certificate/events.js';
import { identityUser } from '../../domain/identity-user/decider.js';
import { identityUserSchema } from '../../domain/identity-user/events.js';
import { evolve as evolveUser } from '../../domain/identity-user/state.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { profileChangeRequestSchema } from '../../domain/profile-change-request/events.js';
import { evolve as evolveRequest } from '../../domain/profile-change-request/state.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import { videoVerificationSchema } from '../../domain/video-verification/events.js';
import { evolve as evolveTicket } from '../../domain/video-verification/state.js';
import { branchKey } from '../ports/video-queue.js';
import { accountChanges } from './account-changes.js';
import { looks } from './looks.js';
import { stateModel } from './state-model.js';
import { streams } from './streams.js';

export const customerProfiles = stateModel({
  name: 'customer_profile',
  version: 2,
  decider: customerAccount,
  evolve: evolveAccount<'sealed'>,
  schema: customerAccountSchema,
  index: { companyCode: (account) => (account.is === 'registered' ? account.companyCode : null) },
});

export const changeRequests = stateModel({
  name: 'change_request',
  version: 5,
  decider: profileChangeRequest,
  evolve: evolveRequest<'sealed'>,
  schema: profileChangeRequestSchema,
  index: {
    customerId: (request) => (request.is === 'opened' ? request.customerId : null),
    companyCode: (request) => (request.is === 'opened' ? request.companyCode : null),
    kind: (request) => (request.is === 'opened' ? request.kind : null),
    status: (request) => (request.is === 'opened' ? request.status : null),
  },
  lists: [['customerId'], ['customerId', 'kind'], ['customerId', 'status'], ['companyCode', 'status']],
});

export const certificates = stateModel({
  name: 'certificate',
  version: 1,
  decider: digitalCertificate,
  evolve: digitalCertificate.evolve,
  schema: digitalCertificateSchema,
  index: {
    customerId: (certificate) => (certificate.is === 'issued' ? certificate.customerId : null),
    revoked: (certificate) => (certificate.is === 'issued' && certificate.revoked ? 'yes' : null),
  },
});

export const videoVerifications = stateModel({
  name: 'video_verification',
  version: 4,
  decider: videoVerification,
  evolve: evolveTicket<'sealed'>,
  schema: videoVerificationSchema,
  index: {
    customerId: (ticket) => (ticket.is === 'ticket' ? ticket.customerId : null),
    status: (ticket) => (ticket.is === 'ticket' ? ticket.status : null),
    branch: (ticket) => (ticket.is === 'ticket' ? branchKey(ticket.companyCode, ticket.branchCode) : null),
  },
  lists: [['customerId'], ['status'], ['branch', 'status']],
});

export const identityUsers = stateModel({
  name: 'identity_user',
  version: 2,
  decider: identityUser,
  evolve: evolveUser<'sealed'>,
  schema: identityUserSchema,
  index: {},
});

/** Every model that the projection engine keeps. */
export const readModels = [
  customerProfiles,
  changeRequests,
  certificates,
  videoVerifications,
  accountChanges,
  identityUsers,
  streams,
  looks,
] as const;
