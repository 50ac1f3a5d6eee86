import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

/** Leaves from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: the hash over leaves `index · 2^level` to before `(index + 1) · 2^level`. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

const [leafPrefix, nodePrefix] = [Buffer.of(0), Buffer.of(1)];

/** RFC 6962, section 2.1: the hash of one entry. */
export const leafHash = (entry: string | Uint8Array): Hash =>
  createHash('sha256').update(leafPrefix).update(entry).digest();

/** RFC 6962, section 2.1: the hash of an inner node. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Hash =>
  createHash('sha256').update(nodePrefix).update(left).update(right).digest();

/** The root of a tree without leaves. */
export const emptyRoot: Hash = createHash('sha256').digest();

/** The exponent of the largest power of two up to `count`. */
const log2 = (count: number): number => count.toString(2).length - 1;

/** Where RFC 6962 divides a range of two leaves or more: to the left are as many as the largest power of two below its size. */
const split = ({ start, end }: Range): number => start + 2 ** log2(end - start - 1);

/** The largest complete subtrees that a range of RFC 6962 is made of, from left to right. */
export const subtreesOf = ({ start, end }: Range): readonly Subtree[] => {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end; ) {
    const level = log2(end - at);
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
};

/** The hash over a range, from the hashes of its subtrees from left to right. */
export const rangeHash = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));

/** Inclusion proof (RFC 6962, section 2.1.1): ranges whose hashes it is made of, the leaf's sibling first. */
export const inclusionOf = (index: number, range: Range): readonly Range[] => {
  const { start, end } = range;
  if (end - start === 1) return [];
  const at = split(range);
  const [left, right] = [
    { start, end: at },
    { start: at, end },
  ];
  return index < at ? [...inclusionOf(index, left), right] : [...inclusionOf(index, right), left];
};

/**
 * Consistency proof (RFC 6962, section 2.1.2) between trees of `size` and of `range.end` leaves: ranges whose hashes it is
 * made of. Empty between trees of one size, and from an empty tree.
 */
export const consistencyOf = (size: number, range: Range, whole = true): readonly Range[] => {
  const { start, end } = range;
  if (size === end) return whole ? [] : [range];
  if (size === 0) return [];
  const at = split(range);
  const [left, right] = [
    { start, end: at },
    { start: at, end },
  ];
  return size <= at ? [...consistencyOf(size, left, whole), right] : [...consistencyOf(size, right, false), left];
};
