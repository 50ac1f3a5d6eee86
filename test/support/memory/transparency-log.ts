import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { newestEd25519 } from '../../../src/adapters/transparency-log/tree-keys.js';
import type { StoredEvent } from '../../../src/application/ports/event-store.js';
import {
  NotInTree,
  type ProvedEvent,
  type SignedCheckpoint,
  type StampedCheckpoint,
  type TileName,
  TransparencyLog,
} from '../../../src/application/ports/transparency-log.js';
import { checkpointText } from '../../../src/application/transparency-log/checkpoint.js';
import { Edge } from '../../../src/application/transparency-log/edge.js';
import { entryOf } from '../../../src/application/transparency-log/entry.js';
import { leafHash } from '../../../src/application/transparency-log/merkle.js';
import { noteKey, signNote, vkeyOf } from '../../../src/application/transparency-log/note.js';
import { TiledTree } from '../../../src/application/transparency-log/tiles.js';
import type { MemoryEventStore } from './event-store.js';

/** Seconds since 1970. */
const signedAt = 1_795_336_200;

/** The tree over a log in memory, always up to its end. */
export class MemoryTransparencyLog extends TransparencyLog {
  /** The newest first. */
  keys: readonly KeyObject[] = [generateKeyPairSync('ed25519').privateKey];
  private readonly origin = 'realname.example/log/memory/0';
  private readonly tiles = new Map<string, Buffer>();
  /** In the order of their sizes. */
  readonly stamps: StampedCheckpoint[] = [];
  private readonly edge = Edge.of(0, this.read.bind(this));

  constructor(private readonly store: Pick<MemoryEventStore, 'events'>) {
    super();
  }

  override async vkey(): Promise<string> {
    return vkeyOf(noteKey(this.origin, newestEd25519(this.keys)));
  }

  override async latest(): Promise<SignedCheckpoint> {
    const edge = await this.edge;
    const added = this.store.events.slice(edge.size);
    for (const { level, index, hashes } of edge.grow(added.map((event) => leafHash(entryOf(event)))))
      this.tiles.set(`${level}/${index}`, hashes);
    const [size, root, origin] = [edge.size, edge.root(), this.origin];
    const note = signNote(checkpointText({ origin, size, root, extensions: [] }), origin, this.keys, signedAt);
    return { origin, size, root, note, position: this.store.events.at(-1)?.position };
  }

  override covering(): Promise<SignedCheckpoint> {
    return this.latest();
  }

  override async prove(
    events: readonly StoredEvent[],
    { size, note }: SignedCheckpoint,
  ): Promise<readonly ProvedEvent[]> {
    const tree = new TiledTree((tile) => this.read(tile));
    return Promise.all(
      events.map(async (event) => {
        const index = this.store.events.slice(0, size).findIndex((each) => entryOf(each) === entryOf(event));
        if (index < 0) throw new NotInTree(event);
        return { index, hashes: await tree.inclusion(index, size), checkpoint: note };
      }),
    );
  }

  override async stamped(event: StoredEvent): Promise<StampedCheckpoint | undefined> {
    const index = this.store.events.findIndex((each) => entryOf(each) === entryOf(event));
    if (index < 0) throw new NotInTree(event);
    return this.stamps.find(({ checkpoint }) => checkpoint.size > index);
  }

  override async keep(stamped: StampedCheckpoint): Promise<void> {
    const has = this.stamps.some(({ checkpoint }) => checkpoint.size === stamped.checkpoint.size);
    if (!has) this.stamps.push(stamped);
  }

  override async tile({ level, index, width }: TileName): Promise<Buffer | undefined> {
    const hashes = this.tiles.get(`${level}/${index}`);
    return hashes && hashes.length >= 32 * width ? hashes.subarray(0, 32 * width) : undefined;
  }

  override async entries({ index, width }: Omit<TileName, 'level'>): Promise<readonly string[] | undefined> {
    const events = this.store.events.slice(256 * index, 256 * index + width);
    return events.length === width ? events.map(entryOf) : undefined;
  }

  private async read(tile: TileName): Promise<Buffer> {
    return (await this.tile(tile)) ?? Buffer.alloc(0);
  }
}
