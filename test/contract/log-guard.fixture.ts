import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { GuardedEventStore } from '../../src/adapters/log-guard/guarded-event-store.js';
import { LogGuard } from '../../src/adapters/log-guard/log-guard.js';
import { NewestEventFile } from '../../src/adapters/log-guard/newest-event-file.js';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { SystemClock } from '../../src/adapters/system-clock/system-clock.js';
import type { ReadSideDatabase } from '../../src/adapters/typeorm/data-source.js';
import { acceptFork, planFork } from '../../src/adapters/typeorm/fork-log.js';
import { TypeormLogRecords } from '../../src/adapters/typeorm/log-records.js';
import { ProcessRunner } from '../../src/adapters/typeorm/process-runner.js';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { caughtUp, type EventStore, type StoredEvent } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { newEvent, type ReadSide, tally, until } from './read-models-support.js';

/** An instance of the service without HTTP: a guarded log, one read model, and a process that notes what it handles. */
export class Instance {
  readonly handled = new Set<string>();
  acknowledged = 0;
  private constructor(
    readonly store: GuardedEventStore,
    readonly guard: LogGuard,
    private readonly within: EventStore,
    private readonly database: ReadSideDatabase,
    readonly said: readonly string[],
  ) {}

  static async start(
    readSide: ReadSide,
    within: EventStore,
    file = join(tmpdir(), `realname-newest-${randomUUID()}`),
  ): Promise<Instance> {
    const database = await readSide.connect('instance', within instanceof PostgresEventStore);
    const said: string[] = [];
    const log = (_level: string, message: string) => void said.push(message);
    const guard = new LogGuard(within, new TypeormLogRecords(database.source), new NewestEventFile(file), log);
    await guard.start();
    const instance = new Instance(
      readSide.stopping(new GuardedEventStore(within, guard)),
      guard,
      within,
      database,
      said,
    );
    const { store } = instance;
    readSide.stopping(new ProjectionEngine(database, store, new SystemClock(), [tally()], log)).start();
    const handle = async ({ id }: StoredEvent) => void instance.handled.add(id);
    const process = { name: 'notes', types: ['Counted'], beginsAt: 'first' as const, handle };
    readSide.stopping(new ProcessRunner(database, store, new SystemClock(), [process], log)).start();
    return instance;
  }

  /** Appends on and on, each writer to streams of its own, until `signal` aborts. */
  async load(writers: number, signal: AbortSignal): Promise<void> {
    const write = async () => {
      while (!signal.aborted) {
        await this.append(`a-${randomUUID()}`).catch((error) => {
          if (!(error instanceof DependencyUnavailable)) throw error;
          return turn();
        });
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
  }

  async append(stream: string): Promise<void> {
    await this.store.append(stream, 'no-stream', [newEvent('Counted'), newEvent('Counted')]);
    this.acknowledged++;
  }

  async accept(): Promise<number> {
    const { source } = this.database;
    return acceptFork(source, this.within, await planFork(source, this.within), 'test');
  }

  /** What the log holds now, as another client reads it. */
  async logged(other: EventStore): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of other.subscribe({ signal: new AbortController().signal })) {
      if (event === caughtUp) return events;
      events.push(event);
    }
    return events;
  }

  /** Rows of the read model: key and last event. */
  async rows(): Promise<string[]> {
    const found = await this.database.source.query<{ row: { last: string; count: number } }[]>(
      `SELECT row FROM read_model_row r JOIN read_model_checkpoint c USING (model, version) WHERE c.state = 'live'`,
    );
    return found.map(({ row }) => `${row.count} ${row.last}`).toSorted();
  }

  /** Until read model and process stand at the end of the log. */
  async caughtUp(): Promise<void> {
    await until(async () => {
      try {
        const head = await this.store.head();
        const found = await this.database.source.query<{ position: string }[]>(
          `SELECT position FROM read_model_checkpoint WHERE state = 'live' UNION ALL SELECT position FROM process_checkpoint`,
        );
        return found.length === 2 && found.every(({ position }) => position === head);
      } catch {
        return false;
      }
    });
  }
}

/** What the rows must be by the log. */
export const rowsOf = (events: readonly StoredEvent[]): string[] =>
  [...Map.groupBy(events, ({ stream }) => stream).values()].map((of) => `${of.length} ${of.at(-1)!.id}`).toSorted();
