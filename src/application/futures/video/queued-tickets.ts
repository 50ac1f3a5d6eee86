import { Injectable } from '@nestjs/common';
import { videoVerification } from '../../../domain/video-verification/decider.js';
import { placeInQueue } from '../../../domain/video-verification/state.js';
import { CommandRunner } from '../../core/command-runner.js';
import { Clock } from '../../ports/clock.js';
import { ReadModels } from '../../ports/read-models.js';
import { branchKey, VideoQueue } from '../../ports/video-queue.js';
import { allRows } from '../../read-models/all-rows.js';
import { videoVerifications } from '../../read-models/models.js';

/** Makes the queue have every ticket that waits (F24): its entries may have been lost with their server, without a sign. */
@Injectable()
export class QueuedTickets {
  constructor(
    private readonly readModels: ReadModels,
    private readonly runner: CommandRunner,
    private readonly queue: VideoQueue,
    private readonly clock: Clock,
  ) {}

  /** A sign of life of a waiting ticket (F26). Where it is not in the queue, all that wait in its branch are entered. */
  async heartbeat(branch: string, ticketId: string): Promise<void> {
    if (!(await this.queue.heartbeat(branch, ticketId, this.clock.now()))) await this.enterMissing({ branch });
  }

  /** Enters the waiting tickets that are not in, oldest first, in one branch or in all. */
  async enterMissing(where: { readonly branch?: string } = {}): Promise<void> {
    const queued = new Map<string, ReadonlySet<string>>();
    for await (const { key, row } of allRows(this.readModels, videoVerifications, { ...where, status: 'waiting' })) {
      if (row.state.is !== 'ticket') continue;
      const branch = branchKey(row.state.companyCode, row.state.branchCode);
      const known = queued.get(branch) ?? (await this.idsIn(branch));
      queued.set(branch, known);
      if (!known.has(key)) await this.enter(branch, key);
    }
  }

  /** The row may be older than the call that has begun. */
  private async enter(branch: string, ticketId: string): Promise<void> {
    const { state } = await this.runner.load(videoVerification, ticketId);
    if (state.is === 'ticket' && state.status === 'waiting')
      await this.queue.enter(branch, ticketId, this.clock.now(), placeInQueue(state));
  }

  private async idsIn(branch: string): Promise<ReadonlySet<string>> {
    return new Set((await this.queue.list(branch)).map(({ ticketId }) => ticketId));
  }
}
