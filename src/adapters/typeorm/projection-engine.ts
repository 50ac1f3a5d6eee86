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
import { Unrepeatable } from './fold-tasks.js';
import { ParkedEvents } from './parked-events.js';
import { retryChannel } from './retry-loop.js';
import { digestOfTable } from './row-digest.js';
import type { Version } from './save-rows.js';
import { type Checkpoint, checkpoints, parkedEvents } from './tables.js';
import { Turns } from './turns.js';
import { untilBreak } from './until-break.js';
import { analyse, newerOf, newlyParked, openVersions, readOf, refuse, removeOutdated, takeOver } from './versions.js';

/** Events of a batch; a build, which folds twice, takes fewer, so that requests get their turn. */
const maxBatch = { live: 2_000, building: 500 };
/** The advisory lock of whoever feeds or builds a version. */
export const lockOf = ({ name, version }: AnyReadModel) => `realname/read-model/${name}/${version}`;

export interface ModelStatus {
  readonly model: string;
  readonly version: number;
  readonly state: Checkpoint['state'];
  /** Whether queries of this release read this version. */
  readonly read: boolean;
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
 * Keeps the rows of all versions of read models that this release knows. Any number of instances may run it; one at a time
 * works on each version, so that two releases feed what each of them reads. An instance feeds all its live versions by one
 * subscription; a new one is built beside them on a subscription of its own, is proven, and then takes over.
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
    this.parked = new ParkedEvents(database, store, clock, this.turns, log);
    const ids = new Set(models.map(({ name, version }) => `${name} ${version}`));
    if (ids.size !== models.length) throw new Error('two read models have the same name and version');
  }

  /** Begins to work, or to wait until the working instance ends. */
  start(): void {
    const { signal } = this.stopping;
    void this.tellOfNewer().catch((error) => this.log('warn', 'versions of read models not looked at', { error }));
    this.running = this.server.leadSome(this.models.map(lockOf), signal, (locks, held) =>
      this.work(
        this.models.filter((model) => locks.has(lockOf(model))),
        held,
      ),
    );
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** `active`: this instance works on some version; `led`: some instance works on each. */
  async status(): Promise<{ active: boolean; led: boolean; models: ModelStatus[] }> {
    const head = await this.store.head();
    const statusOf = async (checkpoint: Checkpoint, read: boolean): Promise<ModelStatus> => {
      const { model, version, state, position, ordinal } = checkpoint;
      return {
        model,
        version,
        state,
        read,
        position,
        passed: Number(ordinal),
        caughtUp: head === undefined || (position !== null && this.store.compare(position, head) >= 0),
        parked: await this.dataSource.manager.countBy(parkedEvents, { model, version }),
      };
    };
    return orUnavailable(async () => {
      const led = await isLed(this.dataSource, ...this.models.map(lockOf));
      const known = await this.dataSource.manager.find(checkpoints, { order: { model: 'ASC', version: 'ASC' } });
      const read = new Set(readOf(this.models, known));
      const models = await Promise.all(known.map((checkpoint) => statusOf(checkpoint, read.has(checkpoint))));
      return { active: this.active, led, models };
    });
  }

  /** Beside a newer release this one reads and feeds its own versions, or builds them anew if they are gone. */
  private async tellOfNewer(): Promise<void> {
    for (const newer of newerOf(this.models, await this.dataSource.manager.find(checkpoints))) {
      this.log('warn', 'a newer version of a read model is live', newer);
    }
  }

  private async work(models: readonly AnyReadModel[], held: AbortSignal): Promise<void> {
    this.active = true;
    const retry = { connected: () => {}, hear: (model: string) => this.parked.retryNow(model) };
    this.server.listen(retryChannel, retry, held);
    try {
      await Promise.all([
        supervise(held, this.log, 'projection', (begun) =>
          untilBreak(this.store.known, held, (unbroken) => this.round(models, unbroken, begun)),
        ),
        supervise(held, this.log, 'parked events of read models', (begun) =>
          untilBreak(this.store.known, held, (unbroken) => this.parked.retry(unbroken, begun)),
        ),
      ]);
    } finally {
      this.active = false;
    }
  }

  /** From one change of the set of versions to the next. */
  private async round(models: readonly AnyReadModel[], signal: AbortSignal, progress: () => void): Promise<void> {
    const { live, building } = await openVersions(this.dataSource, models, this.refused);
    this.parked.serve(live);
    const ending = new AbortController();
    const until = AbortSignal.any([signal, ending.signal]);
    const build = async () => {
      if (building.length === 0) return;
      await this.build(building, until, progress);
      ending.abort();
    };
    const both = [this.feed(live, until, progress), build()];
    await Promise.all(both).catch(async (error) => {
      ending.abort();
      await Promise.allSettled(both);
      throw error;
    });
    progress();
  }

  /** Builds up to the present; what is proven then takes over as soon as it has passed what it replaces. */
  private async build(building: Version[], signal: AbortSignal, progress: () => void): Promise<void> {
    try {
      await this.feed(building, signal, progress, async (caughtUp) => caughtUp);
      if (signal.aborted) return;
      const sound = await this.proven(building, signal);
      if (sound.length === 0) return;
      await analyse(this.dataSource);
      await this.feed(sound, signal, progress, () => takeOver(this.dataSource, sound));
      if (signal.aborted) return;
      for (const version of sound) {
        this.log('info', 'read model is live', { model: version.model.name, version: version.model.version });
        await removeOutdated(this.dataSource, version);
      }
    } catch (error) {
      const version = error instanceof Unrepeatable && building.find(({ model }) => model === error.model);
      if (!version) throw error;
      await this.refuse(version, { reason: 'its fold cannot be repeated' });
    }
  }

  /**
   * Those whose rows are what was folded, and that park nothing which the version they replace could fold. That every event
   * folds the same from the same row was tried as it was folded.
   */
  private async proven(building: readonly Version[], signal: AbortSignal): Promise<Version[]> {
    const sound: Version[] = [];
    for (const version of building) {
      const stored = await digestOfTable(this.dataSource.manager, version.model, signal);
      const parked = await newlyParked(this.dataSource, version);
      if (stored !== version.digest) await this.refuse(version, { reason: 'its rows are not what was folded' });
      else if (parked > 0) await this.refuse(version, { reason: 'it parks what the version before folds', parked });
      else sound.push(version);
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
    enough: (caughtUp: boolean) => Promise<boolean> = async () => false,
  ): Promise<void> {
    const [hindmost] = versions.toSorted((a, b) => a.ordinal - b.ordinal);
    if (!hindmost) return aborted(signal);
    if (await enough(false)) return;
    const most = maxBatch[hindmost.state === 'live' ? 'live' : 'building'];
    let { ordinal } = hindmost;
    let analyseAt = Math.max(1_000, 2 * ordinal);
    for await (const { events, caughtUp } of batches(this.store, hindmost.position, most, signal)) {
      const numbered = events.map((event) => ({ event, ordinal: ++ordinal }));
      await this.around(events, () => this.commit(versions, numbered));
      if (ordinal >= analyseAt) {
        analyseAt = 2 * ordinal;
        await analyse(this.dataSource);
      }
      progress();
      if (await enough(caughtUp)) return;
    }
    if (!signal.aborted) throw new Error('the subscription of the read models ended');
  }

  private async commit(versions: readonly Version[], numbered: readonly NumberedEvent[]): Promise<void> {
    const commit = () => commitBatch(this.database, this.store, versions, numbered, this.clock.now());
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
