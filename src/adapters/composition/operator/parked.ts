import type { DataSource } from 'typeorm';
import type { EventStore, StoredEvent } from '../../../application/ports/event-store.js';
import { orUnavailable } from '../../postgres-server/errors.js';
import { readEvent } from '../../typeorm/read-event.js';
import { retryChannel } from '../../typeorm/retry-loop.js';
import type { Config } from '../config.js';
import { recordAct } from './acts.js';
import { withDatabase } from './database.js';
import { maskedEvent } from './masked-event.js';
import { aligned, type Report } from './report.js';

interface Parked {
  readonly worker: string;
  readonly kind: 'read model' | 'process' | 'timer';
  readonly stream: string;
  readonly revision: string;
  /** Error class and place; never what a person typed (P4). */
  readonly reason: string;
  readonly failures: number;
  readonly dueAt: string;
}

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const question = `
  select model || ' v' || version as worker, 'read model' as kind, stream, revision::text, reason, failures, ${instant('due_at')} as "dueAt"
  from read_model_parked
  union all select process, 'process', stream, revision::text, reason, failures, ${instant('due_at')} from process_parked
  union all select process, 'timer', key, '-', reason, failures, ${instant('retry_at')} from process_timer where reason is not null
  order by 1, 7, 3, 4`;

/** Events and timers that were put aside because they failed, and what waits behind them. @throws DependencyUnavailable */
export const listParked = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ source }) => {
    const parked = await orUnavailable(() => source.query<Parked[]>(question));
    const rows = parked.map(({ kind, worker, stream, revision, failures, dueAt, reason }) => [
      kind,
      worker,
      placeOf({ stream, revision }),
      `failed ${failures} times`,
      `again at ${dueAt}`,
      reason.split('\n', 1)[0]!,
    ]);
    const lines = parked.length > 0 ? aligned(rows) : ['nothing is parked'];
    return { found: parked.length > 0, lines, data: { parked } };
  });

const placeOf = ({ stream, revision }: Pick<Parked, 'stream' | 'revision'>): string =>
  revision === '-' ? stream : `${stream}@${revision}`;

/**
 * Asks the instance that works to try everything of a read model or process again now: what it does by itself later.
 * @param worker name of a read model or process
 * @throws Error for a name that is none; DependencyUnavailable
 */
export const retryParked = (config: Config, worker: string, reason: string): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    const { source } = database;
    const [{ known, waiting }] = await orUnavailable(() =>
      source.query<[{ known: boolean; waiting: number }]>(
        `select exists (select from read_model_checkpoint where model = $1)
           or exists (select from process_checkpoint where process = $1) as known,
         (select count(*)::int from read_model_parked where model = $1)
         + (select count(*)::int from process_parked where process = $1)
         + (select count(*)::int from process_timer where process = $1 and reason is not null) as waiting`,
        [worker],
      ),
    );
    if (!known) throw new Error(`there is no read model or process ${worker}: see realname status`);
    await recordAct(database, config, { command: 'parked retry', on: worker, reason });
    await wake(source, worker);
    const line = `asked: ${waiting} parked of ${worker} are tried again by whoever works now; see realname parked list`;
    return { found: false, lines: [line], data: { worker, asked: waiting } };
  });

const wake = (source: DataSource, worker: string) =>
  orUnavailable(() => source.query('select pg_notify($1, $2)', [retryChannel, worker]));

/** Where a parked thing lies: its table, and what names it there. */
interface Lying {
  readonly worker: string;
  readonly kind: Parked['kind'];
  readonly reason: string;
  /** Places that wait until it is handled or skipped. */
  readonly behind: readonly string[];
}

/** Of a read model several versions may have put it aside: they are one. */
const lying = `
  select 'read model' as kind, model as worker, reason, array(
    select distinct behind.stream || '@' || behind.revision from read_model_parked behind
    where (behind.model, behind.version, behind.key) = (p.model, p.version, p.key) and behind.ordinal > p.ordinal) as behind
  from read_model_parked p where model = $1 and stream || '@' || revision = $2
  union all
  select 'process', process, reason, array(
    select behind.stream || '@' || behind.revision from process_parked behind
    where (behind.process, behind.stream) = (p.process, p.stream) and behind.ordinal > p.ordinal)
  from process_parked p where process = $1 and stream || '@' || revision = $2
  union all
  select 'timer', process, reason, '{}' from process_timer where process = $1 and key = $2 and reason is not null
  limit 1`;

const findParked = async (source: DataSource, worker: string, place: string): Promise<Lying> => {
  const [found] = await orUnavailable(() => source.query<Lying[]>(lying, [worker, place]));
  if (!found) throw new Error(`${worker} has put nothing aside at ${place}: see realname parked list`);
  return found;
};

/** What was put aside: why, the event as auditors see it, and what waits behind it. @throws Error; DependencyUnavailable */
export const showParked = (config: Config, worker: string, place: string): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ source, store }) => {
    const { kind, reason, behind } = await findParked(source, worker, place);
    const event = kind === 'timer' ? null : maskedEvent(await eventAt(store, place));
    const lines = [
      `${kind} ${worker}, ${place}`,
      ...reason.split('\n'),
      ...(event ? [JSON.stringify(event, null, 2)] : []),
      ...behind.map((each) => `waits behind it: ${each}`),
    ];
    return { found: true, lines, data: { kind, worker, place, reason, event, behind } };
  });

const eventAt = (store: EventStore, place: string): Promise<StoredEvent> => {
  const at = place.lastIndexOf('@');
  return readEvent(store, place.slice(0, at), place.slice(at + 1));
};

/**
 * Forgets what was put aside, for good: what waits behind it goes on. A row of a read model is then as if the event had not
 * happened, until the model is rebuilt.
 * @throws Error where nothing lies there; DependencyUnavailable
 */
export const skipParked = (config: Config, worker: string, place: string, reason: string): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    const { source } = database;
    const { kind, behind } = await findParked(source, worker, place);
    await recordAct(database, config, { command: 'parked skip', on: `${kind} ${worker}, ${place}`, reason });
    await orUnavailable(() => source.query(skip[kind], [worker, place]));
    await wake(source, worker);
    const lines = [`skipped: ${place} of ${worker}`, ...behind.map((each) => `goes on: ${each}`)];
    return { found: false, lines, data: { kind, worker, skipped: place, behind } };
  });

const skip: Readonly<Record<Parked['kind'], string>> = {
  'read model': `delete from read_model_parked where model = $1 and stream || '@' || revision = $2`,
  process: `delete from process_parked where process = $1 and stream || '@' || revision = $2`,
  timer: 'delete from process_timer where process = $1 and key = $2 and reason is not null',
};
