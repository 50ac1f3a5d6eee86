import { Injectable } from '@nestjs/common';
import { merged, Signal } from '../core/signal.js';
import type { JsonObject } from '../ports/json.js';
import { ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { VideoSignals } from '../ports/video-signals.js';
import { videoVerifications } from '../read-models/models.js';
import { CallViews } from './call-view.js';

export type CallStreamEvent =
  | { readonly event: 'queue'; readonly data: { readonly id: string; readonly status: string } }
  | { readonly event: 'signal'; readonly data: JsonObject };

/** What the agent in a call is told, live: the ticket's status on every stream, the customer's signals on the newest one. */
@Injectable()
export class CallStreams {
  constructor(
    private readonly readModels: ReadModels,
    private readonly calls: CallViews,
    private readonly signals: VideoSignals,
  ) {}

  /**
   * Ends when the call is over, or when `signal` aborts.
   * @throws DomainError `verification.not-found` unless this agent is in that call
   */
  async *watch(id: string, staff: Staff, signal: AbortSignal): AsyncIterable<CallStreamEvent> {
    await this.calls.takenBy(id, staff);
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    try {
      const signals = signalsOf(await this.signals.receive(id, 'agent', until));
      for await (const event of merged([this.statuses(id, until), signals])) {
        yield event;
        if (event.event === 'queue' && event.data.status !== 'inCall') return;
      }
    } finally {
      over.abort();
    }
  }

  private async *statuses(id: string, signal: AbortSignal): AsyncIterable<CallStreamEvent> {
    const changed = new Signal(signal);
    const stop = this.readModels.onChange((changes) => {
      if (changes === 'unknown' || changes.some(({ model, key }) => model === videoVerifications.name && key === id))
        changed.raise();
    });
    try {
      let last: string | undefined;
      do {
        const row = await this.readModels.get(videoVerifications, id);
        const status = row?.state.is === 'ticket' ? row.state.status : 'expired';
        if (status !== last) yield { event: 'queue', data: { id, status } };
        last = status;
      } while (await changed.raised());
    } finally {
      stop();
    }
  }
}

async function* signalsOf(source: AsyncIterable<JsonObject>): AsyncIterable<CallStreamEvent> {
  for await (const data of source) yield { event: 'signal', data };
}
