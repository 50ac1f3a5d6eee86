import type { Clock } from '../../application/ports/clock.js';
import { caughtUp, type EventStore, type Position } from '../../application/ports/event-store.js';
import { epochMs, type Instant, second } from '../../domain/shared/instant.js';
import { keptFor } from '../resilience/kept-for.js';
import type { Metrics } from './metrics.js';

/** A read model's live version, or a process. */
export interface Worker {
  readonly name: string;
  /** Events of the log that it has passed. */
  readonly passed: number;
  readonly position: Position | null;
  readonly caughtUp: boolean;
  readonly parked: number;
}

export interface Side {
  /** Some instance works on it. */
  readonly led: boolean;
  readonly workers: readonly Worker[];
}

export interface LaggingWorker extends Worker {
  /** Events that it has not passed; with EventStoreDB at most `countedAtMost` of those that none of its kind has passed are counted. */
  readonly eventsBehind: number;
  /** Age of the oldest of them, by the service's clock. */
  readonly secondsBehind: number;
}

export type MeasuredSide = Omit<Side, 'workers'> & { readonly workers: readonly LaggingWorker[] };
export type SideName = 'projections' | 'processes';

export const countedAtMost = 10_000;
const patienceMs = 2 * second;
const freshMs = second;

/** How far read models and processes are behind the log, on whichever instance they run. */
export class ReadSide {
  /** Not older than a second. */
  private readonly sides: Readonly<Record<SideName, () => Promise<MeasuredSide>>> = {
    projections: keptFor(freshMs, () => this.measure('projections')),
    processes: keptFor(freshMs, () => this.measure('processes')),
  };

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly ask: Readonly<Record<SideName, () => Promise<Side>>>,
  ) {}

  /** Not older than a second. */
  of(name: SideName): Promise<MeasuredSide> {
    return this.sides[name]();
  }

  addTo(metrics: Metrics): void {
    const each = (value: (worker: LaggingWorker) => number) => async () => {
      const [projections, processes] = await Promise.all([this.of('projections'), this.of('processes')]);
      return Object.entries({ projection: projections, process: processes }).flatMap(([kind, { workers }]) =>
        workers.map((worker) => ({ labels: { kind, name: worker.name }, value: value(worker) })),
      );
    };
    const gauge = (name: string, help: string, value: (worker: LaggingWorker) => number) =>
      metrics.gauge(name, help, ['kind', 'name'], each(value));
    gauge('realname_worker_passed_events', 'events of the log that were passed', ({ passed }) => passed);
    gauge('realname_worker_lag_events', 'events of the log not passed yet', (it) => it.eventsBehind);
    gauge('realname_worker_lag_seconds', 'age of the oldest event not passed yet', (it) => it.secondsBehind);
    gauge('realname_parked_events', 'events and timers put aside because they failed', ({ parked }) => parked);
    metrics.gauge('realname_worker_led', 'some instance does this work', ['kind'], async () => {
      const [projections, processes] = await Promise.all([this.of('projections'), this.of('processes')]);
      return Object.entries({ projection: projections, process: processes }).map(([kind, { led }]) => ({
        labels: { kind },
        value: Number(led),
      }));
    });
  }

  /** Workers count the events that they pass: only what the foremost has not passed is counted by the log. */
  private async measure(name: SideName): Promise<MeasuredSide> {
    const { led, workers } = await this.ask[name]();
    const foremost = workers.reduce<Worker | undefined>((a, b) => (a && a.passed >= b.passed ? a : b), undefined);
    const late = workers.filter((worker) => !worker.caughtUp);
    const passed = foremost ? foremost.passed + (await this.countAfter(foremost)) : 0;
    const oldest = new Map<Position | null, Instant | undefined>();
    for (const position of new Set(late.map((worker) => worker.position)))
      oldest.set(position, (await this.eventsAfter(position, 1))[0]);
    const now = epochMs(this.clock.now());
    const behind = (worker: Worker) => {
      const at = worker.caughtUp ? undefined : oldest.get(worker.position);
      if (at === undefined) return { eventsBehind: 0, secondsBehind: 0 };
      return { eventsBehind: passed - worker.passed, secondsBehind: Math.max(0, now - epochMs(at)) / second };
    };
    return { led, workers: workers.map((worker) => ({ ...worker, ...behind(worker) })) };
  }

  private async countAfter({ position, caughtUp }: Worker): Promise<number> {
    if (caughtUp) return 0;
    const head = await this.store.head();
    const distance = head === undefined ? 0 : this.store.distance(position, head);
    return distance ?? (await this.eventsAfter(position, countedAtMost)).length;
  }

  /** When the first events after a position were written, `most` of them at most. */
  private async eventsAfter(position: Position | null, most: number): Promise<readonly Instant[]> {
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(patienceMs)]);
    const instants: Instant[] = [];
    for await (const event of this.store.subscribe({ ...(position !== null && { after: position }), signal })) {
      if (event === caughtUp) break;
      instants.push(event.metadata.at);
      if (instants.length >= most) break;
    }
    enough.abort();
    return instants;
  }
}
