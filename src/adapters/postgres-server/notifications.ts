import { aborted } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';
import type { Address } from './address.js';
import type { Client } from './client.js';
import { longestPause, withSession } from './session.js';

/** Who listens to a channel. */
export interface Listener {
  /** A notification came. One that is not understood may be thrown on: `connected` follows. */
  hear(payload: string): void;
  /** From now on every notification is heard; some may have been missed before. */
  connected(): void;
  /** Some may be missed from now on. */
  lost?(): void;
}

interface Listening {
  readonly channel: string;
  readonly listener: Listener;
  connected: boolean;
}

/** All LISTEN of one instance, on one connection that the first listener opens and that is opened again when it breaks. */
export class Notifications {
  private readonly closing = new AbortController();
  private readonly listening = new Set<Listening>();
  private joined = new AbortController();
  private following: Promise<void> | undefined;
  private readonly strange = new Set<string>();

  constructor(private readonly address: Address) {}

  /** Until `signal` aborts. */
  listen(channel: string, listener: Listener, signal: AbortSignal): void {
    if (signal.aborted) return;
    const each = { channel, listener, connected: false };
    this.listening.add(each);
    signal.addEventListener('abort', () => this.listening.delete(each), { once: true });
    this.joined.abort();
    this.following ??= this.follow();
  }

  /** Whether everybody who listens would hear now. */
  get complete(): boolean {
    return [...this.listening].every(({ connected }) => connected);
  }

  /** Resolves when the connection is closed. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.following;
  }

  private follow(): Promise<void> {
    const { signal } = this.closing;
    return supervise(
      signal,
      this.address.log,
      'listening',
      (begun) =>
        withSession(this.address.url, this.address.nameOf('listener'), signal, (client, open) =>
          this.listenOn(client, open, begun),
        ),
      longestPause,
    );
  }

  private async listenOn(client: Client, open: AbortSignal, begun: () => void): Promise<void> {
    client.on('notification', ({ channel, payload }) => this.hear(channel, payload ?? ''));
    try {
      while (!open.aborted) {
        this.joined = new AbortController();
        for (const each of this.listening) {
          if (each.connected) continue;
          await client.query(`listen ${each.channel}`);
          each.connected = true;
          each.listener.connected();
        }
        begun();
        await aborted(AbortSignal.any([open, this.joined.signal]));
      }
    } finally {
      this.lose();
    }
  }

  private hear(channel: string, payload: string): void {
    for (const each of [...this.listening]) {
      if (each.connected && each.channel === channel) this.tell(each, payload);
    }
  }

  /** What another release says may not be understood: whoever hears it looks anew. */
  private tell({ channel, listener }: Listening, payload: string): void {
    try {
      listener.hear(payload);
    } catch (error) {
      if (!this.strange.has(channel)) this.address.log('warn', 'notification not understood', { channel, error });
      this.strange.add(channel);
      listener.connected();
    }
  }

  private lose(): void {
    for (const each of [...this.listening]) {
      if (!each.connected) continue;
      each.connected = false;
      each.listener.lost?.();
    }
  }
}
