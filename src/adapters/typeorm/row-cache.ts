import type { ChangedRow, Changes } from './announcements.js';

const maxTags = 5_000;
const maxReadsOfTag = 16;

/** A row's own tag, or that of the lists by one of its index entries. */
export const rowTag = (model: string, key: string): string => JSON.stringify([model, key]);
export const listTag = (model: string, name: string, value: string): string => JSON.stringify([model, name, value]);

/**
 * Answers of the read side until a commit changes them; the least recently used are forgotten. Only of use while every
 * commit is heard of, between `open` and `close`.
 */
export class RowCache {
  private readonly tags = new Map<string, Map<string, Promise<unknown>>>();
  private heard = false;

  get isOpen(): boolean {
    return this.heard;
  }

  open(): void {
    this.heard = true;
    this.tags.clear();
  }

  close(): void {
    this.heard = false;
    this.tags.clear();
  }

  /** What `load` answers, or answered for the same `read` of the same tag. A commit during the load makes it be forgotten. */
  async read<T>(tag: string, read: string, load: () => Promise<T>): Promise<T> {
    if (!this.heard) return load();
    const reads = this.tags.get(tag) ?? new Map<string, Promise<unknown>>();
    this.tags.delete(tag);
    this.tags.set(tag, reads);
    const known = reads.get(read) as Promise<T> | undefined;
    if (known) return known;
    if (this.tags.size > maxTags) this.tags.delete(this.tags.keys().next().value!);
    if (reads.size >= maxReadsOfTag) reads.clear();
    const loading = load().then(frozen);
    reads.set(read, loading);
    loading.catch(() => reads.delete(read));
    return loading;
  }

  forget(changes: Changes): void {
    if (changes === 'unknown') this.tags.clear();
    else for (const change of changes) for (const tag of tagsOf(change)) this.tags.delete(tag);
  }
}

const tagsOf = ({ model, key, index }: ChangedRow): string[] => [
  rowTag(model, key),
  ...index.map(([name, value]) => listTag(model, name, value)),
];

/** Shared by all who ask, so nobody may change it. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
};
