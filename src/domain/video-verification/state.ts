import type { Instant } from '../shared/instant.js';
import type { Held, Personal } from '../shared/personal.js';
import type { Agent, VideoVerificationEvent } from './events.js';

export const ticketStatuses = ['waiting', 'inCall', 'passed', 'rejected', 'left', 'expired'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export interface Ticket<H extends Held = 'opened'> {
  readonly is: 'ticket';
  readonly status: TicketStatus;
  readonly customerId: string;
  readonly companyCode: string;
  readonly branchCode: string;
  readonly device: string;
  readonly requestedAt: Instant;
  readonly agent: Personal<Agent, H> | null;
  readonly callStartedAt: Instant | null;
  readonly interruptions: number;
  readonly passedAt: Instant | null;
  readonly reason: Personal<string, H> | null;
  readonly endedBy: 'customer' | 'otherDevice' | 'timeout' | 'agent' | null;
  readonly usedFor: { readonly certificateId: string; readonly keySha256: string } | null;
  /** A pass that opens nothing any more. */
  readonly voided?: true;
}

export type VideoVerification<H extends Held = 'opened'> =
  | { readonly is: 'none' }
  | { readonly is: 'abandoned' }
  | Ticket<H>;

export const evolve = <H extends Held>(
  state: VideoVerification<H>,
  event: VideoVerificationEvent<H>,
): VideoVerification<H> => {
  if (event.type === 'VideoVerificationRequested') return requested(event.data);
  if (event.type === 'VideoVerificationAbandoned') return { is: 'abandoned' };
  return state.is === 'ticket' ? change(state, event) : state;
};

type Request = Extract<VideoVerificationEvent, { type: 'VideoVerificationRequested' }>['data'];

const requested = <H extends Held>(data: Request): Ticket<H> => ({
  is: 'ticket',
  status: 'waiting',
  ...data,
  agent: null,
  callStartedAt: null,
  interruptions: 0,
  passedAt: null,
  reason: null,
  endedBy: null,
  usedFor: null,
});

type Change<H extends Held> = Exclude<
  VideoVerificationEvent<H>,
  { type: 'VideoVerificationRequested' | 'VideoVerificationAbandoned' }
>;

const change = <H extends Held>(ticket: Ticket<H>, event: Change<H>): Ticket<H> => {
  switch (event.type) {
    case 'VideoCallStarted':
      return { ...ticket, status: 'inCall', agent: event.data.agent, callStartedAt: event.data.startedAt };
    case 'VideoCallInterrupted':
      return {
        ...ticket,
        status: 'waiting',
        agent: null,
        callStartedAt: null,
        interruptions: ticket.interruptions + 1,
      };
    case 'VideoVerificationPassed':
      return { ...ticket, status: 'passed', passedAt: event.data.passedAt, endedBy: 'agent' };
    case 'VideoVerificationRejected':
      return { ...ticket, status: 'rejected', reason: event.data.reason, endedBy: 'agent' };
    case 'VideoVerificationEnded':
      return { ...ticket, status: event.data.by === 'timeout' ? 'expired' : 'left', endedBy: event.data.by };
    case 'VerificationPassUsed': {
      const { certificateId, keySha256 } = event.data;
      return { ...ticket, usedFor: { certificateId, keySha256 } };
    }
    case 'VerificationPassVoided':
      return { ...ticket, voided: true };
  }
};

/** Where a waiting ticket enters the queue: at the head after its first interruption, else at the end (F26). */
export const placeInQueue = ({ interruptions }: Ticket<Held>): 'head' | 'end' => (interruptions === 1 ? 'head' : 'end');
