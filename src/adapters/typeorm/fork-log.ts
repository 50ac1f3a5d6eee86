import type { DataSource, EntityManager } from 'typeorm';
import type { EventStore, Position } from '../../application/ports/event-store.js';
import { announce } from './announcements.js';
import { type LogCheckpoint, logCheckpoints } from './log-checkpoints.js';

interface Mark {
  readonly ordinal: string;
  readonly position: Position;
  readonly id: string;
}

/** What the log has lost, and what would be done about it. */
export interface ForkPlan {
  readonly head: Position | undefined;
  /** Checkpoints whose event the log does not hold. */
  readonly lost: readonly LogCheckpoint[];
  /** The newest place that surely survived. */
  readonly survivor: Mark | undefined;
}

/** Looks only. @throws DependencyUnavailable */
export const planFork = async (source: DataSource, store: EventStore): Promise<ForkPlan> => {
  const checkpoints = await source.query<LogCheckpoint[]>(logCheckpoints({ refused: true }));
  const lost: LogCheckpoint[] = [];
  for (const each of checkpoints) {
    const found = await store.idAt(each.position);
    if (found === undefined || (each.id !== null && found !== each.id)) lost.push(each);
  }
  return { head: await store.head(), lost, survivor: await newestSurvivor(source, store, checkpoints) };
};

/** Of the marks, and of the checkpoints that stand. Marks are read from the newest on, page by page. */
const newestSurvivor = async (
  source: DataSource,
  store: EventStore,
  checkpoints: readonly LogCheckpoint[],
): Promise<Mark | undefined> => {
  const byOrdinal = (a: Mark, b: Mark) => Number(b.ordinal) - Number(a.ordinal);
  const named = checkpoints.flatMap((each) => (each.id === null ? [] : [each as Mark]));
  const standing = await firstStanding(store, named.toSorted(byOrdinal));
  for (let before = String(2n ** 63n - 1n); ; ) {
    const marks = await source.query<Mark[]>(
      'SELECT ordinal, position, event_id AS id FROM log_mark WHERE ordinal < $1 ORDER BY ordinal DESC LIMIT 100',
      [before],
    );
    const mark = await firstStanding(store, marks);
    if (mark) return standing && byOrdinal(standing, mark) < 0 ? standing : mark;
    if (marks.length === 0) return standing;
    before = marks.at(-1)!.ordinal;
  }
};

const firstStanding = async (store: EventStore, marks: readonly Mark[]): Promise<Mark | undefined> => {
  for (const mark of marks) if ((await store.idAt(mark.position)) === mark.id) return mark;
  return undefined;
};

/** A list that was issued from what is lost had a number that must not be given again; there were not so many. */
const crlNumbersSkipped = 1_000_000;

/**
 * Takes the log as it is, in one transaction: read models that have folded lost events are built anew from the first event,
 * processes that have handled some go back to the newest place that surely survived, and answers that are kept under an
 * `Idempotency-Key`, which may promise lost writes, are forgotten. Instances that run find the new epoch by themselves.
 * Answers the epoch.
 */
export const acceptFork = (source: DataSource, store: EventStore, plan: ForkPlan, reason: string): Promise<number> =>
  source.transaction(async (manager) => {
    const { survivor, lost } = plan;
    await manager.query('LOCK TABLE log_fork IN EXCLUSIVE MODE');
    const [{ epoch }] = await manager.query<[{ epoch: number }]>(
      `INSERT INTO log_fork (epoch, reason, lost, position, event_id)
       SELECT 1 + coalesce(max(epoch), 0), $1, $2, $3, $4 FROM log_fork RETURNING epoch`,
      [reason, JSON.stringify({ head: plan.head ?? null, lost }), survivor?.position ?? null, survivor?.id ?? null],
    );
    for (const { kind, name, version } of lost) {
      if (kind === 'process') await sendBack(manager, name, survivor);
      else await clear(manager, name, version!);
    }
    await manager.query('DELETE FROM log_mark WHERE ordinal > $1', [survivor?.ordinal ?? 0]);
    await beginEarlier(manager, store, survivor);
    await manager.query('DELETE FROM idempotency_records');
    await manager.query(`UPDATE crl_numbers SET number = number + ${crlNumbersSkipped}, content_sha256 = ''`);
    await announce(manager, { changes: 'unknown' });
    return epoch;
  });

const clear = async (manager: EntityManager, model: string, version: number): Promise<void> => {
  for (const table of ['checkpoint', 'row', 'index', 'parked'])
    await manager.query(`DELETE FROM read_model_${table} WHERE (model, version) = ($1, $2)`, [model, version]);
};

const sendBack = async (manager: EntityManager, process: string, survivor: Mark | undefined): Promise<void> => {
  const { ordinal = '0', position = null, id = null } = survivor ?? {};
  const at = [process, ordinal];
  await manager.query('UPDATE process_checkpoint SET ordinal = $2, position = $3, event_id = $4 WHERE process = $1', [
    ...at,
    position,
    id,
  ]);
  await manager.query('DELETE FROM process_parked WHERE process = $1 AND ordinal > $2', at);
};

/** A process that began after an event which may be lost begins after the survivor: what was written since is no history. */
const beginEarlier = async (manager: EntityManager, store: EventStore, survivor: Mark | undefined): Promise<void> => {
  const begun = await manager.query<{ process: string; after: Position }[]>(
    'SELECT process, begins_after AS after FROM process_checkpoint WHERE begins_after IS NOT NULL',
  );
  for (const { process, after } of begun) {
    if (survivor && store.compare(after, survivor.position) <= 0) continue;
    await manager.query('UPDATE process_checkpoint SET begins_after = $2 WHERE process = $1', [
      process,
      survivor?.position ?? null,
    ]);
  }
};
