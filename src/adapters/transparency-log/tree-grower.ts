import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { checkpointText } from '../../application/transparency-log/checkpoint.js';
import { Edge, type FilledTile } from '../../application/transparency-log/edge.js';
import { entryOf } from '../../application/transparency-log/entry.js';
import { leafHash } from '../../application/transparency-log/merkle.js';
import { signNote } from '../../application/transparency-log/note.js';
import { signedCheckpoint } from '../../application/transparency-log/signed-checkpoint.js';
import { TiledTree, tileWidth } from '../../application/transparency-log/tiles.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { pause } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';
import { batches } from '../typeorm/batches.js';
import { untilBreak } from '../typeorm/until-break.js';
import { isLater } from './checkpoint-keeper.js';
import type { CheckpointStamps } from './checkpoint-stamps.js';
import type { Cosigning } from './cosigning.js';
import type { Tree } from './tree.js';
import { noteKeysOf } from './tree-keys.js';
import { type Epoch, type KeptCheckpoint, tilesOf } from './tree-tables.js';

const maxBatch = 2_000;
/** Milliseconds between two checkpoints while there is little to add. */
const signedEvery = 1_000;
/** The advisory lock of whoever grows the tree. */
export const treeLock = 'realname/transparency-log';

/**
 * Grows the tree behind the log and signs its heads, on one instance at a time. It never signs a head that does not continue
 * the last one that it signed: where log or tiles were altered it stops, and says so.
 */
export class TreeGrower {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private refusal: string | undefined;

  constructor(
    private readonly server: PostgresServer,
    private readonly tree: Tree,
    private readonly store: EventStore,
    private readonly log: Log = () => {},
    /** Asks witnesses, where there are any. */
    private readonly cosigning?: Cosigning,
    /** Has heads time-stamped. */
    private readonly stamps?: CheckpointStamps,
  ) {}

