import type { Pool } from 'pg';
import type { Place, Position } from '../../application/ports/event-store.js';
import type { TimeStamp } from '../../application/ports/time-stamps.js';
import type { SignedCheckpoint, StampedCheckpoint, TileName } from '../../application/ports/transparency-log.js';
import type { FilledTile } from '../../application/transparency-log/edge.js';
import type { ReadTile } from '../../application/transparency-log/tiles.js';
import { type Instant, toInstant } from '../../domain/shared/instant.js';
import { query } from '../postgres-server/query.js';

/** A tree of its own for the log as it is after as many losses that were accepted. */
export interface Epoch {
  readonly epoch: number;
  readonly origin: string;
  /** A line of its checkpoints: where the epoch before ended. */
  readonly previous: string | null;
}

/** A checkpoint, and the id of the last event that it is over. */
export interface KeptCheckpoint extends SignedCheckpoint {
  readonly epoch: number;
  readonly eventId: string | undefined;
}

interface Row {
  readonly epoch: number;
  readonly origin: string;
  readonly size: string;
  readonly position: Position | null;
  readonly event_id: string | null;
  readonly root: Buffer;
  readonly note: string;
}

interface StampedRow extends Row {
  readonly tsr: Buffer;
  readonly stamped_at: Date;
}

const columns = 'epoch, origin, size, position, event_id, root, note || cosignatures as note';
const tables = 'tlog_checkpoint join tlog_epoch using (epoch)';
const select = `select ${columns} from ${tables}`;
const selectStamped = `select ${columns}, tsr, stamped_at from ${tables}`;

const toKept = ({ size, position, event_id, ...row }: Row): KeptCheckpoint => ({
  ...row,
  size: Number(size),
  position: position ?? undefined,
  eventId: event_id ?? undefined,
});

/**
 * Adds a checkpoint and the tiles that it needs, unless the newest is no longer the one that they continue: another
 * instance was faster. Committed when it is answered, whatever the server's setting. Of two writers the wider tile stays.
 */
const grow = {
  name: 'tlog_grow',
  text: `
    with durable as materialized (select set_config('synchronous_commit', 'on', true)),
    before as (
      select 1 from durable where coalesce((select max(size) from tlog_checkpoint where epoch = $1), -1) = $2
    ), grown as (
      insert into tlog_tile (epoch, level, n, width, hashes, first_position)
      select $1, tile.* from before,
        unnest($3::int[], $4::bigint[], $5::int[], $6::bytea[], $7::text[]) tile
      on conflict (epoch, level, n) do update set width = excluded.width, hashes = excluded.hashes
        where tlog_tile.width < excluded.width
    )
    insert into tlog_checkpoint (epoch, size, position, event_id, root, note)
    select $1, $8, $9, $10, $11, $12 from before`,
};

/** Of checkpoints older than an hour the first of each hour stays, and those that a witness cosigned or that are stamped. */
const prune = `
  delete from tlog_checkpoint old where at < now() - interval '1 hour' and cosignatures = '' and tsr is null and exists (
    select from tlog_checkpoint earlier
    where earlier.epoch = old.epoch and earlier.size < old.size and earlier.at >= date_trunc('hour', old.at))`;

/** Reads tiles of an epoch that must be there. @throws Error that names the tile */
export const tilesOf =
  (tables: Pick<TreeTables, 'tile'>, epoch: number): ReadTile =>
  async (tile) => {
    const hashes = await tables.tile(epoch, tile);
    if (!hashes) throw new Error(`there is no tile ${tile.level}/${tile.index} of ${tile.width} hashes`);
    return hashes;
  };

/** The event that a checkpoint ends with. */
export const placeOf = ({ position, eventId }: Partial<KeptCheckpoint> = {}): Place | undefined =>
  position !== undefined && eventId !== undefined ? { position, id: eventId } : undefined;

/** The tree's tables. @throws DependencyUnavailable from every call */
export class TreeTables {
  constructor(private readonly pool: Pool) {}

  async epoch(): Promise<Epoch | undefined> {
    const { rows } = await query<Epoch & Record<string, unknown>>(
      this.pool,
      'select epoch, origin, previous from tlog_epoch order by epoch desc limit 1',
    );
    return rows[0];
  }

  async begin({ epoch, origin, previous }: Epoch): Promise<void> {
    const values = [epoch, origin, previous];
    await query(this.pool, 'insert into tlog_epoch values ($1, $2, $3) on conflict do nothing', values);
  }

  /** Of the newest epoch, or of one. */
  async latest(epoch?: number): Promise<KeptCheckpoint | undefined> {
    const { rows } = await query<Row & Record<string, unknown>>(
      this.pool,
      `${select} where epoch = coalesce($1, (select max(epoch) from tlog_epoch)) order by size desc limit 1`,
      [epoch ?? null],
    );
    return rows[0] && toKept(rows[0]);
  }

