import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { FoldedRow } from './fold.js';
import { rows, type StoredRow } from './tables.js';

/** Rows that are hashed in one go, a few milliseconds. */
const page = 1_000;
const size = 1n << 256n;

/** One number for a set of rows, whatever order they come in: it follows every change without a look at the others. */
export class RowDigest {
  private sum: bigint;

  constructor(text = '0') {
    this.sum = BigInt(`0x${text}`);
  }

  add(key: string, row: Pick<FoldedRow, 'ordinal' | 'text'>): void {
    this.sum = (this.sum + digestOf(key, row)) % size;
  }

  remove(key: string, row: Pick<FoldedRow, 'ordinal' | 'text'>): void {
    this.sum = (this.sum + size - digestOf(key, row)) % size;
  }

  toString(): string {
    return this.sum.toString(16);
  }
}

const digestOf = (key: string, { ordinal, text }: Pick<FoldedRow, 'ordinal' | 'text'>): bigint => {
  const hex = createHash('sha256')
    .update(JSON.stringify([key, ordinal, text]))
    .digest('hex');
  return BigInt(`0x${hex}`);
};

/** The digest of what the table holds of a model's version. */
export const digestOfTable = async (
  manager: EntityManager,
  { name, version }: AnyReadModel,
  signal: AbortSignal,
): Promise<string> => {
  const digest = new RowDigest();
  for (let after = ''; ; ) {
    signal.throwIfAborted();
    const found: (Pick<StoredRow, 'key' | 'ordinal'> & { text: string })[] = await manager
      .createQueryBuilder(rows, 'r')
      .select(['r.key AS key', 'r.ordinal AS ordinal', 'r.row::text AS text'])
      .where('r.model = :name AND r.version = :version AND r.key > :after', { name, version, after })
      .orderBy('r.key')
      .limit(page)
      .getRawMany();
    for (const { key, ordinal, text } of found) digest.add(key, { ordinal: Number(ordinal), text });
    if (found.length < page) return digest.toString();
    after = found.at(-1)!.key;
  }
};
