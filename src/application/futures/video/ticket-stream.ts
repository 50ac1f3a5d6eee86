import { Injectable } from '@nestjs/common';
import { merged, Signal } from '../../core/signal.js';
import type { JsonObject } from '../../ports/json.js';
import { ReadModels } from '../../ports/read-models.js';
import { branchKey } from '../../ports/video-queue.js';
import { VideoSignals } from '../../ports/video-signals.js';
import { videoVerifications } from '../../read-models/models.js';
import type { FuturesSession } from '../account/customers.js';
import { CallPresence } from './call-presence.js';
import { QueuedTickets } from './queued-tickets.js';
import { type TicketView, TicketViews } from './ticket-view.js';

export type TicketStreamEvent =
  | { readonly event: 'queue'; readonly data: TicketView }
  | { readonly event: 'signal'; readonly data: JsonObject };

const orderFollowsWithinMs = 500;
const final: readonly TicketView['status'][] = ['passed', 'rejected', 'left', 'expired'];

/**
 * What a waiting customer's device is told, live (F25, F26): the whole ticket whenever it changed, on every stream, and signals
 * on the one that was opened last.
 */
@Injectable()
export class TicketStreams {
  constructor(
    private readonly readModels: ReadModels,
    private readonly views: TicketViews,
    private readonly queued: QueuedTickets,
    private readonly presence: CallPresence,
    private readonly signals: VideoSignals,
  ) {}

  /** Ends after a final status, or when `signal` aborts. */
  async *watch(id: string, session: FuturesSession, signal: AbortSignal): AsyncIterable<TicketStreamEvent> {
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    const sources: AsyncIterable<TicketStreamEvent>[] = [
      mapped(this.tickets(id, session, until), (data) => ({ event: 'queue', data }) as const),
    ];
    if (await this.views.isOnThisDevice(id, session)) {
      const signals = await this.signals.receive(id, 'customer', until);
      sources.push(mapped(signals, (data) => ({ event: 'signal', data }) as const));
    }
    try {
      for await (const event of merged(sources)) {
        if (event.event === 'queue' && event.data.call) await this.presence.note(id, session);
        yield event;
        if (event.event === 'queue' && final.includes(event.data.status)) return;
      }
    } finally {
      over.abort();
    }
  }

  /** An open stream is a heartbeat. */
  async heartbeat(id: string, session: FuturesSession): Promise<void> {
    const { branch, status, call } = await this.views.get(id, session);
    if (call) await this.presence.note(id, session);
    if (status === 'waiting') await this.queued.heartbeat(branchKey(session.companyCode, branch.code), id);
  }

  /**
   * The ticket now, and again whenever any ticket changed and this one reads differently for it. The order of the queue
   * is kept beside the tickets and may follow them: it is looked at once more a moment later.
   */
  private async *tickets(id: string, session: FuturesSession, signal: AbortSignal): AsyncIterable<TicketView> {
    const changed = new Signal(signal);
    let later: NodeJS.Timeout | undefined;
    const stop = this.readModels.onChange((changes) => {
      if (changes !== 'unknown' && !changes.some(({ model }) => model === videoVerifications.name)) return;
      changed.raise();
      clearTimeout(later);
      later = setTimeout(() => changed.raise(), orderFollowsWithinMs);
    });
    try {
      let last = '';
      do {
        const ticket = await this.views.get(id, session);
        const text = JSON.stringify(ticket);
        if (text !== last) yield ticket;
        last = text;
      } while (await changed.raised());
    } finally {
      clearTimeout(later);
      stop();
    }
  }
}

async function* mapped<T, U>(source: AsyncIterable<T>, map: (value: T) => U): AsyncIterable<U> {
  for await (const value of source) yield map(value);
}
