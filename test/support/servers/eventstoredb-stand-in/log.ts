export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Recorded extends Proposed {
  readonly stream: string;
  readonly revision: bigint;
  /** Byte offset in the log: commit and prepare position alike, as for every event outside a TCP transaction. */
  readonly position: bigint;
  readonly created: number;
}

export type Expected = bigint | 'no-stream' | 'stream-exists' | 'any';
export type Outcome =
  | { readonly landed: true; readonly revision: bigint; readonly position: bigint }
  | { readonly landed: false; readonly current: bigint };

const recordOverhead = 100n;

/** What EventStoreDB 23.10 promises about appends, in memory: order, expected revisions, idempotence by event id. */
export class Log {
  readonly records: Recorded[] = [];
  private readonly streams = new Map<string, Recorded[]>();
  private readonly waiting = new Set<() => void>();
  private end = 0n;

  append(stream: string, expected: Expected, events: readonly Proposed[]): Outcome {
    const records = this.streams.get(stream) ?? [];
    const current = BigInt(records.length) - 1n;
    const after = expected === 'no-stream' ? -1n : typeof expected === 'bigint' ? expected : current;
    if (after < current) return this.repeated(records, after, events, current);
    if (after > current || (expected === 'stream-exists' && current < 0n)) return { landed: false, current };
    for (const event of events) this.record(stream, event);
    for (const wake of this.waiting) wake();
    const last = this.streams.get(stream)?.at(-1);
    return { landed: true, revision: last?.revision ?? -1n, position: last?.position ?? 0n };
  }

  stream(name: string): readonly Recorded[] | undefined {
    return this.streams.get(name);
  }

  /** Takes over what another log has more than this one. */
  copy(other: Log): void {
    const missing = other.records.slice(this.records.length);
    for (const { stream, ...event } of missing) this.append(stream, 'any', [event]);
  }

  /** Forgets everything after a position, which is then given out again: a restored log, or one that a server is behind with. */
  truncate(after: bigint): void {
    const lost = this.records.filter(({ position }) => position > after);
    if (lost.length === 0) return;
    this.end = lost[0]!.position;
    this.records.splice(this.records.length - lost.length);
    for (const { stream } of lost) {
      const left = this.streams.get(stream)?.filter(({ position }) => position <= after) ?? [];
      if (left.length > 0) this.streams.set(stream, left);
      else this.streams.delete(stream);
    }
  }

  /** Calls `wake` after every append, until the returned function is called. */
  onAppend(wake: () => void): () => void {
    this.waiting.add(wake);
    return () => this.waiting.delete(wake);
  }

  private repeated(records: readonly Recorded[], after: bigint, events: readonly Proposed[], current: bigint): Outcome {
    const there = records.slice(Number(after) + 1, Number(after) + 1 + events.length);
    const same = there.length === events.length && there.every(({ id }, index) => id === events[index]?.id);
    const last = there.at(-1);
    return same && last
      ? { landed: true, revision: last.revision, position: last.position }
      : { landed: false, current };
  }

  private record(stream: string, event: Proposed): void {
    const records = this.streams.get(stream) ?? [];
    this.streams.set(stream, records);
    const recorded = { ...event, stream, revision: BigInt(records.length), position: this.end, created: Date.now() };
    records.push(recorded);
    this.records.push(recorded);
    this.end += recordOverhead + BigInt(event.data.length + event.metadata.length);
  }
}
