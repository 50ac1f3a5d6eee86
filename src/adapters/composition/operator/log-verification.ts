import type { EventMacs } from '../../../application/core/event-mac.js';
import type { StoredEvent } from '../../../application/ports/event-store.js';
import { Edge, type FilledTile } from '../../../application/transparency-log/edge.js';
import { entryOf } from '../../../application/transparency-log/entry.js';
import { leafHash } from '../../../application/transparency-log/merkle.js';
import type { NoteKey } from '../../../application/transparency-log/note.js';
import { signedCheckpoint } from '../../../application/transparency-log/signed-checkpoint.js';
import { hashAt, tileWidth } from '../../../application/transparency-log/tiles.js';
import type { KeptCheckpoint } from '../../transparency-log/tree-tables.js';

/** Something that does not fit, and the first event that it is found at. */
export interface Misfit {
  /** Of the event, counted from 0; of a checkpoint its last; undefined where there is none. */
  readonly index?: number;
  readonly what: string;
}

/** Where a checkpoint comes from, for people. */
export interface Witnessed {
  readonly from: string;
  readonly checkpoint: Pick<KeptCheckpoint, 'size' | 'root' | 'note'>;
}

export interface Verified {
  readonly macs: EventMacs | undefined;
  /** Of events that bear no MAC because they are older. */
  readonly isBeforeMacs: (event: StoredEvent) => boolean;
  /** Of the log: one of them has signed what is believed. */
  readonly keys: readonly NoteKey[];
  /** How many events the tiles must be over. */
  readonly tiled: number;
  /** The hashes of a tile, as many as there are; undefined where there is none. */
  readonly tile: (level: number, index: number) => Promise<Buffer | undefined>;
}

const mostMisfits = 100;

/**
 * Goes through a log once, from its first event, and compares it with MACs, tiles and checkpoints. The tree is grown anew from the
 * events: a root that a signature vouches for tells whether a tile or an event is the one that was altered.
 */
export class LogVerification {
  readonly misfits: Misfit[] = [];
  private edge = Edge.of(0, async () => Buffer.alloc(0));
  private readonly checkpoints: Witnessed[];
  private tile: { readonly index: number; readonly hashes: Buffer | undefined } | undefined;
  private unlike: Misfit | undefined;
  private proved = 0;
  private missingTile = -1;
  private isBroken = false;

  constructor(
    private readonly by: Verified,
    checkpoints: readonly Witnessed[],
  ) {
    this.checkpoints = checkpoints
      .filter((each) => this.isSigned(each))
      .sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  }

  /** All events so far, and how many of them a signed checkpoint vouches for. */
  async head() {
    const edge = await this.edge;
    return { size: edge.size, root: edge.root(), signed: this.proved };
  }

  async add(event: StoredEvent): Promise<void> {
    const edge = await this.edge;
    const index = edge.size;
    this.judgeMac(event, index);
    const leaf = leafHash(entryOf(event));
    const kept = await this.leafOf(index);
    if (!kept) this.judgeMissingTile(index);
    else if (!this.isBroken && !kept.equals(leaf)) this.unlike ??= { index, what: placeOf(event) };
    for (const tile of edge.grow([leaf])) if (tile.level > 0 && tile.width > 0) await this.judgeTile(tile, index);
    this.judgeCheckpoints(edge);
  }

  /** Nothing follows: what is signed and was not reached is missing. */
  async end(): Promise<readonly Misfit[]> {
    const { size } = await this.edge;
    const last = this.checkpoints.at(-1);
    if (last && !this.isBroken)
      this.found({
        index: size,
        what: `the log ends after ${size} events; ${last.from} of ${last.checkpoint.size} events is over more`,
      });
    if (this.unlike) this.tellUnlike('no signed checkpoint is over it: event or tile was altered');
    return this.misfits;
  }

  private isSigned({ from, checkpoint }: Witnessed): boolean {
    const fault = faultOf(checkpoint, this.by.keys);
    if (fault) this.found({ index: checkpoint.size - 1, what: `${from} of ${checkpoint.size} events ${fault}` });
    return !fault;
  }

  private judgeMac(event: StoredEvent, index: number): void {
    const verdict = this.by.macs?.judge(event) ?? 'valid';
    if (verdict === 'valid' || (verdict === 'missing' && this.by.isBeforeMacs(event))) return;
    this.found({ index, what: `${placeOf(event)}: its MAC is ${verdict}: written or altered without the key` });
  }

  private async leafOf(index: number) {
    const tile = Math.floor(index / tileWidth);
    if (this.tile?.index !== tile) this.tile = { index: tile, hashes: await this.by.tile(0, tile) };
    const { hashes } = this.tile;
    const at = index % tileWidth;
    return hashes && hashes.length >= 32 * (at + 1) ? hashAt(hashes, at) : undefined;
  }

  private judgeMissingTile(index: number): void {
    const tile = Math.floor(index / tileWidth);
    if (index >= this.by.tiled || this.isBroken || tile === this.missingTile) return;
    this.missingTile = tile;
    this.found({ index, what: `tile 0/${tile} is missing, or was cut` });
  }

  /** A tile of a higher level, whenever it has grown. */
  private async judgeTile({ level, index, width, hashes }: FilledTile, at: number): Promise<void> {
    if ((at + 1) % tileWidth ** level !== 0 || at >= this.by.tiled || this.unlike || this.isBroken) return;
    const kept = await this.by.tile(level, index);
    if (!kept?.subarray(0, 32 * width).equals(hashes))
      this.found({ index: at, what: `tile ${level}/${index} is not over the events below it` });
  }

  private judgeCheckpoints(edge: Edge): void {
    while (this.checkpoints[0] && this.checkpoints[0].checkpoint.size <= edge.size) {
      const { from, checkpoint } = this.checkpoints.shift()!;
      if (this.isBroken || checkpoint.size === 0) continue;
      if (checkpoint.root.equals(edge.root())) {
        this.proved = checkpoint.size;
        if (this.unlike) this.tellUnlike('its tile was altered: the event is what was signed');
        continue;
      }
      this.isBroken = true;
      if (this.unlike)
        this.tellUnlike(
          `altered, removed or moved: it is not what ${from} of ${checkpoint.size} events was signed over`,
        );
      else
        this.found({
          index: this.proved,
          what: `events from here on are not what ${from} of ${checkpoint.size} events was signed over, nor are their tiles`,
        });
    }
  }

  private tellUnlike(why: string): void {
    const { index, what } = this.unlike!;
    this.found({ index: index!, what: `${what}: ${why}` });
    this.unlike = undefined;
    this.tile = undefined;
  }

  private found(misfit: Misfit): void {
    if (this.misfits.length < mostMisfits) this.misfits.push(misfit);
  }
}

/** What stands beside a note is not believed. */
const faultOf = ({ size, root, note }: Witnessed['checkpoint'], keys: readonly NoteKey[]): string | undefined => {
  const signed = signedCheckpoint(note, keys);
  if (!signed) return 'is not signed by the key of the log';
  const isSame = signed.size === size && signed.root.equals(root);
  return isSame ? undefined : 'was altered: its note says something else';
};

/** An event, for people. */
export const placeOf = ({ stream, revision, type }: StoredEvent): string =>
  `${type}, revision ${revision} of ${stream}`;

/** What was found, for people. */
export const misfitLine = ({ index, what }: Misfit): string =>
  `found: ${index === undefined ? '' : `index ${index}: `}${what}`;
