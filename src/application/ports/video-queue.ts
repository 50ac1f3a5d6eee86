import type { Instant } from '../../domain/shared/instant.js';

export interface QueuedTicket {
  readonly ticketId: string;
  readonly heartbeatAt: Instant;
}

/**
 * Order and heartbeats of the waiting tickets of a branch (F24–F26). Who takes a ticket is decided by the ticket's
 * stream, not here: an entry whose ticket no longer waits is removed by whoever finds it, and entries may be lost with
 * their server.
 */
export abstract class VideoQueue {
  /** Enters a ticket at the head (an interrupted call) or the end; a ticket that is in keeps its place. */
  abstract enter(branch: string, ticketId: string, at: Instant, place: 'head' | 'end'): Promise<void>;
  abstract leave(branch: string, ticketId: string): Promise<void>;
  /** Notes a sign of life; false, and nothing, when the ticket is not in. */
  abstract heartbeat(branch: string, ticketId: string, at: Instant): Promise<boolean>;
  /** In order, head first. `branch` is `<company>/<branch code>`. */
  abstract list(branch: string): Promise<readonly QueuedTicket[]>;
}

export const branchKey = (companyCode: string, branchCode: string): string => `${companyCode}/${branchCode}`;
