import { setTimeout as pause } from 'node:timers/promises';
import { caughtUp, type EventStore, type Position, type StoredEvent } from '../../application/ports/event-store.js';
import {
  NotInTree,
  type ProvedEvent,
  type SignedCheckpoint,
  type StampedCheckpoint,
  type TileName,
  TransparencyLog,
} from '../../application/ports/transparency-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { entryOf } from '../../application/transparency-log/entry.js';
import { leafHash } from '../../application/transparency-log/merkle.js';
import { noteKey, vkeyOf } from '../../application/transparency-log/note.js';
import { hashAt, TiledTree, tileOf, tileWidth } from '../../application/transparency-log/tiles.js';
import type { Tree } from './tree.js';
import { newestEd25519 } from './tree-keys.js';
import type { Epoch } from './tree-tables.js';

/** Milliseconds that a caller waits for an event to be covered, and between two looks. */
const patience = 5_000;
const look = 50;

/** The tree in its tables, as whoever has the growing done reads it. */
export class PostgresTransparencyLog extends TransparencyLog {
  constructor(
    private readonly tree: Pick<Tree, 'tables' | 'keys'>,
    private readonly store: EventStore,
  ) {
    super();
  }

  async vkey(): Promise<string> {
    const { origin } = await this.epoch();
    return vkeyOf(noteKey(origin, newestEd25519(this.tree.keys.signing)));
  }

  async latest(): Promise<SignedCheckpoint | undefined> {
    return this.tree.tables.latest();
  }

  async covering(position: Position): Promise<SignedCheckpoint> {
    const end = performance.now() + patience;
    for (;;) {
      const latest = await this.tree.tables.latest(this.store.known.epoch);
      if (latest?.position !== undefined && this.store.compare(latest.position, position) >= 0) return latest;
      if (performance.now() > end) throw new DependencyUnavailable('transparency log');
      await pause(look);
    }
  }

  async prove(events: readonly StoredEvent[], { size, note }: SignedCheckpoint): Promise<readonly ProvedEvent[]> {
    const { epoch } = await this.epoch();
    const tiles = new Map<string, Promise<Buffer>>();
    const read = (tile: TileName) => {
      const name = `${tile.level}/${tile.index}`;
      const reading = tiles.get(name) ?? this.read(epoch, tile);
      tiles.set(name, reading);
      return reading;
    };
    const tree = new TiledTree(read);
    const proved: ProvedEvent[] = [];
    for (const event of events) {
      const index = await this.indexOf(event, epoch, size, read);
      proved.push({ index, hashes: await tree.inclusion(index, size), checkpoint: note });
    }
    return proved;
  }

  async stamped(event: StoredEvent): Promise<StampedCheckpoint | undefined> {
    const { epoch } = await this.epoch();
    const head = await this.tree.tables.latest(epoch);
    const index = await this.indexOf(event, epoch, head?.size ?? 0, (tile) => this.read(epoch, tile));
    return this.tree.tables.stampedOver(epoch, index + 1);
  }

  keep({ checkpoint, timeStamp }: StampedCheckpoint): Promise<void> {
    return this.tree.tables.stamp(checkpoint, timeStamp);
  }

  async tile(tile: TileName): Promise<Buffer | undefined> {
    return this.tree.tables.tile((await this.epoch()).epoch, tile);
  }

  async entries({ index, width }: Omit<TileName, 'level'>): Promise<readonly string[] | undefined> {
    const { epoch } = await this.epoch();
    if (!(await this.tree.tables.tile(epoch, { level: 0, index, width }))) return undefined;
    const before = index === 0 ? undefined : await this.tree.tables.firstPosition(epoch, index - 1);
    let skipped = index === 0 ? 0 : tileWidth - 1;
    const entries: string[] = [];
    const { signal } = new AbortController();
    for await (const event of this.store.subscribe({ signal, ...(before !== undefined && { after: before }) })) {
      if (event === caughtUp) throw new DependencyUnavailable('event store');
      if (skipped-- > 0) continue;
      entries.push(entryOf(event));
      if (entries.length === width) break;
    }
    return entries;
  }

  private async epoch(): Promise<Epoch> {
    const epoch = await this.tree.tables.epoch();
    if (!epoch) throw new DependencyUnavailable('transparency log');
    return epoch;
  }

  private async read(epoch: number, tile: TileName): Promise<Buffer> {
    const hashes = await this.tree.tables.tile(epoch, tile);
    if (!hashes) throw new DependencyUnavailable('transparency log');
    return hashes;
  }

  /** By the tile whose first event stands at or before it, and there by its hash. @throws NotInTree */
  private async indexOf(
    event: StoredEvent,
    epoch: number,
    size: number,
    read: (tile: TileName) => Promise<Buffer>,
  ): Promise<number> {
    let [from, to] = [0, Math.ceil(size / tileWidth)];
    while (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      const first = await this.tree.tables.firstPosition(epoch, middle);
      if (first === undefined) throw new DependencyUnavailable('transparency log');
      if (this.store.compare(first, event.position) <= 0) from = middle;
      else to = middle;
    }
    const leaf = leafHash(entryOf(event));
    const name = tileOf(0, from * tileWidth, size);
    const tile = size === 0 ? Buffer.alloc(0) : await read(name);
    for (let n = 0; n < name.width; n++) if (hashAt(tile, n).equals(leaf)) return from * tileWidth + n;
    throw new NotInTree(event);
  }
}
