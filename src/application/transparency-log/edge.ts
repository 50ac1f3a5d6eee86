import { type Hash, nodeHash, rangeHash, subtreesOf } from './merkle.js';
import { type ReadTile, type Tile, tileOf, tileWidth } from './tiles.js';

/** A tile and the hashes in it. */
export interface FilledTile extends Tile {
  readonly hashes: Buffer;
}

/** The right edge of a tree: its tiles that are not full yet. All that growing the tree and its root take. */
export class Edge {
  /** By level, the hashes of its last tile: fewer than 256. */
  private readonly levels: Hash[][] = [];
  private leaves = 0;

  static async of(size: number, read: ReadTile): Promise<Edge> {
    const edge = new Edge();
    for (let level = 0; tileWidth ** level <= size; level++) {
      const tile = tileOf(level, Math.floor(size / tileWidth ** level), size);
      const hashes = tile.width === 0 ? Buffer.alloc(0) : await read(tile);
      edge.levels.push(
        Array.from({ length: tile.width }, (_, n) => Buffer.from(hashes.subarray(32 * n, 32 * (n + 1)))),
      );
    }
    edge.leaves = size;
    return edge;
  }

  get size(): number {
    return this.leaves;
  }

  /** The root of the tree as it is now. */
  root(): Hash {
    const subtrees = this.levels.toReversed().flatMap((hashes) => completeSubtrees(hashes));
    return rangeHash(subtrees);
  }

  /** Adds leaves; answers every tile that is new or has become wider. */
  grow(leaves: readonly Hash[]): readonly FilledTile[] {
    const changed = new Map<string, FilledTile>();
    for (const leaf of leaves) this.add(0, leaf, this.leaves++, changed);
    for (const [level, hashes] of this.levels.entries()) {
      const index = Math.floor(this.leaves / tileWidth ** (level + 1));
      if (hashes.length > 0) note(changed, level, index, hashes);
    }
    return [...changed.values()];
  }

  /** @param at number of the hash in its level */
  private add(level: number, hash: Hash, at: number, full: Map<string, FilledTile>): void {
    this.levels[level] ??= [];
    const hashes = this.levels[level];
    hashes.push(hash);
    if (hashes.length < tileWidth) return;
    const index = Math.floor(at / tileWidth);
    note(full, level, index, hashes);
    this.levels[level] = [];
    this.add(level + 1, rangeHash(completeSubtrees(hashes)), index, full);
  }
}

const note = (tiles: Map<string, FilledTile>, level: number, index: number, hashes: readonly Hash[]): void => {
  tiles.set(`${level}/${index}`, { level, index, width: hashes.length, hashes: Buffer.concat(hashes) });
};

/** The hashes over the largest complete subtrees of a tile, from left to right. */
const completeSubtrees = (hashes: readonly Hash[]): Hash[] =>
  subtreesOf({ start: 0, end: hashes.length }).map(({ level, index }) => over(hashes, index * 2 ** level, level));

const over = (hashes: readonly Hash[], first: number, levels: number): Hash =>
  levels === 0
    ? hashes[first]!
    : nodeHash(over(hashes, first, levels - 1), over(hashes, first + 2 ** (levels - 1), levels - 1));
