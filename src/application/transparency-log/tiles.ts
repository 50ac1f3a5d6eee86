import type { TileName } from '../ports/transparency-log.js';
import {
  consistencyOf,
  type Hash,
  inclusionOf,
  nodeHash,
  type Range,
  rangeHash,
  type Subtree,
  subtreesOf,
} from './merkle.js';

/** Levels of the tree below one tile, and hashes of a full one (C2SP tlog-tiles). */
const height = 8;
export const tileWidth = 2 ** height;
const hashBytes = 32;

/** Hash i of a tile is that over leaves `(index · 256 + i) · 256^level` to before `(index · 256 + i + 1) · 256^level`. */
export type Tile = TileName;

/** Reads a tile: its hashes one after the other, `32 · width` bytes. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

const threeDigits = (index: number): readonly string[] => {
  const last = String(index % 1000).padStart(3, '0');
  return index < 1000 ? [last] : [...threeDigits(Math.floor(index / 1000)), last];
};

/** The path of a tile below `tile/`, such as `0/x001/234.p/17`; of an entry bundle with `entries` as its level. */
export const tilePath = ({
  level,
  index,
  width,
}: Omit<Tile, 'level'> & { readonly level: number | 'entries' }): string => {
  const groups = threeDigits(index);
  const path = groups.map((digits, n) => (n === groups.length - 1 ? digits : `x${digits}`)).join('/');
  return `${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
};

/** The number of a tile and its width, from what follows the level in its path; undefined for what is no such path. */
export const parseTilePath = (path: string): Pick<Tile, 'index' | 'width'> | undefined => {
  const [, groups, width] = /^((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  const tile = { index: Number(groups?.replaceAll(/[x/]/g, '')), width: Number(width ?? tileWidth) };
  const isOwn = groups !== undefined && tilePath({ level: 0, ...tile }) === `0/${path}`;
  return isOwn && tile.width <= tileWidth ? tile : undefined;
};

/** The tile that holds a leaf, or a hash of a higher level, in a tree of `size` leaves. */
export const tileOf = (level: number, at: number, size: number): Tile => {
  const index = Math.floor(at / tileWidth);
  const hashes = Math.floor(size / tileWidth ** level);
  return { level, index, width: Math.min(tileWidth, hashes - index * tileWidth) };
};

export const hashAt = (tile: Uint8Array, at: number): Hash =>
  Buffer.from(tile.subarray(at * hashBytes, (at + 1) * hashBytes));

/** The hash over `2^levels` hashes of a tile. */
const within = (tile: Uint8Array, first: number, levels: number): Hash =>
  levels === 0
    ? hashAt(tile, first)
    : nodeHash(within(tile, first, levels - 1), within(tile, first + 2 ** (levels - 1), levels - 1));

/** Roots and proofs of a tree of any size from its tiles. */
export class TiledTree {
  constructor(private readonly read: ReadTile) {}

  root(size: number): Promise<Hash> {
    return this.range({ start: 0, end: size }, size);
  }

  /** From the leaf's sibling up. @param size more than `index` */
  inclusion(index: number, size: number): Promise<Hash[]> {
    return this.ranges(inclusionOf(index, { start: 0, end: size }), size);
  }

  /** @param older at most `size` */
  consistency(older: number, size: number): Promise<Hash[]> {
    return this.ranges(consistencyOf(older, { start: 0, end: size }), size);
  }

  private ranges(ranges: readonly Range[], size: number): Promise<Hash[]> {
    return Promise.all(ranges.map((range) => this.range(range, size)));
  }

  private async range(range: Range, size: number): Promise<Hash> {
    return rangeHash(await Promise.all(subtreesOf(range).map((subtree) => this.subtree(subtree, size))));
  }

  private async subtree({ level, index }: Subtree, size: number): Promise<Hash> {
    const levels = level % height;
    const first = index * 2 ** levels;
    const tile = await this.read(tileOf((level - levels) / height, first, size));
    return within(tile, first % tileWidth, levels);
  }
}
