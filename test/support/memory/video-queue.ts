import { type QueuedTicket, VideoQueue } from '../../../src/application/ports/video-queue.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

/** VideoQueue in memory, for unit tests; passes the contract suite of the port. */
export class MemoryVideoQueue extends VideoQueue {
  private branches = new Map<string, QueuedTicket[]>();

  override async enter(branch: string, ticketId: string, at: Instant, place: 'head' | 'end'): Promise<void> {
    const queue = this.of(branch);
    if (queue.some((entry) => entry.ticketId === ticketId)) return;
    queue[place === 'head' ? 'unshift' : 'push']({ ticketId, heartbeatAt: at });
  }

  override async leave(branch: string, ticketId: string): Promise<void> {
    this.branches.set(
      branch,
      this.of(branch).filter((entry) => entry.ticketId !== ticketId),
    );
  }

  override async heartbeat(branch: string, ticketId: string, at: Instant): Promise<boolean> {
    const queue = this.of(branch);
    const place = queue.findIndex((entry) => entry.ticketId === ticketId);
    if (place >= 0) queue[place] = { ticketId, heartbeatAt: at };
    return place >= 0;
  }

  override async list(branch: string): Promise<readonly QueuedTicket[]> {
    return [...this.of(branch)];
  }

  /** Forgets everything, as a server that lost its memory. */
  lose(): void {
    this.branches.clear();
  }

  private of(branch: string): QueuedTicket[] {
    const queue = this.branches.get(branch) ?? [];
    this.branches.set(branch, queue);
    return queue;
  }
}
