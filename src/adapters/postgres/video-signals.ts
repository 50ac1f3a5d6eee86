import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import { Signal } from '../../application/core/signal.js';
import { type JsonObject } from '../../application/ports/json.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { RoomSide } from '../../application/ports/video-room.js';
import { VideoSignals } from '../../application/ports/video-signals.js';
import { query } from '../postgres-server/query.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { pause } from '../resilience/abort.js';

const sendsPerCollection = 64;
const collectedAtOnce = 1000;
/** Milliseconds between two attempts of a receiver whose server is away. */
const retryAfter = 250;

interface Row {
  readonly id: string;
  readonly sealed: Buffer;
}

/**
 * A table of sealed messages. A receiver claims the oldest message, hands it over, and removes it when it claims the next
 * one: so a claim whose answer was lost is made again and finds its own message. Receivers are woken by LISTEN/NOTIFY.
 */
export class PostgresVideoSignals extends VideoSignals {
  private readonly closing = new AbortController();
  private readonly receivers = new Map<Signal, string>();
  private listening = false;
  private sends = 0;

  constructor(
    private readonly pool: Pool,
    private readonly server: PostgresServer,
    private readonly keyring: Keyring,
  ) {
    super();
  }

  /** @throws DependencyUnavailable */
  async send(ticketId: string, to: RoomSide, data: JsonObject): Promise<void> {
    if (this.sends++ % sendsPerCollection === 0) await this.collectGarbage();
    const recipient = this.recipientOf(ticketId, to);
    const sealed = this.keyring.seal('short-lived', Buffer.from(JSON.stringify(data)), recipient);
    await query(
      this.pool,
      `with sent as (insert into video_signals (recipient, sealed) values ($1, $2) returning recipient)
       select pg_notify('video_signals', recipient) from sent`,
      [recipient, sealed],
    );
  }

  async *receive(ticketId: string, side: RoomSide, signal: AbortSignal): AsyncIterable<JsonObject> {
    const until = AbortSignal.any([signal, this.closing.signal]);
    const recipient = this.recipientOf(ticketId, side);
    const receiver = randomUUID();
    const sent = new Signal(until);
    let taken: string | null = null;
    this.listen();
    this.receivers.set(sent, recipient);
    try {
      while (!until.aborted) {
        const message = await this.claim(recipient, receiver, taken, until);
        if (until.aborted) return;
        taken = message?.id ?? null;
        if (message) yield JSON.parse(this.keyring.open('short-lived', message.sealed, recipient).toString());
        else await sent.raised();
      }
    } finally {
      this.receivers.delete(sent);
      await this.finish(recipient, receiver, taken).catch(() => {});
    }
  }

  /** Ends every receiver. */
  async close(): Promise<void> {
    this.closing.abort();
  }

  private recipientOf = (ticketId: string, side: RoomSide) =>
    this.keyring.hmac('short-lived', 'video-signals', ticketId, side);

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    const hear = (recipient: string) => {
      for (const [sent, of] of this.receivers) if (recipient === of) sent.raise();
    };
    const connected = () => {
      for (const sent of this.receivers.keys()) sent.raise();
    };
    this.server.listen('video_signals', { hear, connected }, this.closing.signal);
  }

  /** Removes the message that was handed over and claims the oldest; tries again while the server is away. */
  private async claim(recipient: string, receiver: string, taken: string | null, until: AbortSignal) {
    while (!until.aborted) {
      try {
        const { rows } = await query<Row>(
          this.pool,
          `with taken as (delete from video_signals where id = $3)
           update video_signals set receiver = $2 where id = (
             select id from video_signals
             where recipient = $1 and coalesce(receiver, $2) = $2 and id is distinct from $3
               and sent_at > now() - interval '10 minutes'
             order by id limit 1 for update skip locked)
           returning id, sealed`,
          [recipient, receiver, taken],
        );
        return rows[0];
      } catch (error) {
        if (!(error instanceof DependencyUnavailable)) throw error;
        await pause(retryAfter, until);
      }
    }
    return undefined;
  }

  /** Removes the message that was handed over and leaves one that was only claimed to the next receiver. */
  private async finish(recipient: string, receiver: string, taken: string | null): Promise<void> {
    await query(
      this.pool,
      `with taken as (delete from video_signals where id = $3),
         left_over as (
           update video_signals set receiver = null
           where recipient = $1 and receiver = $2 and id is distinct from $3 returning recipient)
       select pg_notify('video_signals', recipient) from left_over`,
      [recipient, receiver, taken],
    );
  }

  private async collectGarbage(): Promise<void> {
    await query(
      this.pool,
      `delete from video_signals where id in (
         select id from video_signals where sent_at < now() - interval '10 minutes'
         order by sent_at limit $1 for update skip locked)`,
      [collectedAtOnce],
    );
  }
}
