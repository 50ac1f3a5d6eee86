import { type DataSource, In } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import type { Process } from '../../application/processes/process.js';
import { epochMs, toInstant } from '../../domain/shared/instant.js';
import { attempt, type Failure, ofNewerRelease, putAside } from './attempt.js';
import type { NumberedEvent } from './fold.js';
import { readEvent } from './read-event.js';
import { RetryLoop } from './retry-loop.js';
import { sideBySide } from './side-by-side.js';
import { type ParkedDelivery, parkedDeliveries } from './tables.js';
import { processChannel } from './timers.js';

const triedSideBySide = 8;
const looked = 200;

/** The events that one process could not handle, and those that wait behind them. Each is tried again when it is due. */
export class ParkedDeliveries {
  private readonly retries: RetryLoop;
  private askedNow = false;
  /** How often it became unknown whether something is parked. */
  private unknowns = 0;
  /** Nothing is parked: only whoever leads parks, and that is this instance for as long as this object is used. */
  private isEmpty = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly process: Process,
    private readonly log: Log,
    private readonly knows: (event: StoredEvent) => boolean,
  ) {
    this.retries = new RetryLoop(clock);
  }

  /** Ordinals of what is parked, by stream. */
  async of(streams: readonly string[]): Promise<Map<string, readonly number[]>> {
    if (streams.length === 0 || this.isEmpty) return new Map();
    const where = { process: this.process.name, stream: In(streams) };
    const parked = await this.dataSource.manager.findBy(parkedDeliveries, where);
    const byStream = Map.groupBy(parked, ({ stream }) => stream);
    return new Map([...byStream].map(([stream, rows]) => [stream, rows.map(({ ordinal }) => Number(ordinal))]));
  }

  /** Something is being parked, or the log is delivered over another connection, which may lead to another server. */
  mayHoldSome(): void {
    this.unknowns++;
    this.isEmpty = false;
  }

  /** What is parked already stays as it is. */
  async park({ event, ordinal }: NumberedEvent, failure: Failure): Promise<void> {
    const { name: process } = this.process;
    const { reason } = failure;
    const { failures, due } = putAside(0, failure, this.clock.now());
    this.mayHoldSome();
    const parked = await this.dataSource.query<unknown[]>(
      `INSERT INTO process_parked (process, ordinal, stream, revision, reason, due_at, failures)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (process, ordinal) DO NOTHING RETURNING 1`,
      [process, ordinal, event.stream, String(event.revision), reason, due, failures],
    );
    if (parked.length === 0) return;
    this.log('warn', 'event parked', { process, type: event.type, ordinal, reason });
    this.retries.wake();
  }

  /** Everything of the process that was put aside, timers too, is due now. */
  retryNow(): void {
    this.askedNow = true;
    this.retries.wake();
  }

  /** Tries again what is due, until `signal` aborts; of what waits in one stream, the first. */
  retry(signal: AbortSignal, progress: () => void): Promise<void> {
    return this.retries.run(signal, async () => {
      if (this.askedNow) await this.makeDue();
      const { unknowns } = this;
      const first = await this.first();
      this.isEmpty = first.length === 0 && this.unknowns === unknowns;
      const now = this.clock.now();
      const due = first.filter(({ dueAt }) => dueAt.getTime() <= epochMs(now));
      await sideBySide(due, triedSideBySide, (parked) => this.tryAgain(parked, signal));
      progress();
      return first[0] && toInstant(first[0].dueAt.getTime());
    });
  }

  /** Those behind which others may wait and that wait behind none themselves, the next one that is due first. */
  private first(): Promise<ParkedDelivery[]> {
    const all = this.dataSource.manager.createQueryBuilder(parkedDeliveries, 'p').where({ process: this.process.name });
    const ordered = this.process.unordered
      ? all
      : all.andWhere(`NOT EXISTS (SELECT FROM process_parked earlier
          WHERE earlier.process = p.process AND earlier.stream = p.stream AND earlier.ordinal < p.ordinal)`);
    return ordered.orderBy('p.due_at').take(looked).getMany();
  }

  private async tryAgain(parked: ParkedDelivery, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { process, ordinal, stream, revision } = parked;
    const failure = await this.handle(stream, revision);
    if (!failure) {
      await this.dataSource.manager.delete(parkedDeliveries, { process, ordinal });
      this.log('info', 'parked event handled', { process, ordinal: Number(ordinal) });
      return;
    }
    const { failures, due } = putAside(parked.failures, failure, this.clock.now());
    const reason = failure.away && parked.failures > 0 ? parked.reason : failure.reason;
    await this.dataSource.manager.update(parkedDeliveries, { process, ordinal }, { failures, dueAt: due, reason });
  }

  /** What was parked as unknown may turn out to be none of its types. */
  private async handle(stream: string, revision: string): Promise<Failure | undefined> {
    let newer = false;
    const failure = await attempt(async () => {
      const event = await readEvent(this.store, stream, revision);
      newer = !this.knows(event);
      if (!newer && this.process.types.includes(event.type)) await this.process.handle(event);
    });
    return newer ? ofNewerRelease : failure;
  }

  private async makeDue(): Promise<void> {
    await this.dataSource.query(
      `WITH events AS (UPDATE process_parked SET due_at = $2 WHERE process = $1),
            timers AS (UPDATE process_timer SET retry_at = $2 WHERE process = $1 AND reason IS NOT NULL)
       SELECT pg_notify($3, 'timer ' || $1)`,
      [this.process.name, this.clock.now(), processChannel],
    );
    this.askedNow = false;
  }
}
