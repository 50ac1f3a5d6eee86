import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { caughtUp, type EventStore } from '../../application/ports/event-store.js';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { type Folding, foldInto, placeOf } from './fold.js';
import type { Version } from './save-rows.js';
import { rows, type StoredRow } from './tables.js';

/** Rows that a pass over the log keeps in memory, about. More rows take more passes. */
const rowsPerPass = 200_000;
const page = 5_000;

/** Number of rows and a digest of keys, rows and order, whatever order they come in. */
class Summary {
  count = 0;
  private sum = 0n;

  add(key: string, ordinal: number, text: string): void {
    const digest = createHash('sha256')
      .update(JSON.stringify([key, ordinal, text]))
      .digest('hex');
    this.count++;
    this.sum = (this.sum + BigInt(`0x${digest}`)) % (1n << 256n);
  }

  toString(): string {
    return `${this.count} rows, digest ${this.sum.toString(16)}`;
  }
}

export interface Verdict {
  readonly version: Version;
  readonly stored: string;
  readonly folded: string;
}

/**
 * Compares what is stored of each version with a second fold of the whole log, in memory, up to the event where the
 * versions stand (all at the same one).
 */
export const verify = async (
  dataSource: DataSource,
  store: EventStore,
  versions: readonly Version[],
  signal: AbortSignal,
): Promise<Verdict[]> => {
  const stored = await Promise.all(versions.map(({ model }) => summaryOfTable(dataSource, model)));
  const folded = versions.map(() => new Summary());
  const passes = Math.ceil(stored.reduce((total, { count }) => total + count, 1) / rowsPerPass);
  for (let pass = 0; pass < passes; pass++) {
    await foldLog(store, versions, folded, (key) => crc32(key) % passes === pass, signal);
  }
  signal.throwIfAborted();
  return versions.map((version, at) => ({ version, stored: String(stored[at]), folded: String(folded[at]) }));
};

const foldLog = async (
  store: EventStore,
  versions: readonly Version[],
  into: readonly Summary[],
  inPass: (key: string) => boolean,
  signal: AbortSignal,
): Promise<void> => {
  const end = Math.max(...versions.map(({ ordinal }) => ordinal));
  const states = versions.map(() => new Map<string, Folding>());
  let ordinal = 0;
  for await (const event of store.subscribe({ signal })) {
    if (event === caughtUp || ++ordinal > end) break;
    for (const [at, { model }] of versions.entries()) {
      if (!model.types.includes(event.type)) continue;
      const key = placeOf(model, event);
      if (!inPass(key)) continue;
      const folding = states[at]!.get(key) ?? { blocked: false };
      foldInto(model, folding, { event, ordinal });
      if (folding.row || folding.blocked) states[at]!.set(key, folding);
      else states[at]!.delete(key);
    }
  }
  for (const [at, state] of states.entries()) {
    for (const [key, { row }] of state) if (row) into[at]!.add(key, row.ordinal, row.text);
  }
};

const summaryOfTable = async (dataSource: DataSource, { name, version }: AnyReadModel): Promise<Summary> => {
  const summary = new Summary();
  for (let after = ''; ; ) {
    const found: (Pick<StoredRow, 'key' | 'ordinal'> & { text: string })[] = await dataSource
      .createQueryBuilder(rows, 'r')
      .select(['r.key AS key', 'r.ordinal AS ordinal', 'r.row::text AS text'])
      .where('r.model = :name AND r.version = :version AND r.key > :after', { name, version, after })
      .orderBy('r.key')
      .limit(page)
      .getRawMany();
    for (const { key, ordinal, text } of found) summary.add(key, Number(ordinal), text);
    if (found.length < page) return summary;
    after = found.at(-1)!.key;
  }
};
