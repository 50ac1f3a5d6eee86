import { orUnavailable } from '../../postgres-server/errors.js';
import { retryChannel } from '../../typeorm/retry-loop.js';
import type { Config } from '../config.js';
import { withDatabase } from './database.js';
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
      revision === '-' ? stream : `${stream} @${revision}`,
      `failed ${failures} times`,
      `again at ${dueAt}`,
      reason.split('\n', 1)[0]!,
    ]);
    const lines = parked.length > 0 ? aligned(rows) : ['nothing is parked'];
    return { found: parked.length > 0, lines, data: { parked } };
  });

/**
 * Asks the instance that works to try everything of a read model or process again now. Nothing is changed: it is what the
 * instance does by itself later.
 * @param worker name of a read model or process
 * @throws Error for a name that is none; DependencyUnavailable
 */
export const retryParked = (config: Config, worker: string): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ source }) => {
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
    await orUnavailable(() => source.query('select pg_notify($1, $2)', [retryChannel, worker]));
    const line = `asked: ${waiting} parked of ${worker} are tried again by whoever works now; see realname parked list`;
    return { found: false, lines: [line], data: { worker, asked: waiting } };
  });
