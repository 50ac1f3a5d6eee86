import { describe, expect, it } from '@jest/globals';
import { Edge } from '../../../src/application/transparency-log/edge.js';
import { emptyRoot, type Hash, leafHash } from '../../../src/application/transparency-log/merkle.js';
import {
  parseTilePath,
  type Tile,
  TiledTree,
  tileOf,
  tilePath,
} from '../../../src/application/transparency-log/tiles.js';
import { continues, includes } from '../../../src/application/transparency-log/verify.js';
import { NaiveTree, naiveLeaf, rootByPath } from './naive-tree.js';

/** The entries of the test vectors of Certificate Transparency, and the roots of the trees of the first 1, 2 … of them. */
const vectors = {
  entries: ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'],
  empty: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  roots: [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
};

const most = 1_025;
const leaves: readonly Hash[] = Array.from({ length: most }, (_, n) => leafHash(`entry ${n}`));
const naive = new NaiveTree(Array.from({ length: most }, (_, n) => naiveLeaf(`entry ${n}`)));

/** Tiles as they are kept: one row for each, replaced when it has become wider. */
class Shelf {
  readonly tiles = new Map<string, Buffer>();
  readonly read = async ({ level, index, width }: Tile): Promise<Buffer> => {
    const hashes = this.tiles.get(`${level}/${index}`);
    if (!hashes || hashes.length < 32 * width) throw new Error(`no tile ${level}/${index} of ${width}`);
    return hashes.subarray(0, 32 * width);
  };
  readonly tree = new TiledTree(this.read);

  grow(edge: Edge, added: readonly Hash[]): void {
    for (const { level, index, hashes } of edge.grow(added)) this.tiles.set(`${level}/${index}`, hashes);
  }
}

const grown = async (): Promise<Shelf> => {
  const shelf = new Shelf();
  shelf.grow(await Edge.of(0, shelf.read), leaves);
  return shelf;
};
const altered = (hash: Hash): Hash => Buffer.from(hash.map((byte, n) => (n === 7 ? byte ^ 1 : byte)));
const rootOf = (size: number): Hash => naive.root(0, size);
const areEqual = (some: readonly Hash[], others: readonly Hash[]): boolean =>
  some.length === others.length && some.every((hash, n) => hash.equals(others[n]!));

describe('the tree', () => {
  it('has the roots of the test vectors of Certificate Transparency', async () => {
    const shelf = new Shelf();
    const edge = await Edge.of(0, shelf.read);
    expect(edge.root().toString('hex')).toBe(vectors.empty);
    expect(emptyRoot.toString('hex')).toBe(vectors.empty);
    for (const [n, entry] of vectors.entries.entries()) {
      shelf.grow(edge, [leafHash(Buffer.from(entry, 'hex'))]);
      expect(edge.root().toString('hex')).toBe(vectors.roots[n]);
      expect((await shelf.tree.root(n + 1)).toString('hex')).toBe(vectors.roots[n]);
    }
  });

  it('is the tree of RFC 6962 at each size from 0 to 1,025, grown a leaf at a time and taken up anew from its tiles', async () => {
    const shelf = new Shelf();
    let edge = await Edge.of(0, shelf.read);
    const wrong: number[] = [];
    for (let size = 0; size <= most; size++) {
      if (!areEqual([edge.root(), await shelf.tree.root(size)], [rootOf(size), rootOf(size)])) wrong.push(size);
      if (size % 64 < 2) edge = await Edge.of(size, shelf.read);
      if (size < most) shelf.grow(edge, [leaves[size]!]);
    }
    expect(wrong).toEqual([]);
    expect(edge.size).toBe(most);
  });

  it.each([[[1_025]], [[256, 1, 768]], [[255, 2, 511, 257]]])('grows by %j leaves to the same tiles', async (steps) => {
    const shelf = new Shelf();
    const edge = await Edge.of(0, shelf.read);
    for (const step of steps) shelf.grow(edge, leaves.slice(edge.size, edge.size + step));
    expect(shelf.tiles).toEqual((await grown()).tiles);
    expect(edge.root()).toEqual(rootOf(most));
  });

  it('has tiles of 256 hashes: hash i of a tile is that over 256^level leaves', async () => {
    const { tiles } = await grown();
    expect([...tiles].map(([name, { length }]) => [name, length / 32]).sort()).toEqual([
      ['0/0', 256],
      ['0/1', 256],
      ['0/2', 256],
      ['0/3', 256],
      ['0/4', 1],
      ['1/0', 4],
    ]);
    expect(tiles.get('1/0')!.subarray(64, 96)).toEqual(naive.root(512, 768));
    expect(tileOf(1, 2, most)).toEqual({ level: 1, index: 0, width: 4 });
  });
});

describe('an inclusion proof', () => {
  it('is that of RFC 6962 for each leaf of small trees and two of each up to 1,025, and leads to the root', async () => {
    const { tree } = await grown();
    const wrong: [index: number, size: number][] = [];
    for (let size = 1; size <= most; size++) {
      const indexes = size <= 66 ? Array.from({ length: size }, (_, n) => n) : [size >> 1, size - 1];
      for (const index of indexes) {
        const proof = await tree.inclusion(index, size);
        const root = rootOf(size);
        const isRight =
          areEqual(proof, naive.path(index, 0, size)) &&
          rootByPath(index, size, leaves[index]!, proof)?.equals(root) &&
          includes({ size, root }, index, leaves[index]!, proof);
        if (!isRight) wrong.push([index, size]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is refused for another leaf, index, size or root, and with a hash altered, missing or added', async () => {
    const { tree } = await grown();
    for (const size of [1, 2, 3, 7, 8, 9, 255, 256, 257, 1_024, 1_025]) {
      for (const index of new Set([0, size >> 1, size - 1])) {
        const proof = await tree.inclusion(index, size);
        const [leaf, head] = [leaves[index]!, { size, root: rootOf(size) }];
        const refused = (...given: Parameters<typeof includes>) => expect(includes(...given)).toBe(false);
        refused(head, index, altered(leaf), proof);
        refused({ ...head, root: altered(head.root) }, index, leaf, proof);
        refused(head, size, leaf, proof);
        if (size > 1) refused(head, (index + 1) % size, leaf, proof);
        refused(head, index, leaf, [...proof, leaf]);
        for (const n of proof.keys()) {
          refused(head, index, leaf, proof.with(n, altered(proof[n]!)));
          refused(head, index, leaf, proof.toSpliced(n, 1));
        }
      }
    }
  });
});

describe('a consistency proof', () => {
  it('is that of RFC 6962 between trees of each two sizes up to 66, and of each size up to 1,025 and the whole', async () => {
    const { tree } = await grown();
    const wrong: [older: number, size: number][] = [];
    const judge = async (older: number, size: number) => {
      const proof = await tree.consistency(older, size);
      const isRight =
        (older === 0 || areEqual(proof, naive.subproof(older, 0, size, true))) &&
        continues({ size, root: rootOf(size) }, { size: older, root: rootOf(older) }, proof);
      if (!isRight) wrong.push([older, size]);
    };
    for (let size = 0; size <= 66; size++) for (let older = 0; older <= size; older++) await judge(older, size);
    for (let older = 0; older <= most; older++) await judge(older, most);
    expect(wrong).toEqual([]);
  });

  it('is refused for a tree that was rolled back or forked, and with a hash altered, missing or added', async () => {
    const { tree } = await grown();
    for (const [older, size] of [
      [1, 2],
      [2, 3],
      [3, 7],
      [4, 8],
      [6, 8],
      [255, 257],
      [256, 512],
      [700, 1_025],
      [9, 9],
    ] as const) {
      const proof = await tree.consistency(older, size);
      const [newer, before] = [
        { size, root: rootOf(size) },
        { size: older, root: rootOf(older) },
      ];
      const refused = (...given: Parameters<typeof continues>) => expect(continues(...given)).toBe(false);
      if (older < size) refused(before, newer, proof);
      refused(newer, { ...before, root: altered(before.root) }, proof);
      refused({ ...newer, root: altered(newer.root) }, before, proof);
      refused(newer, before, [...proof, before.root]);
      for (const n of proof.keys()) {
        refused(newer, before, proof.with(n, altered(proof[n]!)));
        refused(newer, before, proof.toSpliced(n, 1));
      }
    }
    expect(continues({ size: 5, root: rootOf(5) }, { size: 0, root: emptyRoot }, [leaves[0]!])).toBe(false);
    expect(continues({ size: 5, root: rootOf(5) }, { size: 0, root: rootOf(1) }, [])).toBe(false);
  });
});

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, '0/000'],
    [{ level: 1, index: 1_234_067, width: 256 }, '1/x001/x234/067'],
    [{ level: 0, index: 273, width: 112 }, '0/273.p/112'],
    [{ level: 2, index: 1_000, width: 1 }, '2/x001/000.p/1'],
  ] as const)('of %j is %s, and is read back', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path.slice(2))).toEqual({ index: tile.index, width: tile.width });
  });

  it('of entries has that word in place of the level', () => {
    expect(tilePath({ level: 'entries', index: 3, width: 7 })).toBe('entries/003.p/7');
  });

  it.each([
    ...[
      '',
      '0',
      '00',
      '0000',
      '000.p/0',
      '000.p/256',
      '000.p/01',
      '000.p/257',
      '000.p/',
      'x000/001',
      'x001/1',
      '001/002',
    ],
    ...['../000', 'x001/x234/x067', '000/', '-01', '000.p/1/2', 'x001/x001/x001/x001/x001/001', '000.P/1', ' 000'],
  ])('%j is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});
