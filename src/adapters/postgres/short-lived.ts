import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import {
  type Found,
  type PutOptions,
  type Reservation,
  ShortLived,
  type Shown,
  type Space,
} from '../../application/ports/short-lived.js';
import { day, type Instant, plus } from '../../domain/shared/instant.js';
import { query, type Statement } from '../postgres-server/query.js';
import { Collector } from './collector.js';
import { Gathered } from './gathered.js';

/** What every call of a session begins with. */
const findSealed: Statement = {
  name: 'find-short-lived',
  text: 'select key, sealed, expires_at, spent from short_lived where key = any($1::text[]) and expires_at > $2',
};
/** The command holds the thing afterwards if it is given to it; who held it before stays otherwise. */
const reserve = `
  update short_lived set tries = tries + 1, reserved_by = case
    when coalesce(reserved_by, $3) = $3 and proof is not distinct from $4 and (spent or tries < $5) then $3
    else reserved_by end
  where key = $1 and expires_at > $2
  returning key, sealed, tries, spent,
    reserved_by = $3 and proof is not distinct from $4 and (spent or tries <= $5) as held`;
/** A counter that has ended begins anew. */
const count = `
  insert into short_lived as counter (key, sealed, expires_at, tries) values ($1, $2, $3, 1)
  on conflict (key) do update set
    tries = case when counter.expires_at > $4 then counter.tries + 1 else 1 end,
    expires_at = case when counter.expires_at > $4 then counter.expires_at else excluded.expires_at end
  returning tries`;
/** A counter has no value. */
const nothing = Buffer.alloc(0);
const unlimited = 2 ** 31 - 1;

interface SealedRow {
  readonly key: string;
  readonly sealed: Buffer;
  readonly expires_at: Instant;
  readonly spent: boolean;
}

interface ReservedRow extends Omit<SealedRow, 'expires_at'> {
  readonly tries: number;
  /** Null where nobody holds the thing. */
  readonly held: boolean | null;
}

/**
 * Each method is one statement, so that parallel callers, also of several instances, are put in order by the row. What is
 * looked up in the same turn of the event loop is looked up together.
 */
