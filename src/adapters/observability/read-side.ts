import type { Clock } from '../../application/ports/clock.js';
import { caughtUp, type EventStore, type Position } from '../../application/ports/event-store.js';
import { epochMs, type Instant, second } from '../../domain/shared/instant.js';
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
  /** Events that it has not passed; `countedAtMost` stands for that many or more. */
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
  private readonly known = new Map<SideName, { at: number; side: Promise<MeasuredSide> }>();

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly ask: Readonly<Record<SideName, () => Promise<Side>>>,
  ) {}

  /** Not older than a second. */
  of(name: SideName): Promise<MeasuredSide> {
    const now = performance.now();
    const known = this.known.get(name);
    if (known && now - known.at < freshMs) return known.side;
    const side = this.measure(name);
    this.known.set(name, { at: now, side });
    side.catch(() => this.known.delete(name));
    return side;
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
    gauge('realname_worker_lag_events', 'events of the log not passed yet, 10000 for more', (it) => it.eventsBehind);
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

  private async measure(name: SideName): Promise<MeasuredSide> {
    const { led, workers } = await this.ask[name]();
    const late = workers.filter((worker) => !worker.caughtUp);
    const events = late.length > 0 ? await this.eventsAfter(late.map(({ position }) => position)) : [];
    const now = epochMs(this.clock.now());
    return {
      led,
      workers: workers.map((worker) => {
        const missed = worker.caughtUp ? [] : events.filter(({ position }) => this.isAfter(position, worker.position));
        const oldest = missed[0];
        const secondsBehind = oldest ? Math.max(0, now - epochMs(oldest.at)) / second : 0;
        return { ...worker, eventsBehind: missed.length, secondsBehind };
      }),
    };
  }

  /** What the hindmost has not passed. */
  private async eventsAfter(positions: readonly (Position | null)[]): Promise<{ position: Position; at: Instant }[]> {
    const hindmost = positions.includes(null) ? null : positions.reduce((a, b) => (this.isAfter(a!, b) ? b : a));
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(patienceMs)]);
    const events: { position: Position; at: Instant }[] = [];
    for await (const event of this.store.subscribe({ ...(hindmost !== null && { after: hindmost }), signal })) {
      if (event === caughtUp) break;
      events.push({ position: event.position, at: event.metadata.at });
      if (events.length >= countedAtMost) break;
    }
    enough.abort();
    return events;
  }

  private isAfter(a: Position, b: Position | null): boolean {
    return b === null || this.store.compare(a, b) > 0;
  }
}
