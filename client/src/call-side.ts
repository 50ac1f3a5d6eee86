import { ApiProblem, answered, type Result } from './answers.js';
import type { Api, Schemas } from './api.js';
import type { NegotiationMessage } from './negotiation.js';

/**
 * What the two sides of a call tell each other through the service. `from` names the sender's entry into the room, a new
 * one after a reload; `to` the entry it is meant for. A `hello` without `to` is for whoever is there.
 */
export type CallMessage = { readonly from: string; readonly to?: string } & (
  | { readonly type: 'hello' }
  | { readonly type: 'bye' }
  | NegotiationMessage
);

/** One side's way through the service: its event stream, and where its messages go. */
export interface CallSide<Ticket extends { readonly status: string }> {
  /** Who gives way when both offer at once: the customer. */
  readonly polite: boolean;
  /** The stream of `queue` and `signal` events. @throws ApiProblem */
  events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** @throws ApiProblem */
  send(message: CallMessage): Promise<unknown>;
  /** Whether this side has nothing more to expect of a ticket. */
  isOver(ticket: Ticket): boolean;
}

/** A ticket of the queue, as its customer sees it (F25). */
export type Ticket = Schemas['TicketAnswer'];

const final: readonly Ticket['status'][] = ['passed', 'rejected', 'left', 'expired'];

/**
 * The customer's side of a ticket (F26). An interrupted call waits again, and goes on with the next agent.
 * @param id the ticket's
 */
export const customerSide = (api: Api, id: string): CallSide<Ticket> => {
  const params = { path: { id } };
  return {
    polite: true,
    events: (signal) => streamed(api.GET('/v1/futures/video-verifications/{id}/events', opened(params, signal))),
    send: (data) => answered(api.POST('/v1/futures/video-verifications/{id}/signals', { params, body: { data } })),
    isOver: ({ status }) => final.includes(status),
  };
};

/** What an agent's stream tells of the ticket. */
export type AgentTicket = Pick<Ticket, 'id' | 'status'>;

/**
 * The side of the agent who took the call (F26). Any verdict ends it.
 * @param id the ticket's, from `next` or `current`
 */
export const agentSide = (api: Api, id: string): CallSide<AgentTicket> => {
  const params = { path: { id } };
  return {
    polite: false,
    events: (signal) => streamed(api.GET('/v1/staff/video-verifications/{id}/events', opened(params, signal))),
    send: (data) => answered(api.POST('/v1/staff/video-verifications/{id}/signals', { params, body: { data } })),
    isOver: ({ status }) => status !== 'inCall',
  };
};

const opened = <Params>(params: Params, signal: AbortSignal) => ({ params, signal, parseAs: 'stream' }) as const;

const streamed = async (call: Promise<Result>) => (await answered(call)) as ReadableStream<Uint8Array>;

/** Whether trying again would be refused again: the session or the call is gone. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status < 500 && error.status !== 409 && error.status !== 429;