export class PostgresShortLived extends ShortLived {
  private readonly collector: Collector;
  private readonly lookups = new Gathered((keys: readonly string[]) => this.sealed(keys));

  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    collectedEveryMs?: number,
  ) {
    super();
    // A day later than they end: the sandbox clock may come back.
    this.collector = new Collector(pool, 'short_lived', () => plus(clock.now(), -day), collectedEveryMs);
  }

  close(): void {
    this.collector.close();
  }

  async put(space: Space, key: string, value: JsonObject, expiresAt: Instant, options: PutOptions = {}): Promise<void> {
    const { group, proof } = options;
    const hmac = this.keyOf(space, key);
    const sealed = this.keyring.seal('short-lived', Buffer.from(JSON.stringify(value)), hmac);
    await query(
      this.pool,
      `insert into short_lived (key, group_key, sealed, expires_at, proof) values ($1, $2, $3, $4, $5)
       on conflict (key) do update set group_key = excluded.group_key, sealed = excluded.sealed,
         expires_at = excluded.expires_at, proof = excluded.proof, tries = 0, reserved_by = null, spent = false`,
      [hmac, group === undefined ? null : this.groupOf(space, group), sealed, expiresAt, this.proofOf(hmac, proof)],
    );
  }

  async find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined> {
    return this.opened<T>(await this.lookups.find(this.keyOf(space, key)));
  }

  async extend(space: Space, key: string, expiresAt: Instant): Promise<boolean> {
    // Every call of a session comes through here: an end that a crash moves back by moments is no harm, a flush is.
    return this.changed(
      `with unflushed as (select set_config('synchronous_commit', 'off', true))
       update short_lived set expires_at = $3 from unflushed where key = $1 and expires_at > $2`,
      space,
      key,
      expiresAt,
    );
  }

  async take<T extends JsonObject>(space: Space, key: string): Promise<T | undefined> {
    const { rows } = await query<SealedRow>(
      this.pool,
      'delete from short_lived where key = $1 and expires_at > $2 returning key, sealed, expires_at, spent',
      [this.keyOf(space, key), this.clock.now()],
    );
    return this.opened<T>(rows[0])?.value;
  }

  async delete(space: Space, key: string): Promise<void> {
    await query(this.pool, 'delete from short_lived where key = $1', [this.keyOf(space, key)]);
  }

  async findGroup<T extends JsonObject>(space: Space, group: string): Promise<readonly Found<T>[]> {
    const { rows } = await query<SealedRow>(
      this.pool,
      'select key, sealed, expires_at, spent from short_lived where group_key = $1 and expires_at > $2',
      [this.groupOf(space, group), this.clock.now()],
    );
    return rows.map((row) => this.opened<T>(row)!);
  }

  async deleteGroup(space: Space, group: string, except?: string): Promise<void> {
    const kept = except === undefined ? null : this.keyOf(space, except);
    await query(this.pool, 'delete from short_lived where group_key = $1 and key is distinct from $2', [
      this.groupOf(space, group),
      kept,
    ]);
  }

  async count(space: Space, key: string, expiresAt: Instant): Promise<number> {
    const hmac = this.keyOf(space, key);
    const { rows } = await query<{ tries: number }>(this.pool, count, [hmac, nothing, expiresAt, this.clock.now()]);
    return rows[0]!.tries;
  }

  async reserve<T extends JsonObject>(
    space: Space,
    key: string,
    commandId: string,
    { proof, maxTries = unlimited }: Shown = {},
  ): Promise<Reservation<T> | undefined> {
    const hmac = this.keyOf(space, key);
    const values = [hmac, this.clock.now(), commandId, this.proofOf(hmac, proof), maxTries];
    const { rows } = await query<ReservedRow>(this.pool, reserve, values);
    const [row] = rows;
    if (!row) return undefined;
    const { held, tries, spent } = row;
    return held ? { held, value: this.read<T>(row) } : { held: false, tries, spent };
  }

  async spend(space: Space, key: string, commandId: string, expiresAt: Instant): Promise<void> {
    await query(this.pool, 'update short_lived set spent = true, expires_at = $3 where key = $1 and reserved_by = $2', [
      this.keyOf(space, key),
      commandId,
      expiresAt,
    ]);
  }

  async release(space: Space, key: string, commandId: string): Promise<void> {
    await query(
      this.pool,
      'update short_lived set reserved_by = null where key = $1 and reserved_by = $2 and not spent',
      [this.keyOf(space, key), commandId],
    );
  }

  private keyOf = (space: Space, key: string) => this.keyring.hmac('short-lived', space, key);
  private groupOf = (space: Space, group: string) => this.keyring.hmac('short-lived', space, 'group', group);
  private proofOf = (key: string, proof: string | undefined) =>
    proof === undefined ? null : this.keyring.hmac('short-lived', 'proof', key, proof);

  private async sealed(keys: readonly string[]): Promise<Map<string, SealedRow>> {
    const { rows } = await query<SealedRow>(this.pool, findSealed, [keys, this.clock.now()]);
    return new Map(rows.map((row) => [row.key, row]));
  }

  private opened<T extends JsonObject>(row: SealedRow | undefined): Found<T> | undefined {
    return row && { value: this.read<T>(row), expiresAt: row.expires_at, spent: row.spent };
  }

  private read<T extends JsonObject>({ sealed, key }: Pick<SealedRow, 'sealed' | 'key'>): T {
    return JSON.parse(this.keyring.open('short-lived', sealed, key).toString());
  }

  private async changed(sql: string, space: Space, key: string, value: string): Promise<boolean> {
    const { rowCount } = await query(this.pool, sql, [this.keyOf(space, key), this.clock.now(), value]);
    return rowCount === 1;
  }
}