  start(): void {
    const { signal } = this.stopping;
    this.running = this.server.lead(treeLock, signal, async (held) => {
      const growing = supervise(held, this.log, 'transparency log', (begun) =>
        untilBreak(this.store.known, held, (unbroken) => this.growAndKeep(unbroken, begun)),
      );
      await Promise.all([growing, this.cosigning?.run(held), this.stamps?.run(held)]);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Why nothing is signed any more, as far as this instance knows. */
  get refused(): string | undefined {
    return this.refusal;
  }

  /** For how long each witness has owed this instance a cosignature. */
  get silence(): ReturnType<Cosigning['silence']> {
    return this.cosigning?.silence() ?? [];
  }

  /** For how long a time-stamp over the head has been due, in milliseconds; 0 on an instance that does not ask. */
  get stampOwed(): number {
    return this.stamps?.owed ?? 0;
  }

  /** What is kept outside goes its own way behind the growth; one that the tree does not continue ends both. */
  private async growAndKeep(signal: AbortSignal, progress: () => void): Promise<void> {
    const over = new AbortController();
    const unlessOver = AbortSignal.any([signal, over.signal]);
    const keeping = this.tree.outside.run(unlessOver, (kept) => this.continues(kept));
    keeping.catch(() => over.abort());
    try {
      await this.work(unlessOver, progress);
    } finally {
      over.abort();
      await keeping;
    }
  }

  private async work(signal: AbortSignal, progress: () => void): Promise<void> {
    const { tables } = this.tree;
    const epoch = await this.epoch();
    const outside = await this.tree.outside.latest();
    const last = await tables.latest(epoch.epoch);
    const read = tilesOf(tables, epoch.epoch);
    const edge = await Edge.of(last?.size ?? 0, read).catch((error) => this.refuse('lacks tiles', error));
    if (last && !this.isOwn(last)) this.refuse('has a newest checkpoint that its key did not sign');
    if (last && !edge.root().equals(last.root)) this.refuse('has other tiles than those that were signed');
    const signed = outside?.epoch === epoch.epoch ? outside : undefined;
    if (signed && signed.size <= edge.size && !(await new TiledTree(read).root(signed.size)).equals(signed.root))
      this.refuse(`is not what the checkpoint of ${signed.size} events was signed over`);
    if (last) this.offer(last);
    const growth = new Growth(this.tree, epoch, edge, last, signed);
    if (!last && !signed) this.offer(await growth.sign());
    for await (const { events } of batches(this.store, last?.position ?? null, maxBatch, signal)) {
      const begun = performance.now();
      for (const part of growth.parts(events)) {
        if (!growth.add(part))
          this.refuse(`grown anew is not what the checkpoint of ${signed?.size} events was signed over`);
        if (growth.mayBeSigned) this.offer(await growth.sign());
      }
      this.refusal = undefined;
      progress();
      if (events.length < maxBatch) await pause(signedEvery - (performance.now() - begun), signal);
    }
    if (!signal.aborted) throw new Error('the subscription of the transparency log ended');
  }

  /** That of the log as it is; begun where it is new, with the end of the one before in it. */
  private async epoch(): Promise<Epoch> {
    const { tables, outside, name } = this.tree;
    const { epoch } = this.store.known;
    const found = await tables.epoch();
    if (found && found.epoch >= epoch) return found;
    const [kept, latest] = [await tables.latest(), await outside.latest()];
    const last = kept && latest && isLater(latest, kept) ? latest : (kept ?? latest);
    const previous = last ? `previous ${last.origin} ${last.size} ${last.root.toString('base64')}` : null;
    await tables.begin({ epoch, origin: `${name}/${epoch}`, previous });
    return (await tables.epoch())!;
  }

  private offer(checkpoint: KeptCheckpoint): void {
    this.tree.outside.offer(checkpoint);
    this.cosigning?.offer(checkpoint);
    this.stamps?.offer(checkpoint);
  }

  private async continues({ epoch, size, root }: KeptCheckpoint): Promise<boolean> {
    return (await new TiledTree(tilesOf(this.tree.tables, epoch)).root(size)).equals(root);
  }

  /** Its root and size are those that a key of the log signed. */
  private isOwn({ origin, size, root, note }: KeptCheckpoint): boolean {
    const signed = signedCheckpoint(note, noteKeysOf(this.tree.keys, origin));
    return signed?.size === size && signed.root.equals(root);
  }

  private refuse(what: string, cause?: unknown): never {
    const reason = `the transparency log ${what}`;
    if (this.refusal !== reason) this.log('error', reason);
    this.refusal = reason;
    throw new Error(reason, { cause });
  }
}

/** From one head of an epoch to the next. */
class Growth {
  private readonly tiles = new Map<string, FilledTile>();
  private readonly firstPositions = new Map<number, string>();
  private newest: StoredEvent | undefined;
  private pruned = new Date().getUTCHours();

  constructor(
    private readonly tree: Tree,
    private readonly epoch: Epoch,
    private readonly edge: Edge,
    private last: KeptCheckpoint | undefined,
    /** Signed before, and perhaps over more events than the tree has: nothing is signed before it is reached. */
    private readonly signed: KeptCheckpoint | undefined,
  ) {}

  get mayBeSigned(): boolean {
    return this.edge.size >= (this.signed?.size ?? 0);
  }

  /** Events up to the size that was signed before, and those after it. */
  parts(events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
    const upTo = Math.max(0, (this.signed?.size ?? 0) - this.edge.size);
    return [events.slice(0, upTo), events.slice(upTo)].filter(({ length }) => length > 0);
  }

  /** Answers whether the tree is still what was signed. */
  add(events: readonly StoredEvent[]): boolean {
    for (const [n, { position }] of events.entries()) {
      const index = this.edge.size + n;
      if (index % tileWidth === 0) this.firstPositions.set(index / tileWidth, position);
    }
    for (const tile of this.edge.grow(events.map((event) => leafHash(entryOf(event)))))
      this.tiles.set(`${tile.level}/${tile.index}`, tile);
    this.newest = events.at(-1);
    return this.signed?.size !== this.edge.size || this.signed.root.equals(this.edge.root());
  }

  /** Signs the head of the tree as it is and keeps it with its tiles. @throws Error when another instance was faster */
  async sign(): Promise<KeptCheckpoint> {
    const { tables, keys } = this.tree;
    const { epoch, origin, previous } = this.epoch;
    const { size } = this.edge;
    const root = this.edge.root();
    const note = signNote(
      checkpointText({ origin, size, root, extensions: previous ? [previous] : [] }),
      origin,
      keys.signing,
      Math.floor(Date.now() / 1000),
    );
    const checkpoint = { epoch, origin, size, root, note, position: this.newest?.position, eventId: this.newest?.id };
    const tiles = [...this.tiles.values()].map((tile) => ({
      ...tile,
      firstPosition: tile.level === 0 ? this.firstPositions.get(tile.index) : undefined,
    }));
    if (!(await tables.grow(this.last?.size ?? -1, tiles, checkpoint)))
      throw new Error('another instance grows the tree');
    this.last = checkpoint;
    this.tiles.clear();
    this.firstPositions.clear();
    await this.prune();
    return checkpoint;
  }

  private async prune(): Promise<void> {
    const hour = new Date().getUTCHours();
    if (hour === this.pruned) return;
    this.pruned = hour;
    await this.tree.tables.prune();
  }
}
