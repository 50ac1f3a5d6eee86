import { Signal } from '../../application/core/signal.js';
import type { Place } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { keptFor } from '../resilience/kept-for.js';
import { type CheckpointKeeper, type Continues, isLater, NotContinued } from './checkpoint-keeper.js';
import { type KeptCheckpoint, placeOf } from './tree-tables.js';

/** Milliseconds for which it is not asked again what is kept, unless a connection broke. */
const lookEvery = 30_000;
/** Milliseconds until a keeper that is away is tried again, unless there is something new to keep. */
const rest = 5_000;

/**
 * All keepers of the last checkpoint. Each goes its own way: one that is away holds up neither the log nor the others, is told
 * of once, and is given the newest checkpoint when it is back.
 */
export class CheckpointsOutside {
  private readonly away = new Set<CheckpointKeeper>();
  private readonly offered = new Set<Signal>();
  private newest: KeptCheckpoint | undefined;
  private look = this.newLook();

  constructor(
    readonly keepers: readonly CheckpointKeeper[],
    private readonly log: Log = () => {},
  ) {}

  /** The latest that a keeper has. One that is away counts as one that has none. */
  async latest(): Promise<KeptCheckpoint | undefined> {
    return (await this.read()).reduce<KeptCheckpoint | undefined>(
      (latest, kept) => (latest && !isLater(kept, latest) ? latest : kept),
      undefined,
    );
  }

  /** The events that those of an epoch end with, as they were some seconds ago. */
  async places(epoch: number): Promise<readonly Place[]> {
    return (await this.look()).flatMap((kept) => (kept.epoch === epoch ? (placeOf(kept) ?? []) : []));
  }

  /** What is kept is to be looked at anew. */
  forget(): void {
    this.look = this.newLook();
  }

  /** Is kept soon, unless a newer one comes first. */
  offer(checkpoint: KeptCheckpoint): void {
    this.newest = checkpoint;
    for (const each of this.offered) each.raise();
  }

  /** Keeps what is offered from now until `signal`, the last of it too. @throws NotContinued from the first keeper that finds it */
  async run(signal: AbortSignal, continues: Continues): Promise<void> {
    this.newest = undefined;
    await Promise.all(this.keepers.map((keeper) => this.follow(keeper, signal, continues)));
  }

  private async follow(keeper: CheckpointKeeper, signal: AbortSignal, continues: Continues): Promise<void> {
    const offered = new Signal(signal, rest);
    this.offered.add(offered);
    let kept: KeptCheckpoint | undefined;
    try {
      for (let goesOn = true; goesOn; ) {
        goesOn = await offered.raised();
        const newest = this.newest;
        if (newest === undefined || newest === kept) continue;
        if (await this.reached(keeper, () => keeper.keep(newest, continues))) kept = newest;
      }
    } finally {
      this.offered.delete(offered);
    }
  }

  private newLook(): () => Promise<readonly KeptCheckpoint[]> {
    return keptFor(lookEvery, () => this.read());
  }

  private async read(): Promise<readonly KeptCheckpoint[]> {
    const found: KeptCheckpoint[] = [];
    const readOne = async (keeper: CheckpointKeeper) => {
      const { kept } = await keeper.look();
      if (kept) found.push(kept);
    };
    await Promise.all(this.keepers.map((keeper) => this.reached(keeper, () => readOne(keeper))));
    return found;
  }

  /** Whether `work` was done. */
  private async reached(keeper: CheckpointKeeper, work: () => Promise<void>): Promise<boolean> {
    const { where } = keeper;
    try {
      await work();
      if (this.away.delete(keeper)) this.log('info', 'the last checkpoint can be kept again', { where });
      return true;
    } catch (error) {
      if (error instanceof NotContinued) throw error;
      if (!this.away.has(keeper)) this.log('warn', 'the last checkpoint cannot be kept or read', { where, error });
      this.away.add(keeper);
      return false;
    }
  }
}
