import type { ServerResponse } from 'node:http';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Sessions } from '../../application/shared/sessions.js';
import { second } from '../../domain/shared/instant.js';
import { StreamCallers } from './stream-callers.js';
import { beginStream, writeChunk } from './streamed-response.js';

export interface StreamEvent {
  readonly event: 'queue' | 'signal';
  readonly data: object;
}

const commentEveryMs = 15 * second;

/** Server-sent events. A stream ends with its source, the client, the session or token, or the service. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  constructor(
    private readonly sessions: Sessions,
    private readonly callers: StreamCallers,
  ) {}

  /**
   * Sends what `source` yields until it ends; `source` stops when its signal aborts. A comment every 15 s keeps
   * proxies awake and counts as activity of the session; an ended session ends the stream. `onBeat` runs with each.
   * A source that fails breaks the stream off.
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    source: (signal: AbortSignal) => AsyncIterable<StreamEvent>,
    onBeat: () => Promise<unknown> = async () => {},
  ): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.shutdown.signal]);
    const response = beginStream(reply, 'text/event-stream; charset=utf-8');
    response.once('close', () => over.abort());
    const stopWatching = this.callers.watch(request.state, over);
    const beat = setInterval(() => void this.beat(request, response, over, onBeat), commentEveryMs);
    try {
      for await (const event of source(signal)) {
        if (signal.aborted || !(await this.callers.mayListen(request.state))) break;
        await writeChunk(response, `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`, signal);
      }
      response.end();
    } finally {
      clearInterval(beat);
      stopWatching();
      over.abort();
    }
  }

  beforeApplicationShutdown(): void {
    this.shutdown.abort();
  }

  private async beat(
    request: FastifyRequest,
    response: ServerResponse,
    over: AbortController,
    onBeat: () => Promise<unknown>,
  ): Promise<void> {
    try {
      const { session } = request.state;
      if (session && !(await this.sessions.touch(session))) return over.abort();
      await onBeat();
      if (!over.signal.aborted) response.write(': \n\n');
    } catch {
      over.abort();
    }
  }
}
