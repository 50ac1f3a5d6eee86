import { type DataSource, IsNull, Not } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Process } from '../../application/processes/process.js';
import { type Instant, plus, second, toInstant } from '../../domain/shared/instant.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { isLed } from '../postgres-server/lock.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { pause } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';
import type { ReadSideDatabase } from './data-source.js';
import { ParkedDeliveries } from './parked-deliveries.js';
import { ProcessLoop, type QuickTries } from './process-loop.js';
import { ProcessPlaces } from './process-places.js';
import { retryChannel } from './retry-loop.js';
import { parkedDeliveries, processCheckpoints, timers } from './tables.js';
import { TimerLoop } from './timer-loop.js';
import { processChannel } from './timers.js';
import { untilBreak } from './until-break.js';

/** The advisory lock of whoever runs the processes. */
export const processesLock = 'realname/processes';
/** Milliseconds until timers are looked for again, whether or not one was heard to be set. */
const timerPoll = 2_000;
const sweepEvery = 10 * second;
const quickTries: QuickTries = { failing: 3, away: 8 };

export interface ProcessStatus {
  readonly process: string;
  /** Events of the log that the process has passed. */
  readonly passed: number;
  readonly position: string | null;
  /** Whether it had passed everything that was in the log. */
  readonly caughtUp: boolean;
  readonly parked: number;
  readonly parkedTimers: number;
}

/**
 * Delivers events and due timers to the processes, each from a checkpoint of its own, so that one that waits holds up
 * no other, by its events or its timers. Any number of instances may run it; one works at a time.
 */
export class ProcessRunner {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private active = false;
  private readonly timers = new Map<string, TimerLoop>();
  private readonly parked = new Map<string, ParkedDeliveries>();

  private readonly dataSource: DataSource;
  private readonly server: PostgresServer;
  private readonly places: ProcessPlaces;

  constructor(
    database: ReadSideDatabase,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly processes: readonly Process[],
    private readonly log: Log = () => {},
    private readonly tries = quickTries,
    /** Whether this release knows an event's type and schema. What it does not know is parked, for one that does. */
    private readonly knows: (event: StoredEvent) => boolean = () => true,
  ) {
    this.dataSource = database.source;
    this.server = database.server;
    this.places = new ProcessPlaces(database, store);
    const names = new Set(processes.map(({ name }) => name));
    if (names.size !== processes.length) throw new Error('two processes have the same name');
  }

  /** Begins to work, or to wait until the working instance ends. */
  start(): void {
    const { signal } = this.stopping;
    this.running = this.server.lead(processesLock, signal, (held) => this.work(held));
  }

  /** Ends after the events that are being handled. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** `active`: this instance works; `led`: some instance does. */
  async status(): Promise<{ active: boolean; led: boolean; processes: ProcessStatus[] }> {
    const head = await this.store.head();
    const statusOf = async ({ name: process }: Process): Promise<ProcessStatus> => {
      const at = await this.dataSource.manager.findOneBy(processCheckpoints, { process });
      const position = at?.position ?? null;
      return {
        process,
        position,
        passed: Number(at?.ordinal ?? 0),
        caughtUp: head === undefined || (position !== null && this.store.compare(position, head) >= 0),
        parked: await this.dataSource.manager.countBy(parkedDeliveries, { process }),
        parkedTimers: await this.dataSource.manager.countBy(timers, { process, reason: Not(IsNull()) }),
      };
    };
    return orUnavailable(async () => {
      const led = await isLed(this.dataSource, processesLock);
      return { active: this.active, led, processes: await Promise.all(this.processes.map(statusOf)) };
    });
  }

  private async work(held: AbortSignal): Promise<void> {
    this.active = true;
    const listener = { connected: () => this.wakeTimers(), hear: (payload: string) => this.hear(payload) };
    this.server.listen(processChannel, listener, held);
    const retry = { connected: () => {}, hear: (process: string) => this.parked.get(process)?.retryNow() };
    this.server.listen(retryChannel, retry, held);
    try {
      await Promise.all([
        ...this.processes.flatMap((process) => this.deliver(process, held)),
        ...this.processes.filter(({ fire }) => fire).map((process) => this.fire(process, held)),
        this.pollTimers(held),
        ...this.processes.filter(({ sweep }) => sweep).map((process) => this.sweep(process, held)),
      ]);
    } finally {
      await this.places.write();
      this.active = false;
    }
  }

  private deliver(process: Process, held: AbortSignal): Promise<void>[] {
    const { name } = process;
    const parked = new ParkedDeliveries(this.dataSource, this.store, this.clock, process, this.log, this.knows);
    this.parked.set(name, parked);
    const loop = new ProcessLoop(this.dataSource, this.store, process, parked, this.places, this.tries, this.knows);
    return [
      supervise(held, this.log, `process ${name}`, (begun) =>
        this.untilBreak(held, (unbroken) => loop.run(unbroken, begun)),
      ),
      supervise(held, this.log, `parked events of ${name}`, (begun) =>
        this.untilBreak(held, (unbroken) => parked.retry(unbroken, begun)),
      ),
    ];
  }

  private fire(process: Process, held: AbortSignal): Promise<void> {
    const loop = new TimerLoop(this.dataSource, this.clock, this.log, process);
    this.timers.set(process.name, loop);
    return supervise(held, this.log, `timers of ${process.name}`, () =>
      this.untilBreak(held, (unbroken) => loop.run(unbroken)),
    );
  }

  private untilBreak(held: AbortSignal, work: (unbroken: AbortSignal) => Promise<void>): Promise<void> {
    return untilBreak(this.store.known, held, work);
  }

  private hear(payload: string): void {
    const [, process, dueAt] = /^timer (\S+)(?: (\d{4}-\d\d-\d\dT[\d:.]+Z))?$/.exec(payload) ?? [];
    this.wakeTimers(process, dueAt);
  }

  /** Those of one process, or of all. */
  private wakeTimers(process?: string, dueAt?: Instant): void {
    const woken = process === undefined ? [...this.timers.values()] : [this.timers.get(process)];
    for (const loop of woken) loop?.hear(dueAt);
  }

  /** Looks now and then for the next timer of each process: that it was set may not have been heard. */
  private pollTimers(held: AbortSignal): Promise<void> {
    return supervise(held, this.log, 'looking for timers', async (begun) => {
      for (await pause(timerPoll, held); !held.aborted; await pause(timerPoll, held)) {
        const next: { process: string; at: Date }[] = await this.dataSource.query(
          'SELECT process, min(fires_at) AS at FROM process_timer GROUP BY process',
        );
        for (const { process, at } of next) this.timers.get(process)?.hear(toInstant(at.getTime()));
        begun();
      }
    });
  }

  /** By the service's clock or by the machine's, whichever is first: a clock that is moved back stops no sweep. */
  private sweep(process: Process, held: AbortSignal): Promise<void> {
    return supervise(held, this.log, `sweep of ${process.name}`, async (begun) => {
      while (!held.aborted) {
        // One that finds a server away, or a read model not built yet, is made up for by the next.
        await process.sweep?.().catch((error: unknown) => {
          if (!(error instanceof DependencyUnavailable)) throw error;
        });
        begun();
        const late = AbortSignal.any([held, AbortSignal.timeout(sweepEvery)]);
        await this.clock.waitUntil(plus(this.clock.now(), sweepEvery), late);
      }
    });
  }
}
