import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { rule } from '../../domain/shared/domain-error.js';
import { minute, plus } from '../../domain/shared/instant.js';
import { sha256 } from '../core/ids.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';
import { SingleUse } from '../shared/single-use.js';

/** By purpose: the person whom a ticket admits, and what the step before established. */
type IdentityTicket = {
  readonly activation: { readonly userId: string };
  readonly activationStep2: { readonly userId: string; readonly mobile: string };
  /** `replaces`: the credential that the reset replaces; the ticket is good for no later one (R11). */
  readonly passwordReset: { readonly userId: string; readonly replaces: string };
};
type Purpose = keyof IdentityTicket;

const lifetime = 10 * minute;

const ticketOf = (purpose: Purpose, token: string) =>
  ({
    space: 'identity-ticket',
    key: `${purpose}/${sha256(token)}`,
    lifetime,
    refusal: () => rule('ticket.invalid'),
  }) as const;

/**
 * Tickets from one step of a journey to the next: 256 random bits of which only the hash is stored, 10 minutes, bound to
 * purpose and person, spent by success.
 */
@Injectable()
export class IdentityTickets {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly singleUse: SingleUse,
  ) {}

  async issue<P extends Purpose>(purpose: P, ticket: IdentityTicket[P]): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const { space, key } = ticketOf(purpose, token);
    await this.shortLived.put(space, key, ticket, plus(this.clock.now(), lifetime));
    return token;
  }

  /** Looks, and spends nothing. @throws DomainError `ticket.invalid`: unknown, expired, spent, of another purpose */
  async read<P extends Purpose>(purpose: P, token: string): Promise<IdentityTicket[P]> {
    const { space, key, refusal } = ticketOf(purpose, token);
    const found = await this.shortLived.find<IdentityTicket[P]>(space, key);
    if (!found || found.spent) throw refusal();
    return found.value;
  }

  /**
   * Does the work with the ticket held for this command; success alone spends it.
   * @throws DomainError `ticket.invalid`, and what `work` throws
   */
  use<P extends Purpose, R>(
    purpose: P,
    token: string,
    commandId: string,
    work: (ticket: IdentityTicket[P]) => Promise<R>,
  ): Promise<R> {
    return this.singleUse.use(ticketOf(purpose, token), commandId, work);
  }
}
