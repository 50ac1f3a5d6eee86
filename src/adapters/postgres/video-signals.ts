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
import { aborted, pause } from '../resilience/abort.js';

const sendsPerCollection = 64;
const collectedAtOnce = 1000;
/** Milliseconds between two attempts of a receiver whose server is away. */
const retryAfter = 250;

interface Claimed {
  /** Whether the side has no newer receiver. */
  readonly newest: boolean;
  readonly id: string | null;
  readonly sealed: Buffer | null;
}

/**
 * A table of sealed messages. The newest receiver of a side claims its oldest message, hands it over, and removes it when it
 * claims the next one: so a claim whose answer was lost is made again and finds its own message, and so does a newer receiver
 * where nobody reads what was handed over. Receivers are woken by LISTEN/NOTIFY.
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

  async receive(ticketId: string, side: RoomSide, signal: AbortSignal): Promise<AsyncIterable<JsonObject>> {
    const until = AbortSignal.any([signal, this.closing.signal]);
    const recipient = this.recipientOf(ticketId, side);
    const receiver = randomUUID();
    await this.whileAway(until, () =>
      query(
        this.pool,
        `insert into video_receivers (recipient, receiver) values ($1, $2)
         on conflict (recipient) do update set receiver = excluded.receiver, since = excluded.since`,
        [recipient, receiver],
      ),
    );
    return this.messages(recipient, receiver, until);
  }

  private async *messages(recipient: string, receiver: string, until: AbortSignal): AsyncIterable<JsonObject> {
    const sent = new Signal(until);
    let taken: string | null = null;
    this.listen();
    this.receivers.set(sent, recipient);
    try {
      for (;;) {
        const claimed = await this.claim(recipient, receiver, taken, until);
        if (!claimed || until.aborted) return;
        taken = claimed.id;
        if (claimed.sealed) yield JSON.parse(this.keyring.open('short-lived', claimed.sealed, recipient).toString());
        else await (claimed.newest ? sent.raised() : aborted(until));
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

  /** Removes the message that was handed over and claims the oldest; undefined once it is aborted. */
  private claim(recipient: string, receiver: string, taken: string | null, until: AbortSignal) {
    return this.whileAway(until, async () => {
      const { rows } = await query<Claimed>(
        this.pool,
        `with side as (
           select exists (select 1 from video_receivers where recipient = $1 and receiver = $2) as newest),
         taken as (delete from video_signals where id = $3 and receiver = $2),
         claimed as (
           update video_signals set receiver = $2 where (select newest from side) and id = (
             select id from video_signals
             where recipient = $1 and id is distinct from $3 and sent_at > now() - interval '10 minutes'
             order by id limit 1 for update)
           returning id, sealed)
         select newest, id, sealed from side left join claimed on true`,
        [recipient, receiver, taken],
      );
      return rows[0];
    });
  }

  /** Tries again while the server is away. */
  private async whileAway<T>(until: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    while (!until.aborted) {
      try {
        return await work();
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
      `with taken as (delete from video_signals where id = $3 and receiver = $2),
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
      `with receivers as (delete from video_receivers where since < now() - interval '1 day')
       delete from video_signals where id in (
         select id from video_signals where sent_at < now() - interval '10 minutes'
         order by sent_at limit $1 for update skip locked)`,
      [collectedAtOnce],
    );
  }
}
