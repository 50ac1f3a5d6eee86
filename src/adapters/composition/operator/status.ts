import type { DataSource } from 'typeorm';
import { plus, toInstant } from '../../../domain/shared/instant.js';
import { overdueAfter } from '../../observability/waiting-work.js';
import { TypeormLogRecords } from '../../typeorm/log-records.js';
import { type OverdueTimers, timersDueBefore } from '../../typeorm/timers.js';
import type { Config } from '../config.js';
import { withDatabase } from './database.js';
import { aligned, type Report } from './report.js';
import { type WorkerStanding, workersOf } from './workers.js';

/** How it stands with log, read models, processes and timers. @throws DependencyUnavailable */
export const status = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ source, store }) => {
    const head = (await store.head()) ?? null;
    const epoch = (await new TypeormLogRecords(source).forks()).at(-1)?.epoch ?? 0;
    const workers = await workersOf(source, store, head ?? undefined);
    const timers = await overdueTimers(source);
    const faults = [
      ...workers.flatMap(faultsOf),
      ...timers.map(({ process, timers: count, since }) => `${count} timers of ${process} are overdue, since ${since}`),
    ];
    const log = { on: config.eventStoreUrl ? 'EventStoreDB' : 'PostgreSQL', head, epoch };
    const lines = [
      `log  ${log.on}, ends at ${head ?? 'nothing: it is empty'}, epoch ${epoch}`,
      ...aligned(workers.map(columnsOf)),
      ...(faults.length > 0 ? faults.map((fault) => `found: ${fault}`) : ['nothing found']),
    ];
    return { found: faults.length > 0, lines, data: { log, workers, overdueTimers: timers, found: faults } };
  });

const nameOf = ({ name, version }: WorkerStanding): string => (version === null ? name : `${name} v${version}`);

const columnsOf = (worker: WorkerStanding): readonly string[] => [
  worker.kind,
  nameOf(worker),
  worker.state,
  `at ${worker.position ?? 'the beginning'}`,
  `behind ${worker.behind ?? 'unknown'}`,
  `parked ${worker.parked}`,
  worker.led === null ? 'of another release' : worker.led ? 'led' : 'not led',
];

export const faultsOf = (worker: WorkerStanding): readonly string[] => {
  const name = `${worker.kind} ${nameOf(worker)}`;
  return [
    ...(worker.behind !== null && worker.behind < 0 ? [`${name} is beyond the log's end: see realname fork`] : []),
    ...(worker.parked > 0 ? [`${name} has put ${worker.parked} aside: see realname parked list`] : []),
    ...(worker.led === false && worker.state !== 'refused' ? [`${name} is worked on by no instance`] : []),
  ];
};

/** As of this machine's clock. */
export const overdueTimers = (source: DataSource): Promise<readonly OverdueTimers[]> =>
  timersDueBefore(source, plus(toInstant(Date.now()), -overdueAfter));