  /** Every checkpoint that is kept of an epoch, the oldest first. */
  async checkpoints(epoch: number): Promise<readonly KeptCheckpoint[]> {
    const { rows } = await query<Row & Record<string, unknown>>(this.pool, `${select} where epoch = $1 order by size`, [
      epoch,
    ]);
    return rows.map(toKept);
  }

  /** Hashes one after the other; undefined where there are not so many. */
  async tile(epoch: number, { level, index, width }: TileName): Promise<Buffer | undefined> {
    const statement = {
      name: 'tlog_tile',
      text: `select substr(hashes, 1, 32 * $4) as hashes from tlog_tile
        where (epoch, level, n) = ($1, $2, $3) and width >= $4`,
    };
    const { rows } = await query<{ hashes: Buffer }>(this.pool, statement, [epoch, level, index, width]);
    return rows[0]?.hashes;
  }

  /** All hashes that there are of a tile. */
  async wholeTile(epoch: number, level: number, index: number): Promise<Buffer | undefined> {
    const { rows } = await query<{ hashes: Buffer }>(
      this.pool,
      'select hashes from tlog_tile where (epoch, level, n) = ($1, $2, $3)',
      [epoch, level, index],
    );
    return rows[0]?.hashes;
  }

  /** The position of the first event of a tile of level 0. */
  async firstPosition(epoch: number, index: number): Promise<Position | undefined> {
    const { rows } = await query<{ first_position: Position }>(
      this.pool,
      'select first_position from tlog_tile where (epoch, level, n) = ($1, 0, $2)',
      [epoch, index],
    );
    return rows[0]?.first_position;
  }

  /** @param from the size of the checkpoint that it continues; -1 for the first of an epoch. Answers whether it was added. */
  async grow(
    from: number,
    tiles: readonly (FilledTile & { readonly firstPosition: Position | undefined })[],
    { epoch, size, position, eventId, root, note }: KeptCheckpoint,
  ): Promise<boolean> {
    const { rowCount } = await query(this.pool, grow, [
      epoch,
      from,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ width }) => width),
      tiles.map(({ hashes }) => hashes),
      tiles.map(({ firstPosition }) => firstPosition ?? null),
      size,
      position ?? null,
      eventId ?? null,
      root,
      note,
    ]);
    return rowCount === 1;
  }

  /** Keeps cosignatures, lines of signed-note, with their checkpoint. */
  async cosign({ epoch, size }: Pick<KeptCheckpoint, 'epoch' | 'size'>, lines: string): Promise<void> {
    const add = 'update tlog_checkpoint set cosignatures = cosignatures || $3 where (epoch, size) = ($1, $2)';
    await query(this.pool, add, [epoch, size, lines]);
  }

  /** Keeps the time-stamp of a checkpoint that has none. */
  async stamp({ origin, size }: Pick<SignedCheckpoint, 'origin' | 'size'>, { response, at }: TimeStamp): Promise<void> {
    const add = `update tlog_checkpoint set tsr = $3, stamped_at = $4
      where epoch = (select epoch from tlog_epoch where origin = $1) and size = $2 and tsr is null`;
    await query(this.pool, add, [origin, size, response, at]);
  }

  /** The newest checkpoint that is stamped. */
  async lastStamp(epoch: number): Promise<{ readonly size: number; readonly at: Instant } | undefined> {
    const last = `select size, stamped_at as at from tlog_checkpoint
      where epoch = $1 and tsr is not null order by size desc limit 1`;
    const { rows } = await query<{ size: string; at: Date }>(this.pool, last, [epoch]);
    return rows[0] && { size: Number(rows[0].size), at: toInstant(rows[0].at.getTime()) };
  }

  /** The earliest checkpoint over so many events that is stamped. */
  async stampedOver(epoch: number, size: number): Promise<StampedCheckpoint | undefined> {
    const stamped = `${selectStamped} where epoch = $1 and size >= $2 and tsr is not null order by size limit 1`;
    const { rows } = await query<StampedRow & Record<string, unknown>>(this.pool, stamped, [epoch, size]);
    if (!rows[0]) return undefined;
    const { tsr: response, stamped_at, ...checkpoint } = rows[0];
    return { checkpoint: toKept(checkpoint), timeStamp: { response, at: toInstant(stamped_at.getTime()) } };
  }

  async prune(): Promise<void> {
    await query(this.pool, prune);
  }

  /** The event that the tree of an epoch ends with. */
  async place(epoch: number): Promise<Place | undefined> {
    return placeOf(await this.latest(epoch));
  }
}
