import { minute, second } from '../../domain/shared/instant.js';

/** An opened value stays in memory no longer than this (P2), plus `sweptEveryMs` where nobody asks for it. */
export const openedForMs = minute;
const sweptEveryMs = 15 * second;

interface Entry<V> {
  readonly value: V;
  readonly weight: number;
  readonly until: number;
}

/**
 * Remembers values until their time is over, whether anybody asks for them or not, and at most `maxWeight` of them by
 * weight: the least recently used go first. It needs no closing: its timer keeps no process alive and runs while there is
 * something to forget.
 */
export class ShortMemory<V> {
  private readonly entries = new Map<string, Entry<V>>();
  private total = 0;
  private sweeping: NodeJS.Timeout | undefined;

  /** @param monotonicMs a clock that only runs forwards */
  constructor(
    private readonly maxWeight: number,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** What all that is remembered weighs. */
  get weight(): number {
    return this.total;
  }

  /** A hit moves to the end: the first entry of the map is the one that was not used for longest. */
  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.delete(key);
    if (entry.until <= this.monotonicMs()) return undefined;
    this.add(key, entry);
    return entry.value;
  }

  /** When the value under the key will be forgotten. */
  until(key: string): number | undefined {
    return this.entries.get(key)?.until;
  }

  /** @param until by the clock of `monotonicMs` */
  set(key: string, value: V, weight: number, until: number): void {
    this.delete(key);
    this.add(key, { value, weight, until });
    while (this.total > this.maxWeight) this.delete(this.entries.keys().next().value!);
    this.sweeping ??= setInterval(() => this.sweep(), sweptEveryMs).unref();
  }

  delete(key: string): void {
    this.total -= this.entries.get(key)?.weight ?? 0;
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.total = 0;
  }

  private add(key: string, entry: Entry<V>): void {
    this.entries.set(key, entry);
    this.total += entry.weight;
  }

  private sweep(): void {
    const now = this.monotonicMs();
    for (const [key, { until }] of this.entries) if (until <= now) this.delete(key);
    if (this.entries.size > 0) return;
    clearInterval(this.sweeping);
    this.sweeping = undefined;
  }
}
