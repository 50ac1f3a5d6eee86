import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import {
  type IdempotencyRecord,
  IdempotencyRecords,
  type KeptResponse,
} from '../../application/ports/idempotency-records.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Instant } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';
import { Collector } from './collector.js';

interface RecordRow {
  readonly request_hmac: string;
  readonly response: Buffer | null;
}

/** Another release may have kept it. */
const isKept = (value: unknown): value is KeptResponse => {
  const { status, headers, body } = Object(value) as Record<keyof KeptResponse, unknown>;
  return Number.isInteger(status) && typeof body === 'string' && typeof headers === 'object' && headers !== null;
};

/**
 * One row per call. Who works on a call holds a lease on its row, by the database's clock and renewed while the work
 * goes on: after a `kill -9` a repeat takes the call over once `leaseMs` have passed, on any instance, and nothing has
 * to be noticed by anybody. Should a holder stall for longer and then go on, two work on the call; that is harmless,
 * as both carry the same command id and `startedAt`, and only the later one may keep its response.
 */
export class PostgresIdempotencyRecords extends IdempotencyRecords {
  /** The calls this instance works on, and under which holder id. */
  private readonly held = new Map<string, string>();
  private readonly renewal: NodeJS.Timeout;
  private readonly collector: Collector;

  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
    clock: Clock,
    private readonly leaseMs = 3000,
    collectedEveryMs?: number,
  ) {
    super();
    this.collector = new Collector(pool, 'idempotency_records', () => clock.now(), collectedEveryMs);
    this.renewal = setInterval(() => this.renew().catch(() => {}), leaseMs / 3).unref();
  }

  async begin(key: string, requestHmac: string, at: Instant, expiresAt: Instant): Promise<IdempotencyRecord> {
    for (;;) {
      const started = await this.start(key, requestHmac, at, expiresAt);
      if (started) return started;
      const { rows } = await query<RecordRow>(
        this.pool,
        'select request_hmac, response from idempotency_records where key = $1',
        [key],
      );
      const row = rows[0];
      if (!row) continue;
      if (row.request_hmac !== requestHmac) return { state: 'other-request' };
      return row.response ? { state: 'finished', response: this.opened(key, row.response) } : { state: 'running' };
    }
  }

  async finish(key: string, response: KeptResponse, subject?: string): Promise<void> {
    const sealed = this.keyring.seal('idempotency', Buffer.from(JSON.stringify(response)), key);
    await query(
      this.pool,
      'update idempotency_records set response = $3, subject = $4, holder = null where key = $1 and holder = $2',
      [key, this.letGo(key), sealed, subject ?? null],
    );
  }

  async abandon(key: string): Promise<void> {
    await query(
      this.pool,
      `update idempotency_records set holder = null, leased_until = '-infinity' where key = $1 and holder = $2`,
      [key, this.letGo(key)],
    );
  }

  async forget(key: string): Promise<void> {
    await query(
      this.pool,
      `update idempotency_records set holder = null, started_at = '' where key = $1 and holder = $2`,
      [key, this.letGo(key)],
    );
  }

  async deleteFor(subject: string): Promise<void> {
    await query(this.pool, 'delete from idempotency_records where subject = $1', [subject]);
  }

  close(): void {
    clearInterval(this.renewal);
    this.collector.close();
  }

  /** Inserts the call, or takes over one that expired, was forgotten, was abandoned or lost its holder. */
  private async start(key: string, requestHmac: string, at: Instant, expiresAt: Instant) {
    const holder = randomUUID();
    const { rows } = await query<{ startedAt: Instant; expiresAt: Instant; attempts: number }>(
      this.pool,
      `insert into idempotency_records as kept (key, request_hmac, started_at, expires_at, holder, leased_until)
       values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 ms')
       on conflict (key) do update set
         request_hmac = excluded.request_hmac,
         started_at = case when kept.expires_at > $3 and kept.started_at <> '' then kept.started_at
           else excluded.started_at end,
         expires_at = case when kept.expires_at > $3 then kept.expires_at else excluded.expires_at end,
         attempts = case when kept.expires_at > $3 and kept.started_at <> '' then kept.attempts + 1 else 1 end,
         response = null, subject = null, holder = excluded.holder, leased_until = excluded.leased_until
       where kept.expires_at <= $3 or kept.started_at = ''
         or (kept.request_hmac = $2 and kept.response is null and kept.leased_until < clock_timestamp())
       returning started_at as "startedAt", expires_at as "expiresAt", attempts`,
      [key, requestHmac, at, expiresAt, holder, this.leaseMs],
    );
    const row = rows[0];
    if (!row) return undefined;
    this.held.set(key, holder);
    const attempt = row.attempts === 1 ? 'first' : 'repeat';
    return { state: 'started', startedAt: row.startedAt, expiresAt: row.expiresAt, attempt } as const;
  }

  private async renew(): Promise<void> {
    if (this.held.size === 0) return;
    await query(
      this.pool,
      `update idempotency_records set leased_until = clock_timestamp() + $2 * interval '1 ms' 
       where key = any($1) and holder = any($3)`,
      [[...this.held.keys()], this.leaseMs, [...this.held.values()]],
    );
  }

  private letGo(key: string): string | null {
    const holder = this.held.get(key) ?? null;
    this.held.delete(key);
    return holder;
  }

  private opened(key: string, sealed: Buffer): KeptResponse {
    const kept: unknown = JSON.parse(this.keyring.open('idempotency', sealed, key).toString());
    if (!isKept(kept)) throw new DependencyUnavailable('a release that can read this answer');
    return kept;
  }
}
