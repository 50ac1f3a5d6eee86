import type { DataSource } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { isLed } from '../postgres-server/lock.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { aborted } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';
import { batches } from './batches.js';
import { commitBatch } from './commit-batch.js';
import type { ReadSideDatabase } from './data-source.js';
import type { NumberedEvent } from './fold.js';
import { ParkedEvents } from './parked-events.js';
import { retryChannel } from './retry-loop.js';
import type { Version } from './save-rows.js';
import { type Checkpoint, checkpoints, parkedEvents } from './tables.js';
import { Turns } from './turns.js';
import { verify } from './verify.js';
import { analyse, newlyParked, openVersions, refuse, takeOver } from './versions.js';

const maxBatch = 2_000;
const lock = 'realname/read-models';

export interface ModelStatus {
  readonly model: string;
  readonly version: number;
  readonly state: Checkpoint['state'];
  /** Events of the log that this version has passed. */
  readonly passed: number;
  readonly position: string | null;
  /** Whether it had passed everything that was in the log. */
  readonly caughtUp: boolean;
  readonly parked: number;
}

/** Runs the fold of a batch, so that a trace can be put around it. */
export type AroundBatch = (events: readonly StoredEvent[], fold: () => Promise<void>) => Promise<void>;

/**
 * Keeps the rows of all read models. Any number of instances may run it; one works at a time. All live versions are
 * fed by one subscription; a new version is built beside the old one on a subscription of its own, compared with a
 * second fold of the whole log, and then takes over. As long as the old version is in `models` too, it stays current
 * meanwhile.
 */
export class ProjectionEngine {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private active = false;
  private readonly refused = new Set<AnyReadModel>();

  private readonly dataSource: DataSource;
  private readonly server: PostgresServer;
  private readonly turns = new Turns();
  private readonly parked: ParkedEvents;

  constructor(
    private readonly database: ReadSideDatabase,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly models: readonly AnyReadModel[],
    private readonly log: Log = () => {},
    private readonly around: AroundBatch = (_events, fold) => fold(),
  ) {
    this.dataSource = database.source;
    this.server = database.server;
    this.parked = new ParkedEvents(database.source, store, clock, this.turns, log);
    const ids = new Set(models.map(({ name, version }) => `${name} ${version}`));
    if (ids.size !== models.length) throw new Error('two read models have the same name and version');
  }

  /** Begins to work, or to wait until the working instance ends. */
  start(): void {
    const { signal } = this.stopping;
    this.running = this.server.lead(lock, signal, (held) => this.work(held));
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** `active`: this instance works; `led`: some instance does. */
  async status(): Promise<{ active: boolean; led: boolean; models: ModelStatus[] }> {
    const head = await this.store.head();
    const statusOf = async ({ model, version, state, position, ordinal }: Checkpoint): Promise<ModelStatus> => ({
      model,
      version,
      state,
      position,
      passed: Number(ordinal),
      caughtUp: head === undefined || (position !== null && this.store.compare(position, head) >= 0),
      parked: await this.dataSource.manager.countBy(parkedEvents, { model, version }),
    });
    return orUnavailable(async () => {
      const led = await isLed(this.dataSource, lock);
      const known = await this.dataSource.manager.find(checkpoints, { order: { model: 'ASC', version: 'ASC' } });
      return { active: this.active, led, models: await Promise.all(known.map(statusOf)) };
    });
  }

  private async work(held: AbortSignal): Promise<void> {
    this.active = true;
    const retry = { connected: () => {}, hear: (model: string) => this.parked.retryNow(model) };
    this.server.listen(retryChannel, retry, held);
    try {
      await Promise.all([
        supervise(held, this.log, 'projection', (begun) => this.round(held, begun)),
        supervise(held, this.log, 'parked events of read models', (begun) => this.parked.retry(held, begun)),
      ]);
    } finally {
      this.active = false;
    }
  }

  /** From one change of the set of versions to the next. */
  private async round(signal: AbortSignal, progress: () => void): Promise<void> {
    const { live, building } = await openVersions(this.dataSource, this.models, this.refused);
    this.parked.serve(live);
    const ending = new AbortController();
    const serving = AbortSignal.any([signal, ending.signal]);
    let sound: Version[] = [];
    const build = async () => {
      sound = await this.build(building, serving, progress);
      if (sound.length > 0) ending.abort();
    };
    const both = [this.feed(live, serving, progress), build()];
    await Promise.all(both).catch(async (error) => {
      ending.abort();
      await Promise.allSettled(both);
      throw error;
    });
    if (sound.length === 0 || signal.aborted) return;

    const served = Math.max(0, ...live.map(({ ordinal }) => ordinal));
    await this.feed(sound, signal, progress, () => sound.every(({ ordinal }) => ordinal >= served));
    if (signal.aborted) return;
    await takeOver(this.dataSource, sound);
    for (const { model } of sound)
      this.log('info', 'read model is live', { model: model.name, version: model.version });
    progress();
  }

  /**
   * Builds up to the present and compares; answers the versions that may take over: those whose rows equal the second
   * fold and that park nothing which the version they replace could fold.
   */
  private async build(building: Version[], signal: AbortSignal, progress: () => void): Promise<Version[]> {
    if (building.length === 0) return [];
    await this.feed(building, signal, progress, (caughtUp) => caughtUp);
    if (signal.aborted) return [];
    const sound: Version[] = [];
    for (const { version, stored, folded } of await verify(this.dataSource, this.store, building, signal)) {
      const parked = await newlyParked(this.dataSource, version);
      if (stored === folded && parked === 0) sound.push(version);
      else await this.refuse(version, { stored, folded, parked });
    }
    return sound;
  }

  private async refuse(version: Version, findings: Record<string, unknown>): Promise<void> {
    const { name, version: number } = version.model;
    this.log('error', 'new version of a read model refused', { model: name, version: number, ...findings });
    this.refused.add(version.model);
    await refuse(this.dataSource, version);
  }

  /** Folds what comes after the hindmost of `versions`, until `enough` or the signal aborts. */
  private async feed(
    versions: Version[],
    signal: AbortSignal,
    progress: () => void,
    enough: (caughtUp: boolean) => boolean = () => false,
  ): Promise<void> {
    const [hindmost] = versions.toSorted((a, b) => a.ordinal - b.ordinal);
    if (!hindmost) return aborted(signal);
    if (enough(false)) return;
    let { ordinal } = hindmost;
    let analyseAt = Math.max(1_000, 2 * ordinal);
    for await (const { events, caughtUp } of batches(this.store, hindmost.position, maxBatch, signal)) {
      const numbered = events.map((event) => ({ event, ordinal: ++ordinal }));
      await this.around(events, () => this.commit(versions, numbered));
      if (ordinal >= analyseAt) {
        analyseAt = 2 * ordinal;
        await analyse(this.dataSource);
      }
      progress();
      if (enough(caughtUp)) return;
    }
    if (!signal.aborted) throw new Error('the subscription of the read models ended');
  }

  private async commit(versions: readonly Version[], numbered: readonly NumberedEvent[]): Promise<void> {
    const commit = () => commitBatch(this.database, versions, numbered, this.clock.now());
    const isLive = versions.some(({ state }) => state === 'live');
    const parked = await (isLive ? this.turns.take(commit) : commit());
    for (const { model, numbered: at, reason } of parked) {
      const { event, ordinal } = at;
      this.log('warn', 'event parked', {
        model: model.name,
        version: model.version,
        type: event.type,
        ordinal,
        reason,
      });
    }
    if (parked.length > 0) this.parked.changed();
  }
}
