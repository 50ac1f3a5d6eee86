import type { Decider } from '../shared/decider.js';
import { conflict, notFound, rule } from '../shared/domain-error.js';
import type { Instant } from '../shared/instant.js';
import type { ProfileChangeRequestCommand } from './commands.js';
import type { ProfileChangeRequestEvent } from './events.js';
import { basisOf, keepPhoto, mustBeFresh, propose, refresh, uploadPhoto } from './form.js';
import { consent, show, sign, submit, voidSignatures } from './signing.js';
import { evolve, type OpenedRequest, type ProfileChangeRequest } from './state.js';

export const profileChangeRequest: Decider<
  ProfileChangeRequestCommand,
  ProfileChangeRequestEvent,
  ProfileChangeRequest
> = {
  category: 'ProfileChangeRequest',
  initialState: { is: 'none' },
  evolve,
  decide(command, state) {
    if (command.type === 'AbandonRequest')
      return state.is === 'none' ? [{ type: 'ProfileChangeRequestAbandoned', data: { at: command.at } }] : [];
    if (command.type === 'OpenRequest') return open(command, state);
    if (state.is !== 'opened') throw notFound('change-request.not-found');
    return decideOpened(command, state);
  },
};

type AfterOpening = Exclude<ProfileChangeRequestCommand, { type: 'OpenRequest' | 'AbandonRequest' }>;

const decideOpened = (command: AfterOpening, request: OpenedRequest): readonly ProfileChangeRequestEvent[] => {
  switch (command.type) {
    case 'ApproveRequest':
    case 'RejectRequest':
      return review(command, request);
    case 'RefreshRequest':
      return refreshOrReopen(command, request);
    case 'CancelRequest':
      if (request.status === 'cancelled') return [];
      mustBeOpen(request, command.at);
      return [{ type: 'ProfileChangeRequestCancelled', data: { cancelledAt: command.at } }];
    case 'VoidSignatures':
      return voidSignatures(command, request);
    case 'ExpireRequest':
      if (request.status !== 'open' || command.at < request.expiresAt) return [];
      return [{ type: 'ProfileChangeRequestExpired', data: { expiredAt: command.at } }];
    case 'ConfirmApplication':
      if (request.status !== 'submitted' || !request.approved) return [];
      return [{ type: 'ProfileChangeRequestApplied', data: { appliedAt: command.at } }];
    case 'ReopenRequest':
      if (request.status !== 'submitted' || !request.approved) return [];
      return reopen(request, command.at);
    default:
      mustBeOpen(request, command.at);
      return decideOpen(command, request);
  }
};

type WhileOpen = Exclude<
  AfterOpening,
  {
    type:
      | 'ApproveRequest'
      | 'RejectRequest'
      | 'RefreshRequest'
      | 'CancelRequest'
      | 'VoidSignatures'
      | 'ExpireRequest'
      | 'ConfirmApplication'
      | 'ReopenRequest';
  }
>;

const decideOpen = (command: WhileOpen, request: OpenedRequest): readonly ProfileChangeRequestEvent[] => {
  switch (command.type) {
    case 'UploadPhoto':
      return uploadPhoto(command, request);
    case 'KeepPhoto':
      return keepPhoto(command, request);
    case 'AgreeToLetter':
      if (command.version !== command.letter.version) throw rule('responsibility-letter.outdated');
      if (request.letter?.version === command.version) return [];
      return [
        { type: 'ResponsibilityLetterAgreed', data: { ...command.letter, scope: 'general', agreedAt: command.at } },
      ];
    case 'ProposeChange':
      return propose(command, request);
    case 'ShowAgreement':
      return show(command, request);
    case 'SignAgreement':
      return sign(command, request);
    case 'ConsentToAgreements':
      return consent(command, request);
    case 'SubmitRequest':
      return submit(command, request);
  }
};

type Open = Extract<ProfileChangeRequestCommand, { type: 'OpenRequest' }>;

const open = (command: Open, state: ProfileChangeRequest): readonly ProfileChangeRequestEvent[] => {
  if (state.is === 'opened') return [];
  if (state.is === 'abandoned') throw conflict('revision.conflict');
  const { type: _, group, at, ...data } = command;
  return [{ type: 'ProfileChangeRequestOpened', data: { ...data, ...basisOf(group), openedAt: at } }];
};

/** Back to the customer, unless its time is over by now (F19). */
const reopen = ({ expiresAt }: OpenedRequest, at: Instant): readonly ProfileChangeRequestEvent[] => {
  const reopened = { type: 'ProfileChangeRequestReopened', data: { reason: 'stale', reopenedAt: at } } as const;
  if (at < expiresAt) return [reopened];
  return [reopened, { type: 'ProfileChangeRequestExpired', data: { expiredAt: at } }];
};

/**
 * A stale request is taken up again (F19): also a submitted one that no reviewer could approve any more; it goes back to
 * the customer first.
 */
const refreshOrReopen = (
  command: Extract<AfterOpening, { type: 'RefreshRequest' }>,
  request: OpenedRequest,
): readonly ProfileChangeRequestEvent[] => {
  const { at, group } = command;
  const awaitsReview = request.status === 'submitted' && !request.approved && at < request.expiresAt;
  if (awaitsReview && request.basis !== group.version) return [...reopen(request, at), ...refresh(command, request)];
  mustBeOpen(request, at);
  return refresh(command, request);
};

type Review = Extract<AfterOpening, { type: 'ApproveRequest' | 'RejectRequest' }>;

/**
 * Of a submitted request that nobody decided yet (F22), and upon the profile as it still is (F19). A reviewer is told that
 * it is stale; the company's own system is not there to be told, so that the request goes back to the customer.
 */
const review = (command: Review, request: OpenedRequest): readonly ProfileChangeRequestEvent[] => {
  const { at } = command;
  if (command.type === 'ApproveRequest' && request.approved) return [];
  if (command.type === 'RejectRequest' && request.status === 'rejected') return [];
  if (request.status !== 'submitted' || request.approved)
    throw conflict('change-request.closed', { requestStatus: request.status });
  if (command.type === 'RejectRequest')
    return [{ type: 'ProfileChangeRequestRejected', data: { reason: command.reason, decidedAt: at } }];
  const { by, group } = command;
  if (by === 'companyReview' && request.basis !== group.version) return reopen(request, at);
  mustBeFresh(request, group);
  return [{ type: 'ProfileChangeRequestApproved', data: { by, decidedAt: at } }];
};

/** An open request takes changes until it is submitted or its time is over (F19). */
export const mustBeOpen = (request: OpenedRequest, at: Instant): void => {
  if (request.status !== 'open') throw conflict('change-request.closed', { requestStatus: request.status });
  if (at >= request.expiresAt) throw conflict('change-request.closed', { requestStatus: 'expired' });
};
