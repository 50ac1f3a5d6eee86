import { minute } from './time.js';

/** The customer of the walk, and others of the same branch. */
export type Who = 'me' | 'first' | 'second';

export interface ModelTicket {
  readonly id: string;
  readonly who: Who;
  status: 'waiting' | 'inCall' | 'passed' | 'rejected' | 'left' | 'expired';
  heartbeatAt: number;
  callStartedAt: number;
  interruptions: number;
  passedAt: number;
  used: boolean;
}

const silence = 10 * minute;
const callLimit = 30 * minute;
const passLifetime = 30 * minute;

/** One branch's queue and its one agent (F24–F27). */
export class QueueModel {
  readonly tickets: ModelTicket[] = [];
  /** Head first. */
  readonly waiting: ModelTicket[] = [];

  get call(): ModelTicket | undefined {
    return this.tickets.find(({ status }) => status === 'inCall');
  }

  newest(who: Who): ModelTicket | undefined {
    return this.tickets.findLast((ticket) => ticket.who === who);
  }

  /** The ticket that joining again returns (F24). */
  standing(who: Who, now: number): ModelTicket | undefined {
    const ticket = this.newest(who);
    const stands = ticket && (ticket.status === 'waiting' || ticket.status === 'inCall' || usable(ticket, now));
    return stands ? ticket : undefined;
  }

  /** Whether a ticket is what its customer may go on with: a pass that opens nothing is not (F27). */
  isCurrent(ticket: ModelTicket, now: number): boolean {
    return ticket.status !== 'passed' || usable(ticket, now);
  }

  join(who: Who, id: string, now: number): ModelTicket {
    const times = { heartbeatAt: now, callStartedAt: 0, passedAt: 0 };
    const ticket: ModelTicket = { id, who, status: 'waiting', interruptions: 0, used: false, ...times };
    this.tickets.push(ticket);
    this.waiting.push(ticket);
    return ticket;
  }

  leave(ticket: ModelTicket): void {
    if (ticket.status === 'waiting' || ticket.status === 'inCall') this.end(ticket, 'left');
  }

  /** The agent's call: the one at hand, else the head of the queue. */
  next(now: number): ModelTicket | undefined {
    const [head] = this.waiting;
    if (this.call || !head) return this.call;
    this.end(head, 'inCall');
    head.callStartedAt = now;
    return head;
  }

  conclude(ticket: ModelTicket, outcome: 'passed' | 'rejected' | 'interrupted', now: number): void {
    if (outcome === 'interrupted') this.interrupt(ticket, now);
    else Object.assign(ticket, { status: outcome, passedAt: now });
  }

  installRefusal(ticket: ModelTicket, now: number): string | undefined {
    if (ticket.status !== 'passed') return '422 verification.required';
    if (ticket.used) return '409 verification.used';
    return usable(ticket, now) ? undefined : '422 verification.expired';
  }

  passTo(now: number): void {
    const { call } = this;
    if (call && now >= call.callStartedAt + callLimit) this.interrupt(call, call.callStartedAt + callLimit);
    for (const ticket of [...this.waiting]) if (now >= ticket.heartbeatAt + silence) this.end(ticket, 'expired');
  }

  turns(): readonly number[] {
    const passes = this.tickets.filter(({ status, used }) => status === 'passed' && !used);
    const { call } = this;
    return [
      ...passes.map(({ passedAt }) => passedAt + passLifetime),
      ...(call ? [call.callStartedAt + callLimit] : []),
      ...this.waiting.map(({ heartbeatAt }) => heartbeatAt + silence),
    ];
  }

  /** To the head the first time, then to the end (F26). */
  private interrupt(ticket: ModelTicket, now: number): void {
    Object.assign(ticket, { status: 'waiting', heartbeatAt: now });
    if (++ticket.interruptions === 1) this.waiting.unshift(ticket);
    else this.waiting.push(ticket);
  }

  private end(ticket: ModelTicket, status: ModelTicket['status']): void {
    ticket.status = status;
    const place = this.waiting.indexOf(ticket);
    if (place >= 0) this.waiting.splice(place, 1);
  }
}

const usable = ({ status, used, passedAt }: ModelTicket, now: number): boolean =>
  status === 'passed' && !used && now <= passedAt + passLifetime;
