import type { EntityManager } from 'typeorm';
import type { EventStore } from '../../application/ports/event-store.js';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { Instant } from '../../domain/shared/instant.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { announce } from './announcements.js';
import { batches } from './batches.js';
import { commitBatch } from './commit-batch.js';
import type { ReadSideDatabase } from './data-source.js';
import { copyKeys, type Differences, differencesOf } from './row-differences.js';
import { digestOfTable } from './row-digest.js';
import type { Version } from './save-rows.js';
import { beginVersion, deleteVersion } from './versions.js';

/** Events of a batch. */
const maxBatch = 500;

export interface RebuildProgress {
  /** Events that were folded, of so many. */
  readonly passed: number;
  readonly of: number;
}

/** What building a model anew has shown. */
export interface Rebuilt extends Pick<Differences, 'rows' | 'different'> {
  /** Rows that were built. */
  readonly built: number;
  /** Events up to which both were compared. */
  readonly events: number;
  /** Why nothing may be taken over: the rows that were built prove nothing. */
  readonly refusal: string | undefined;
}

/**
 * Folds the log anew beside the live version of a model, which is read and fed meanwhile, and compares. The rows lie under
 * the version's number below zero, which no release reads.
 */
export class Rebuild {
  private readonly twin: AnyReadModel;

  constructor(
    private readonly database: ReadSideDatabase,
    private readonly store: EventStore,
    private readonly model: AnyReadModel,
    private readonly now: () => Instant,
    private readonly progress: (progress: RebuildProgress) => void = () => {},
  ) {
    this.twin = { ...model, version: -model.version };
  }

  /**
   * Puts what was built in the place of what differs, if `takesOver` says so.
   * @throws Error for a model without a live version, DependencyUnavailable
   */
  async run(takesOver: (rebuilt: Rebuilt) => Promise<boolean>): Promise<Rebuilt> {
    const { source } = this.database;
    return orUnavailable(async () => {
      await deleteVersion(source.manager, this.twin.name, this.twin.version);
      const built = await beginVersion(source.manager, this.twin);
      try {
        await this.feed(built, await this.placeOfLive(source.manager));
        const rebuilt = await this.compare(built);
        if (!rebuilt.refusal && rebuilt.different.length > 0 && (await takesOver(rebuilt)))
          await this.takeOver(built, rebuilt.different);
        return rebuilt;
      } finally {
        await deleteVersion(source.manager, this.twin.name, this.twin.version);
      }
    });
  }

  /** How many events the live version has passed. @param held keeps it there until the end of the transaction */
  private async placeOfLive(manager: EntityManager, held = false): Promise<number> {
    const { name, version } = this.model;
    const [live] = await manager.query<{ ordinal: string }[]>(
      `SELECT ordinal FROM read_model_checkpoint WHERE (model, version) = ($1, $2) AND state = 'live'
       ${held ? 'FOR UPDATE' : ''}`,
      [name, version],
    );
    if (!live) throw new Error(`${name} version ${version} is not live: the service builds it when it starts`);
    return Number(live.ordinal);
  }

  /** Folds up to and including the event with the number `until`. */
  private async feed(built: Version, until: number): Promise<void> {
    if (built.ordinal >= until) return;
    let { ordinal } = built;
    const { signal } = new AbortController();
    for await (const { events, caughtUp } of batches(this.store, built.position, maxBatch, signal)) {
      const numbered = events.map((event) => ({ event, ordinal: ++ordinal })).filter((each) => each.ordinal <= until);
      await commitBatch(this.database, this.store, [built], numbered, this.now());
      this.progress({ passed: built.ordinal, of: until });
      if (built.ordinal >= until) return;
      if (caughtUp) throw new Error('the log ends before the read model does: see realname fork');
    }
  }

  /** Both at the same event, in one snapshot: the live version stands still only until that is taken. */
  private async compare(built: Version): Promise<Rebuilt> {
    const { source } = this.database;
    const snapshot = source.createQueryRunner();
    try {
      await source.transaction(async (manager) => {
        await this.feed(built, await this.placeOfLive(manager, true));
        await snapshot.startTransaction('REPEATABLE READ');
        await snapshot.query('SELECT');
      });
      const { rows, otherRows, different } = await differencesOf(
        snapshot.manager,
        this.model,
        this.model.version,
        this.twin.version,
      );
      const refusal = await this.refusal(snapshot.manager, built);
      return { rows, built: otherRows, different: different.toSorted(), events: built.ordinal, refusal };
    } finally {
      if (snapshot.isTransactionActive) await snapshot.rollbackTransaction();
      await snapshot.release();
    }
  }

  /** That every event folds the same was tried as it was folded. */
  private async refusal(manager: EntityManager, built: Version): Promise<string | undefined> {
    if ((await digestOfTable(manager, this.twin, new AbortController().signal)) !== built.digest)
      return 'the rows that were built are not what was folded';
    const [{ parked }] = await manager.query<[{ parked: number }]>(
      `SELECT count(*)::int AS parked FROM read_model_parked built WHERE model = $1 AND version = $2
       AND NOT EXISTS (SELECT FROM read_model_parked live WHERE (live.model, live.version, live.ordinal) = ($1, $3, built.ordinal))`,
      [this.model.name, this.twin.version, this.model.version],
    );
    return parked > 0 ? `${parked} events cannot be folded that the live version has folded` : undefined;
  }

  /**
   * Keys that were alike stay so, whatever is folded meanwhile: only those that differed are copied, while the live version is
   * held at the event that the build has reached. Its worker finds another revision, and loads anew.
   */
  private takeOver(built: Version, keys: readonly string[]): Promise<void> {
    return this.database.source.transaction(async (manager) => {
      await this.feed(built, await this.placeOfLive(manager, true));
      await copyKeys(manager, this.model, this.twin.version, this.model.version, keys);
      await manager.query(
        'UPDATE read_model_checkpoint SET revision = revision + 1 WHERE (model, version) = ($1, $2)',
        [this.model.name, this.model.version],
      );
      await announce(manager, { changes: 'unknown' });
    });
  }
}
