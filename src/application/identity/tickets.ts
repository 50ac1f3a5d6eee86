import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { rule } from '../../domain/shared/domain-error.js';
import { minute, plus } from '../../domain/shared/instant.js';
import { sha256 } from '../core/ids.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';

export type TicketPurpose = 'activation' | 'activationStep2' | 'passwordReset';

/** Whom a ticket lets go on, and with which mobile where a step before has verified one. */
export interface Ticket {
  readonly userId: string;
  readonly mobile: string | null;
}

type StoredTicket = Ticket & {
  readonly purpose: TicketPurpose;
  readonly spentBy: string | null;
  readonly [member: string]: string | null;
};

const lifetime = 10 * minute;

/**
 * Tickets from one step to the next: 256 random bits of which only the hash is stored, 10 minutes, bound to purpose and
 * person, spent by success.
 */
@Injectable()
export class Tickets {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
  ) {}

  async issue(purpose: TicketPurpose, userId: string, mobile: string | null = null): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const stored: StoredTicket = { purpose, userId, mobile, spentBy: null };
    await this.shortLived.put('ticket', sha256(token), stored, plus(this.clock.now(), lifetime));
    return token;
  }

  /** Looks, and spends nothing. @throws DomainError `ticket.invalid`: unknown, expired, spent, of another purpose */
  async read(purpose: TicketPurpose, token: string, commandId: string): Promise<StoredTicket> {
    const ticket = await this.shortLived.get<StoredTicket>('ticket', sha256(token));
    if (ticket?.purpose !== purpose) throw rule('ticket.invalid');
    if (ticket.spentBy !== null && ticket.spentBy !== commandId) throw rule('ticket.invalid');
    return ticket;
  }

  /**
   * Holds the ticket while `work` goes on and spends it on success; a refusal gives it back. A repeat of the same command
   * may use it again. @throws DomainError `ticket.invalid`, and what `work` throws
   */
  async use<T>(purpose: TicketPurpose, token: string, commandId: string, work: (ticket: Ticket) => Promise<T>) {
    const key = sha256(token);
    const mine = await this.shortLived.reserve('ticket', key, commandId);
    const ticket = await this.read(purpose, token, commandId);
    if (!mine && ticket.spentBy !== commandId) throw rule('ticket.invalid');
    try {
      const result = await work(ticket);
      const spent = { ...ticket, spentBy: commandId };
      await this.shortLived.put('ticket', key, spent, plus(this.clock.now(), lifetime));
      return result;
    } catch (error) {
      await this.shortLived.release('ticket', key, commandId);
      throw error;
    }
  }
}
