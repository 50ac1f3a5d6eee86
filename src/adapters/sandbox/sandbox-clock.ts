import type { Pool } from 'pg';
import { Signal } from '../../application/core/signal.js';
import { Clock } from '../../application/ports/clock.js';
import type { SandboxClock } from '../../application/ports/sandbox.js';
import { epochMs, type Instant, plus } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { supervise } from '../resilience/supervise.js';

interface Setting {
  readonly offset_ms: string;
  readonly revision: string;
}

/**
 * The sandbox's clock: the base clock plus an offset that one row holds, so that it survives a restart. A move is seen
 * at once by this instance and by NOTIFY by the others; a lost connection is made again and the row read anew.
 */
export class PostgresSandboxClock extends Clock implements SandboxClock {
  private offsetMs = 0;
  private revision = -1;
  private moved = new AbortController();
  private readonly closing = new AbortController();
  private following: Promise<void> = Promise.resolve();

  private constructor(
    private readonly pool: Pool,
    private readonly server: PostgresServer,
    private readonly base: Clock,
  ) {
    super();
  }

  /** @param base the real time */
  static async open(pool: Pool, server: PostgresServer, base: Clock): Promise<PostgresSandboxClock> {
    const clock = new PostgresSandboxClock(pool, server, base);
    await clock.refresh();
    clock.following = clock.follow();
    return clock;
  }

  now(): Instant {
    return this.offsetMs === 0 ? this.base.now() : plus(this.base.now(), this.offsetMs);
  }

  async waitUntil(until: Instant, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.now() < until) {
      const interrupted = AbortSignal.any([signal, this.moved.signal]);
      await this.base.waitUntil(plus(until, -this.offsetMs), interrupted);
    }
  }

  async move(now: Instant): Promise<void> {
    await this.store(epochMs(now) - epochMs(this.base.now()));
  }

  async reset(): Promise<void> {
    await this.store(0);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.following;
  }

  private async store(offsetMs: number): Promise<void> {
    const { rows } = await query<Setting>(
      this.pool,
      `with moved as (
         update sandbox_clock set offset_ms = $1, revision = revision + 1 returning offset_ms, revision)
       select offset_ms, revision, pg_notify('sandbox_clock', '') from moved`,
      [offsetMs],
    );
    this.apply(rows[0]!);
  }

  private async refresh(): Promise<void> {
    const { rows } = await query<Setting>(this.pool, 'select offset_ms, revision from sandbox_clock');
    this.apply(rows[0]!);
  }

  /** A reading that was overtaken by a newer move changes nothing. */
  private apply(setting: Setting): void {
    if (Number(setting.revision) <= this.revision) return;
    this.revision = Number(setting.revision);
    this.offsetMs = Number(setting.offset_ms);
    const { moved } = this;
    this.moved = new AbortController();
    moved.abort();
  }

  /** Looks anew whenever the clock was moved, or may have been while nothing was heard. */
  private follow(): Promise<void> {
    const { signal } = this.closing;
    const stale = new Signal(signal);
    const look = () => stale.raise();
    this.server.listen('sandbox_clock', { hear: look, connected: look }, signal);
    return supervise(signal, this.server.log, 'sandbox clock', async (begun) => {
      while (await stale.raised()) {
        await this.refresh().catch((error) => {
          look();
          throw error;
        });
        begun();
      }
    });
  }
}
