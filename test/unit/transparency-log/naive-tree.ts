import { createHash } from 'node:crypto';

/** RFC 6962, section 2.1, word for word and slow: the judge of everything that the tree of tiles answers. */
const sha = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const naiveLeaf = (entry: string | Uint8Array): Buffer => sha('\x00', entry);
const naiveNode = (left: Uint8Array, right: Uint8Array): Buffer => sha('\x01', left, right);

const divided = (count: number): number => {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
};

/** MTH(D), kept for each range that was asked for. */
export class NaiveTree {
  private readonly known = new Map<string, Buffer>();

  constructor(readonly leaves: readonly Buffer[]) {}

  root(from = 0, to = this.leaves.length): Buffer {
    if (from === to) return sha();
    if (to - from === 1) return this.leaves[from]!;
    const name = `${from} ${to}`;
    const found = this.known.get(name);
    if (found) return found;
    const k = from + divided(to - from);
    const root = naiveNode(this.root(from, k), this.root(k, to));
    this.known.set(name, root);
    return root;
  }

  /** PATH(m, D) */
  path(m: number, from: number, to: number): Buffer[] {
    if (to - from === 1) return [];
    const k = divided(to - from);
    return m < k
      ? [...this.path(m, from, from + k), this.root(from + k, to)]
      : [...this.path(m - k, from + k, to), this.root(from, from + k)];
  }

  /** SUBPROOF(m, D, b) */
  subproof(m: number, from: number, to: number, whole: boolean): Buffer[] {
    if (m === to - from) return whole ? [] : [this.root(from, to)];
    const k = divided(to - from);
    return m <= k
      ? [...this.subproof(m, from, from + k, whole), this.root(from + k, to)]
      : [...this.subproof(m - k, from + k, to, false), this.root(from, from + k)];
  }
}

/** The root that an inclusion proof leads to, by taking the proof apart from its end. */
export const rootByPath = (m: number, size: number, leaf: Buffer, proof: readonly Buffer[]): Buffer | undefined => {
  if (size === 1) return proof.length === 0 ? leaf : undefined;
  const sibling = proof.at(-1);
  if (!sibling) return undefined;
  const k = divided(size);
  const rest = proof.slice(0, -1);
  const below = m < k ? rootByPath(m, k, leaf, rest) : rootByPath(m - k, size - k, leaf, rest);
  return below && (m < k ? naiveNode(below, sibling) : naiveNode(sibling, below));
};
