import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import { type Appended, type ExpectedRevision, RevisionConflict } from '../../application/ports/event-store.js';
import type { KnownLog } from '../../application/ports/known-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { toldWhenBroken } from './breaks.js';

/** An append that is ready to be sent: data and metadata are JSON texts. */
export interface PreparedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly ids: readonly string[];
  readonly types: readonly string[];
  readonly data: readonly string[];
  readonly metadata: readonly string[];
  readonly bytes: number;
}

interface Waiting extends PreparedAppend {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

interface Outcome {
  readonly last_revision: string | null;
  readonly last_position: string | null;
}

/** Milliseconds from the call to its answer. */
const deadline = 6_000;
const maxBatch = { appends: 512, bytes: 4_000_000 };

const statement = {
  name: 'append_events_to_known',
  text: `select last_revision, last_position
    from append_events_to_known($1, $2, $3::text[], $4::bigint[], $5::int[], $6::uuid[], $7::text[], $8::json[], $9::json[])`,
};

/**
 * Group commit: while one statement is under way, further appends gather and leave together with the next one, so that
 * they share its lock and its fsync. An append that finds the queue empty leaves with the others of its turn.
 */
export class AppendQueue {
  private readonly waiting = new Set<Waiting>();
  private draining = false;
  private sending: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly known: KnownLog,
  ) {}

  /** @throws RevisionConflict, LogWentBack, DependencyUnavailable (the outcome is then unknown) */
  append(append: PreparedAppend): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(entry);
        reject(new DependencyUnavailable('event store'));
      }, deadline);
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      const entry: Waiting = { ...append, resolve: settled(resolve), reject: settled(reject) };
      this.waiting.add(entry);
      void this.drain();
    });
  }

  /** Resolves when what is under way now has been answered. */
  async answered(): Promise<void> {
    await this.sending;
  }

  private async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    // A turn lets everybody whom the last answers woke say what comes next.
    for (await turn(); this.waiting.size > 0; await turn()) {
      this.sending = this.send(this.nextBatch());
      await this.sending;
    }
    this.sending = undefined;
    this.draining = false;
  }

  /** One append per stream, so that they do not depend on each other; a second one waits for the next batch. */
  private nextBatch(): Waiting[] {
    const batch = new Map<string, Waiting>();
    let bytes = 0;
    for (const append of this.waiting) {
      if (batch.has(append.stream)) continue;
      bytes += append.bytes;
      if (batch.size === maxBatch.appends || (batch.size > 0 && bytes > maxBatch.bytes)) break;
      this.waiting.delete(append);
      batch.set(append.stream, append);
    }
    return [...batch.values()];
  }

  /** A broken connection leaves the outcome open: the batch is sent once more, which writes nothing twice. */
  private async send(batch: readonly Waiting[]): Promise<void> {
    try {
      const { newest } = this.known;
      const query = { ...statement, values: [newest?.position, newest?.id, ...parameters(batch)] };
      const { rows } = await toldWhenBroken(this.known, () => this.pool.query<Outcome>(query));
      if (newest && rows.length === 0) throw this.known.wentBack(newest);
      for (const [n, append] of batch.entries()) this.settle(append, rows[n]!);
    } catch (error) {
      await this.failed(batch, error);
    }
  }

  private settle(append: Waiting, { last_revision: revision, last_position: position }: Outcome): void {
    if (revision === null || position === null) append.reject(new RevisionConflict(append.stream));
    else {
      this.known.note({ position, id: append.ids.at(-1)! });
      append.resolve({ revision: BigInt(revision), position });
    }
  }

  /** Where one of several can not be stored at all, each is sent alone, so that it fails alone. */
  private async failed(batch: readonly Waiting[], error: unknown): Promise<void> {
    const [first, ...others] = batch;
    if (error instanceof DependencyUnavailable) {
      for (const { reject } of batch) reject(error);
    } else if (others.length > 0) {
      for (const append of batch) await this.send([append]);
    } else {
      first?.reject(isUniqueViolation(error) ? new RevisionConflict(first.stream) : error);
    }
  }
}

const isUniqueViolation = (error: unknown): boolean => (error as { code?: unknown }).code === '23505';

const parameters = (batch: readonly PreparedAppend[]): unknown[] => [
  batch.map(({ stream }) => stream),
  batch.map(({ expected }) => (expected === 'no-stream' ? '-1' : String(expected))),
  batch.flatMap(({ ids }, n) => ids.map(() => n + 1)),
  batch.flatMap(({ ids }) => ids),
  batch.flatMap(({ types }) => types),
  batch.flatMap(({ data }) => data),
  batch.flatMap(({ metadata }) => metadata),
];
