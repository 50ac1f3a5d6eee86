import { type DataSource, In } from 'typeorm';
import { type EventStore } from '../../application/ports/event-store.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Process } from '../../application/processes/process.js';
import { pause } from '../resilience/abort.js';
import { backOff } from '../resilience/back-off.js';
import { batches } from './batches.js';
import { Deferred } from './deferred.js';
import { type NumberedEvent, reasonOf } from './fold.js';
import { readEvent } from './parked-events.js';
import { parkedDeliveries, processCheckpoints } from './tables.js';

const maxBatch = 2_000;
/** Milliseconds after which a checkpoint follows where nothing concerned the process: it would only be passed again. */
const idleCheckpoint = 200;
const parallelStreams = 8;
const waits = { first: 100, most: 10_000 };

/**
 * Does `work` until it succeeds; answers why it is given up after `maxTries` failures. A dependency that is down is
 * waited out. @throws the signal's reason when it aborts
 */
export const persist = async (
  work: () => Promise<void>,
  maxTries: number,
  signal: AbortSignal,
): Promise<string | undefined> => {
  for (let failures = 0, attempts = 0; ; attempts++) {
    signal.throwIfAborted();
    try {
      await work();
      return undefined;
    } catch (error) {
      if (!(error instanceof DependencyUnavailable) && ++failures >= maxTries) return reasonOf(error);
    }
    await pause(backOff(attempts, waits), signal);
  }
};

interface Place {
  readonly position: string;
  readonly ordinal: number;
}

/** Delivers the log to one process from its checkpoint on, which moves after a batch was handled. */
export class ProcessLoop {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly process: Process,
    private readonly maxTries: number,
  ) {}

  /** @throws when the subscription ends or the signal aborts within a batch */
  async run(signal: AbortSignal, progress: () => void): Promise<void> {
    await this.retryParked(signal);
    const { name, types } = this.process;
    const checkpoint = await this.dataSource.manager.findOneBy(processCheckpoints, { process: name });
    let ordinal = Number(checkpoint?.ordinal ?? 0);
    const passed = new Deferred((place: Place) => this.moveCheckpoint(place), idleCheckpoint);
    try {
      for await (const { events } of batches(this.store, checkpoint?.position ?? null, maxBatch, signal)) {
        const numbered = events.map((event) => ({ event, ordinal: ++ordinal }));
        const concerning = numbered.filter(({ event }) => types.includes(event.type));
        await this.deliver(concerning, signal);
        const last = events.at(-1);
        const place = last && { position: last.position, ordinal };
        if (place && concerning.length > 0) await this.moveCheckpoint(place);
        else if (place) passed.later(place);
        progress();
      }
    } finally {
      await passed.now();
    }
    if (!signal.aborted) throw new Error(`the subscription of ${name} ended`);
  }

  /** Events of one stream in order, streams side by side. */
  private async deliver(events: readonly NumberedEvent[], signal: AbortSignal): Promise<void> {
    const streams = Map.groupBy(events, ({ event }) => event.stream);
    const blocked = await this.blocked([...streams.keys()]);
    const waiting = streams.entries();
    const work = async () => {
      for (const [stream, ofStream] of waiting) await this.deliverStream(ofStream, blocked.has(stream), signal);
    };
    const workers = Array.from({ length: Math.min(parallelStreams, streams.size) }, work);
    const ends = await Promise.allSettled(workers);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async deliverStream(events: readonly NumberedEvent[], blocked: boolean, signal: AbortSignal): Promise<void> {
    let behind = blocked;
    for (const numbered of events) {
      const reason = behind
        ? 'waits behind an earlier event'
        : await persist(() => this.process.handle(numbered.event), this.maxTries, signal);
      if (reason) await this.park(numbered, reason);
      behind ||= reason !== undefined;
    }
  }

  private async park({ event, ordinal }: NumberedEvent, reason: string): Promise<void> {
    await this.dataSource.manager.upsert(
      parkedDeliveries,
      {
        process: this.process.name,
        ordinal: String(ordinal),
        reason,
        stream: event.stream,
        revision: String(event.revision),
      },
      ['process', 'ordinal'],
    );
  }

  private async blocked(streams: string[]): Promise<Set<string>> {
    if (streams.length === 0) return new Set();
    const parked = await this.dataSource.manager.findBy(parkedDeliveries, {
      process: this.process.name,
      stream: In(streams),
    });
    return new Set(parked.map(({ stream }) => stream));
  }

  /** Once each, those of one stream in order up to the first that fails again. */
  private async retryParked(signal: AbortSignal): Promise<void> {
    const { name: process } = this.process;
    const parked = await this.dataSource.manager.find(parkedDeliveries, {
      where: { process },
      order: { ordinal: 'ASC' },
    });
    const blocked = new Set<string>();
    for (const { stream, revision, ordinal } of parked) {
      if (blocked.has(stream)) continue;
      const event = await readEvent(this.store, stream, revision);
      const reason = await persist(() => this.process.handle(event), 1, signal);
      if (reason) blocked.add(stream);
      else await this.dataSource.manager.delete(parkedDeliveries, { process, ordinal });
    }
  }

  /** The checkpoint never moves back: another instance may be further. A position that the server loses is passed again. */
  private async moveCheckpoint({ position, ordinal }: Place): Promise<void> {
    await this.dataSource.query(
      `WITH unflushed AS (SELECT set_config('synchronous_commit', 'off', true))
       INSERT INTO process_checkpoint AS c (process, position, ordinal) SELECT $1, $2, $3 FROM unflushed
       ON CONFLICT (process) DO UPDATE SET position = EXCLUDED.position, ordinal = EXCLUDED.ordinal
       WHERE c.ordinal < EXCLUDED.ordinal`,
      [this.process.name, position, ordinal],
    );
  }
}
