import type { Decider } from '../shared/decider.js';
import { conflict, notFound, rule } from '../shared/domain-error.js';
import { type Instant, minute, plus, second } from '../shared/instant.js';
import type { Held } from '../shared/personal.js';
import type { Agent, VideoVerificationEvent } from './events.js';
import { evolve, type Ticket, type VideoVerification } from './state.js';

export type VideoVerificationCommand =
  | {
      readonly type: 'JoinQueue';
      readonly customerId: string;
      readonly companyCode: string;
      readonly branchCode: string;
      readonly device: string;
      readonly at: Instant;
    }
  | { readonly type: 'StartCall'; readonly agent: Agent; readonly at: Instant }
  | {
      readonly type: 'GiveVerdict';
      readonly agentId: string;
      readonly outcome: 'passed' | 'rejected' | 'interrupted';
      readonly reason: string | null;
      readonly recordingReference: string | null;
      readonly demands: PassDemands;
      /** Whether the customer's side gave a sign of life in this call just now. */
      readonly customerPresent: boolean;
      readonly at: Instant;
    }
  /** No verdict within 30 minutes (F26). */
  | { readonly type: 'TimeOutCall'; readonly at: Instant }
  | { readonly type: 'EndTicket'; readonly by: 'customer' | 'otherDevice' | 'timeout'; readonly at: Instant }
  /** Whatever the ticket still may lead to ends. */
  | { readonly type: 'VoidTicket'; readonly at: Instant }
  | {
      readonly type: 'UsePass';
      readonly device: string;
      readonly certificateId: string;
      readonly keySha256: string;
      readonly at: Instant;
    }
  | { readonly type: 'AbandonTicket'; readonly at: Instant };

/** What a company demands of a call before it may be passed (F26). */
export interface PassDemands {
  readonly recording: 'required' | 'optional';
  /** From the agent's taking the call to the verdict. */
  readonly minimumSeconds: number;
  /** Whether the customer's side must be there when the verdict is given. */
  readonly customerPresent: boolean;
}

/** A call without a verdict counts as interrupted after this, and a pass is good for this long (F26, F27). */
export const callLimit = 30 * minute;
export const passLifetime = 30 * minute;

export const videoVerification: Decider<VideoVerificationCommand, VideoVerificationEvent, VideoVerification> = {
  category: 'VideoVerification',
  initialState: { is: 'none' },
  evolve,
  decide(command, state) {
    if (command.type === 'AbandonTicket')
      return state.is === 'none' ? [{ type: 'VideoVerificationAbandoned', data: { at: command.at } }] : [];
    if (command.type === 'JoinQueue') {
      if (state.is === 'abandoned') throw conflict('revision.conflict');
      if (state.is === 'ticket') return [];
      const { type: _, at, ...data } = command;
      return [{ type: 'VideoVerificationRequested', data: { ...data, requestedAt: at } }];
    }
    if (state.is !== 'ticket') throw notFound('verification.not-found');
    return decideTicket(command, state);
  },
};

type OnTicket = Exclude<VideoVerificationCommand, { type: 'JoinQueue' | 'AbandonTicket' }>;

const decideTicket = (command: OnTicket, ticket: Ticket): readonly VideoVerificationEvent[] => {
  switch (command.type) {
    case 'StartCall':
      if (ticket.status === 'inCall' && ticket.agent?.id === command.agent.id) return [];
      if (ticket.status !== 'waiting') throw conflict('verification.not-in-call');
      return [{ type: 'VideoCallStarted', data: { agent: command.agent, startedAt: command.at } }];
    case 'GiveVerdict':
      return verdict(command, ticket);
    case 'TimeOutCall':
      if (ticket.status !== 'inCall' || !isOver(ticket, command.at)) return [];
      return [{ type: 'VideoCallInterrupted', data: { by: 'timeout', interruptedAt: command.at } }];
    case 'EndTicket':
      return isOpen(ticket) ? [{ type: 'VideoVerificationEnded', data: { by: command.by, endedAt: command.at } }] : [];
    case 'VoidTicket':
      if (isOpen(ticket)) return [{ type: 'VideoVerificationEnded', data: { by: 'customer', endedAt: command.at } }];
      if (ticket.status !== 'passed' || ticket.usedFor || ticket.voided) return [];
      return [{ type: 'VerificationPassVoided', data: { voidedAt: command.at } }];
    case 'UsePass':
      return usePass(command, ticket);
  }
};

const isOpen = ({ status }: Ticket): boolean => status === 'waiting' || status === 'inCall';

/** No verdict within 30 minutes counts as interrupted (F26), also before the timer said so. */
const isOver = (ticket: Ticket, at: Instant): boolean => at >= plus(ticket.callStartedAt!, callLimit);

const verdict = (
  {
    agentId,
    outcome,
    reason,
    recordingReference,
    demands,
    customerPresent,
    at,
  }: Extract<OnTicket, { type: 'GiveVerdict' }>,
  ticket: Ticket,
): readonly VideoVerificationEvent[] => {
  const { agent } = ticket;
  if (agent && agent.id !== agentId) throw notFound('verification.not-found');
  if (ticket.status !== 'inCall' || !agent) throw conflict('verification.not-in-call');
  if (outcome !== 'interrupted' && isOver(ticket, at)) throw conflict('verification.not-in-call');
  switch (outcome) {
    case 'passed':
      if (demands.recording === 'required' && !recordingReference?.trim())
        throw rule('verification.recording-required');
      if (at < plus(ticket.callStartedAt!, demands.minimumSeconds * second)) throw rule('verification.too-short');
      if (demands.customerPresent && !customerPresent) throw rule('verification.customer-absent');
      return [{ type: 'VideoVerificationPassed', data: { agent, recordingReference, passedAt: at } }];
    case 'rejected':
      return [
        {
          type: 'VideoVerificationRejected',
          data: { agent, reason: reason ?? '', recordingReference, rejectedAt: at },
        },
      ];
    case 'interrupted':
      return [{ type: 'VideoCallInterrupted', data: { by: 'agent', interruptedAt: at } }];
  }
};

/**
 * After a pass, and only then, once, within 30 minutes, on the device that took the call (F27). For the key that it was used
 * for the pass still stands until then: whoever lost the answer asks again.
 */
const usePass = (
  command: Extract<OnTicket, { type: 'UsePass' }>,
  ticket: Ticket,
): readonly VideoVerificationEvent[] => {
  const { device, certificateId, keySha256, at } = command;
  if (ticket.status !== 'passed' || ticket.voided) throw rule('verification.required');
  if (ticket.usedFor) {
    if (ticket.usedFor.keySha256 === keySha256 && isPassOf(ticket, device, at)) return [];
    throw conflict('verification.used');
  }
  if (ticket.device !== device) throw rule('verification.other-device');
  if (!isPassOf(ticket, device, at)) throw rule('verification.expired');
  return [{ type: 'VerificationPassUsed', data: { certificateId, keySha256, usedAt: at } }];
};

/** A pass that still opens the way to a certificate on this device. */
export const usablePass = (ticket: Ticket<Held>, device: string, at: Instant): boolean =>
  !ticket.usedFor && isPassOf(ticket, device, at);

const isPassOf = (ticket: Ticket<Held>, device: string, at: Instant): boolean =>
  ticket.status === 'passed' &&
  !ticket.voided &&
  ticket.device === device &&
  at <= plus(ticket.passedAt!, passLifetime);
