import { emptyRoot, type Hash, nodeHash } from './merkle.js';

const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

/** Whether a tree of `size` leaves with this root has the leaf at `index` (RFC 9162, section 2.1.3.2). */
export const includes = (
  { size, root }: { readonly size: number; readonly root: Hash },
  index: number,
  leaf: Hash,
  proof: readonly Hash[],
): boolean => {
  if (index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
};

interface Tree {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the `newer` tree begins with all leaves of the `older` one (RFC 9162, section 2.1.4.2). */
export const continues = (newer: Tree, older: Tree, proof: readonly Hash[]): boolean => {
  if (older.size > newer.size) return false;
  if (older.size === 0) return proof.length === 0 && older.root.equals(emptyRoot);
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  let [at, last] = [older.size - 1, newer.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  const [first, ...others] = at === 0 ? [older.root, ...proof] : proof;
  if (!first) return false;
  let [old, whole] = [first, first];
  for (const sibling of others) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      [old, whole] = [nodeHash(sibling, old), nodeHash(sibling, whole)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else whole = nodeHash(whole, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && old.equals(older.root) && whole.equals(newer.root);
};
