import type { Log } from '../../application/ports/log.js';
import type { TimeStamps } from '../../application/ports/time-stamps.js';
import { withoutCosignatures } from '../../application/transparency-log/note.js';
import { hour, type Instant, plus } from '../../domain/shared/instant.js';
import { pause } from '../resilience/abort.js';
import type { KeptCheckpoint, TreeTables } from './tree-tables.js';

/** Milliseconds between two looks. */
const every = 10_000;
/** Milliseconds between two time-stamps, as the authority tells the time. */
export const stampedEvery = hour;

/**
 * Has the newest checkpoint stamped once an hour while there is something new. An authority that is away holds up nothing
 * and is asked again, for the checkpoint that is the newest by then.
 */
export class CheckpointStamps {
  private newest: KeptCheckpoint | undefined;
  private dueSince: Instant | undefined;

  constructor(
    private readonly timeStamps: TimeStamps,
    private readonly tables: Pick<TreeTables, 'lastStamp' | 'stamp'>,
    private readonly clock: { now(): Instant },
    private readonly log: Log = () => {},
  ) {}

  /** The next round is about this one. */
  offer(checkpoint: KeptCheckpoint): void {
    this.newest = checkpoint;
  }

  /** For how long a time-stamp has been due and was not given, in milliseconds. */
  get owed(): number {
    return this.dueSince === undefined ? 0 : Date.parse(this.clock.now()) - Date.parse(this.dueSince);
  }

  /** Goes on until `signal`. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.round();
      await pause(every, signal);
    }
    this.dueSince = undefined;
  }

  /** Has the newest checkpoint stamped if that is due. */
  async round(): Promise<void> {
    const newest = this.newest;
    if (!newest || newest.size === 0 || this.timeStamps.roots === undefined) return;
    try {
      const stamp =
        (await this.isDue(newest)) && (await this.timeStamps.stamp(Buffer.from(withoutCosignatures(newest.note))));
      if (stamp) await this.tables.stamp(newest, stamp);
      this.dueSince = undefined;
    } catch (error) {
      if (this.dueSince === undefined) this.log('warn', 'the transparency log was not time-stamped', { error });
      this.dueSince ??= this.clock.now();
    }
  }

  private async isDue({ epoch, size }: KeptCheckpoint): Promise<boolean> {
    const last = await this.tables.lastStamp(epoch);
    return last === undefined || (last.size < size && plus(last.at, stampedEvery) <= this.clock.now());
  }
}
