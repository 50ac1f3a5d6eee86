/** A ticket of ten minutes between two screens of a journey: of this tab, and in no address. */
export interface Ticket {
  readonly ticket: string;
  /** The account that it is for, masked. */
  readonly account?: string;
}

export type Journey = 'activation' | 'activation-name' | 'reset';

const placeOf = (journey: Journey): string => `realname.identity.ticket.${journey}`;

export const keepTicket = (journey: Journey, ticket: Ticket): void =>
  sessionStorage.setItem(placeOf(journey), JSON.stringify(ticket));

export const ticketOf = (journey: Journey): Ticket | undefined => {
  const kept = sessionStorage.getItem(placeOf(journey));
  return kept === null ? undefined : (JSON.parse(kept) as Ticket);
};

export const dropTicket = (journey: Journey): void => sessionStorage.removeItem(placeOf(journey));
