import type { EventStore } from '../../../application/ports/event-store.js';
import { DependencyUnavailable } from '../../../application/ports/unavailable.js';
import type { Config } from '../config.js';
import { openEventStoreDb } from '../logs.js';
import { hostOf } from '../start-errors.js';
import { recordAct } from './acts.js';
import { type Database, withDatabase } from './database.js';
import { CannotCopy, LogCopy } from './log-copy.js';
import { LogVerification, misfitLine } from './log-verification.js';
import { progressLine } from './progress.js';
import type { Report } from './report.js';
import { signedTreeOf } from './signed-tree.js';

/** Where a log is copied to, and why. */
export interface CopyOptions {
  /** `esdb://…` */
  readonly to: string;
  readonly reason: string;
}

/**
 * Copies the log from PostgreSQL to EventStoreDB, and proves by root and checkpoints that the copy is the log. Goes on where a
 * copy broke off. @throws DependencyUnavailable, Error with a message for the operator
 */
export const copyLog = async (config: Config, { to, reason }: CopyOptions): Promise<Report> => {
  if (config.eventStoreUrl) throw new Error('EVENTSTORE_URL is set: the log that is copied is that on PostgreSQL');
  const copy = await openTarget(to);
  try {
    return await withDatabase(config, { migrated: true }, (database) => copied(database, config, copy, { to, reason }));
  } finally {
    await copy.close();
  }
};

const openTarget = (to: string): Promise<EventStore> =>
  openEventStoreDb(to, () => {}, '--to').catch((error) => {
    if (!(error instanceof DependencyUnavailable)) throw error;
    throw new Error(`--to: ${hostOf(to)} does not answer`);
  });

const copied = async (
  database: Database,
  config: Config,
  copy: EventStore,
  { to, reason }: CopyOptions,
): Promise<Report> => {
  const { pool, store } = database;
  const host = hostOf(to);
  try {
    await new LogCopy(store, copy, async () => {}).compare();
    await recordAct(database, config, { command: 'log copy', on: `EventStoreDB at ${host}`, reason });
    // Its MACs are part of what was signed.
    const { checkpoints, ...tree } = await signedTreeOf(pool, config);
    const verification = new LogVerification({ macs: undefined, isBeforeMacs: () => true, ...tree }, checkpoints);
    const result = await new LogCopy(store, copy, (event) => verification.add(event)).run(progressLine('copied'));
    return await proved(host, result, verification);
  } catch (error) {
    if (!(error instanceof CannotCopy)) throw error;
    const misfit = { index: error.index, what: error.message };
    return { found: true, lines: [misfitLine(misfit)], data: { to: host, found: [misfit] } };
  }
};

const proved = async (
  host: string,
  { events, appended, root }: Awaited<ReturnType<LogCopy['run']>>,
  verification: LogVerification,
): Promise<Report> => {
  const misfits = await verification.end();
  const head = await verification.head();
  const isEqual = head.size === events && head.root.equals(root);
  const lines = [
    `${host}: ${events} events, ${appended} of them copied now`,
    `root of the log   ${root.toString('base64')}`,
    `root of the copy  ${head.root.toString('base64')}${isEqual ? ', the same' : ''}`,
    ...misfits.map(misfitLine),
    ...(isEqual && misfits.length === 0 ? [`the copy is the log; ${head.signed} events of it are signed`] : []),
  ];
  const data = {
    to: host,
    events,
    appended,
    root: root.toString('base64'),
    rootOfCopy: head.root.toString('base64'),
    signed: head.signed,
    found: misfits,
  };
  return { found: !isEqual || misfits.length > 0, lines, data };
};
