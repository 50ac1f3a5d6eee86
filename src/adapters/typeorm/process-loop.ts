import type { DataSource } from 'typeorm';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';
import type { Process } from '../../application/processes/process.js';
import { pause } from '../resilience/abort.js';
import { backOff } from '../resilience/back-off.js';
import { attempt, behindAnother, type Failure, ofNewerRelease } from './attempt.js';
import { batches } from './batches.js';
import type { NumberedEvent } from './fold.js';
import type { ParkedDeliveries } from './parked-deliveries.js';
import type { ProcessPlaces } from './process-places.js';
import { sideBySide } from './side-by-side.js';
import { type ProcessCheckpoint, processCheckpoints } from './tables.js';

const maxBatch = 2_000;
const parallelQueues = 8;
const waits = { first: 100, most: 5_000 };

/** How often an event is tried before it is parked: it fails, or a server that it needs is away. */
export interface QuickTries {
  readonly failing: number;
  readonly away: number;
}

/** Events that are handled one after the other. */
interface Queue {
  readonly waiting: Waiting[];
  blocked: boolean;
}

interface Waiting {
  readonly numbered: NumberedEvent;
  /** An earlier event of its stream is parked. */
  readonly behind: boolean;
  readonly tries: Record<keyof QuickTries, number>;
}

/** Delivers the log to one process from its checkpoint on, which moves after a batch was handled or parked. */
export class ProcessLoop {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly process: Process,
    private readonly parked: ParkedDeliveries,
    private readonly places: ProcessPlaces,
    private readonly most: QuickTries,
    private readonly knows: (event: StoredEvent) => boolean,
  ) {}

  /** @throws when the subscription ends or the signal aborts within a batch */
  async run(signal: AbortSignal, progress: () => void): Promise<void> {
    const { name, types } = this.process;
    this.parked.mayHoldSome();
    const checkpoint = await this.begin();
    let ordinal = Number(checkpoint.ordinal);
    for await (const { events } of batches(this.store, checkpoint.position, maxBatch, signal)) {
      const numbered = events.map((event) => ({ event, ordinal: ++ordinal }));
      const concerning = numbered.filter(
        ({ event }) => (types.includes(event.type) || !this.knows(event)) && !this.isHistory(event, checkpoint),
      );
      await this.deliver(concerning, signal);
      const last = events.at(-1);
      if (last) this.places.pass(name, { position: last.position, eventId: last.id, ordinal });
      progress();
    }
    if (!signal.aborted) throw new Error(`the subscription of ${name} ended`);
  }

  /** Where the process stands. One without a checkpoint notes where it begins before it handles anything. */
  private async begin(): Promise<ProcessCheckpoint> {
    const { name: process, beginsAt } = this.process;
    const { manager } = this.dataSource;
    const known = await manager.findOneBy(processCheckpoints, { process });
    if (known) return known;
    const beginsAfter = beginsAt === 'now' ? ((await this.store.head()) ?? null) : null;
    const fresh = { process, position: null, ordinal: '0', beginsAfter };
    await manager.createQueryBuilder().insert().into(processCheckpoints).values(fresh).orIgnore().execute();
    return manager.findOneByOrFail(processCheckpoints, { process });
  }

  private isHistory({ position }: StoredEvent, { beginsAfter }: ProcessCheckpoint): boolean {
    return beginsAfter !== null && this.store.compare(position, beginsAfter) <= 0;
  }

  /**
   * Round after round, each queue up to its first failure: what fails does not keep others waiting, however many fail. What
   * was tried enough is parked.
   */
  private async deliver(events: readonly NumberedEvent[], signal: AbortSignal): Promise<void> {
    let queues = await this.queuesOf(events);
    for (let round = 0; queues.length > 0; round++) {
      if (round > 0) await pause(backOff(round - 1, waits), signal);
      await sideBySide(queues, parallelQueues, (queue) => this.advance(queue, signal));
      queues = queues.filter(({ waiting }) => waiting.length > 0);
    }
  }

  /** One for each stream, or for each event where no order is needed. What is parked already is not delivered again. */
  private async queuesOf(events: readonly NumberedEvent[]): Promise<Queue[]> {
    const parked = await this.parked.of([...new Set(events.map(({ event }) => event.stream))]);
    const { unordered = false } = this.process;
    const open = events.filter(({ event, ordinal }) => !parked.get(event.stream)?.includes(ordinal));
    const waiting = open.map((numbered) => {
      const earlier = parked.get(numbered.event.stream)?.some((ordinal) => ordinal < numbered.ordinal);
      return { numbered, behind: !unordered && earlier === true, tries: { failing: 0, away: 0 } };
    });
    const queues = Map.groupBy(waiting, ({ numbered: { event, ordinal } }) => (unordered ? ordinal : event.stream));
    return [...queues.values()].map((each) => ({ waiting: each, blocked: false }));
  }

  private async advance(queue: Queue, signal: AbortSignal): Promise<void> {
    for (let next = queue.waiting[0]; next; next = queue.waiting[0]) {
      signal.throwIfAborted();
      const { numbered, behind } = next;
      if (behind || queue.blocked) await this.parked.park(numbered, behindAnother);
      else if (!this.knows(numbered.event)) {
        await this.parked.park(numbered, ofNewerRelease);
        queue.blocked = true;
      } else {
        const failure = await attempt(() => this.process.handle(numbered.event));
        if (failure && !this.isEnough(next, failure)) return;
        if (failure) await this.parked.park(numbered, failure);
        queue.blocked = failure !== undefined;
      }
      queue.waiting.shift();
    }
  }

  private isEnough({ tries }: Waiting, { away }: Failure): boolean {
    const kind = away ? 'away' : 'failing';
    return ++tries[kind] >= this.most[kind];
  }
}
