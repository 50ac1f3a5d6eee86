import { type DataSource, type EntityManager, In } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { Log } from '../../application/ports/log.js';
import { epochMs, toInstant } from '../../domain/shared/instant.js';
import { within } from './ask.js';
import { putAside } from './attempt.js';
import type { ReadSideDatabase } from './data-source.js';
import { type NumberedEvent, waitsBehind } from './fold.js';
import { foldTasks, tasksOf } from './fold-tasks.js';
import { LogProof } from './log-proof.js';
import { readEvent } from './read-event.js';
import { RetryLoop } from './retry-loop.js';
import { loadRows, type RowTask } from './row-tables.js';
import { saveRows, type Version } from './save-rows.js';
import { type ParkedEvent, parkedEvents } from './tables.js';
import type { Turns } from './turns.js';

/** Keys of which parked events are looked for at once. */
const looked = 100;

/** The events that live versions of read models could not fold, and those behind them. Each is tried again when it is due. */
export class ParkedEvents {
  private readonly dataSource: DataSource;
  private readonly retries: RetryLoop;
  private readonly proof: LogProof;
  private readonly askedNow = new Set<string>();
  private live: readonly Version[] = [];

  /** @param turns of those who commit rows of `live` */
  constructor(
    { source, holdsLog }: Pick<ReadSideDatabase, 'source' | 'holdsLog'>,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly turns: Turns,
    private readonly log: Log,
  ) {
    this.dataSource = source;
    this.retries = new RetryLoop(clock);
    this.proof = new LogProof(store, holdsLog);
  }

  /** These are the live versions from now on. */
  serve(live: readonly Version[]): void {
    this.live = live;
    this.retries.wake();
  }

  /** Something was parked. */
  changed(): void {
    this.retries.wake();
  }

  /** Everything of the model that is parked is due now. */
  retryNow(model: string): void {
    this.askedNow.add(model);
    this.retries.wake();
  }

  /** Folds again what is due, until `signal` aborts. */
  retry(signal: AbortSignal, progress: () => void): Promise<void> {
    return this.retries.run(signal, async () => {
      await this.makeDue();
      const first = await this.first();
      const now = epochMs(this.clock.now());
      const due = first.filter(({ dueAt }) => dueAt.getTime() <= now);
      for (const version of this.live) {
        const keys = due.filter(({ model }) => model === version.model.name).map(({ key }) => key);
        if (keys.length > 0) await this.foldAgain(version, keys);
      }
      progress();
      return first[0] && toInstant(first[0].dueAt.getTime());
    });
  }

  /** The first of each key of a live version, the next one that is due first. */
  private async first(): Promise<ParkedEvent[]> {
    if (this.live.length === 0) return [];
    const live = this.live.map(({ model }) => `${model.name} ${model.version}`);
    return this.dataSource.manager
      .createQueryBuilder(parkedEvents, 'p')
      .where(`p.model || ' ' || p.version IN (:...live)`, { live })
      .andWhere(`NOT EXISTS (SELECT FROM read_model_parked earlier
        WHERE (earlier.model, earlier.version, earlier.key) = (p.model, p.version, p.key) AND earlier.ordinal < p.ordinal)`)
      .orderBy('p.due_at')
      .take(looked)
      .getMany();
  }

  private async foldAgain(version: Version, keys: readonly string[]): Promise<void> {
    const where = { ...idOf(version), key: In(keys) };
    const parked = await this.dataSource.manager.find(parkedEvents, { where, order: { ordinal: 'ASC' } });
    const again: NumberedEvent[] = [];
    for (const { stream, revision, ordinal } of parked)
      again.push({ event: await readEvent(this.store, stream, revision), ordinal: Number(ordinal) });
    await this.turns.take(() => this.dataSource.transaction((manager) => this.commit(manager, version, again, parked)));
  }

  /** Those of each key in order, up to the first that fails again. */
  private async commit(
    manager: EntityManager,
    version: Version,
    again: readonly NumberedEvent[],
    parked: readonly ParkedEvent[],
  ): Promise<void> {
    const tasks = tasksOf(version.model, again);
    const ask = within(manager);
    await loadRows(ask, tasks);
    for (const task of tasks) task.blocked = false;
    foldTasks(tasks);
    const folded = tasks.flatMap(foldedOf);
    if (folded.length > 0) {
      await saveRows(ask, this.proof, [version], version, tasks, this.clock.now());
      await manager.delete(parkedEvents, { ...idOf(version), ordinal: In(folded) });
      this.log('info', 'parked events folded', { ...idOf(version), events: folded.length });
    }
    for (const task of tasks) await this.noteFailure(manager, version, task, parked);
  }

  private async noteFailure(manager: EntityManager, version: Version, task: RowTask, parked: readonly ParkedEvent[]) {
    const failed = task.parked.find(({ reason }) => reason !== waitsBehind);
    if (!failed) return;
    const { reason } = failed;
    const ordinal = String(failed.numbered.ordinal);
    const before = parked.find((row) => row.ordinal === ordinal)?.failures ?? 0;
    const { failures, due } = putAside(before, { reason, away: false }, this.clock.now());
    await manager.update(parkedEvents, { ...idOf(version), ordinal }, { failures, dueAt: due, reason });
  }

  private async makeDue(): Promise<void> {
    if (this.askedNow.size === 0) return;
    const names = [...this.askedNow];
    await this.dataSource.manager.update(parkedEvents, { model: In(names) }, { dueAt: this.clock.now() });
    for (const name of names) this.askedNow.delete(name);
  }
}

const idOf = ({ model }: Version) => ({ model: model.name, version: model.version });

const foldedOf = ({ events, parked }: RowTask): number[] => {
  const left = new Set(parked.map(({ numbered }) => numbered.ordinal));
  return events.map(({ ordinal }) => ordinal).filter((ordinal) => !left.has(ordinal));
};
