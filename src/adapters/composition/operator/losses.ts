import type { Place } from '../../../application/ports/event-store.js';
import { NewestEventFile } from '../../log-guard/newest-event-file.js';
import { stands } from '../../log-guard/places.js';
import { type ForkPlan, planFork } from '../../typeorm/fork-log.js';
import { TypeormLogRecords } from '../../typeorm/log-records.js';
import type { Config } from '../config.js';
import { newestEventFile } from '../makers.js';
import type { Database } from './database.js';

/** What the log has lost of what was read from it. */
export interface Losses {
  readonly plan: ForkPlan;
  /** The newest event that this machine's instance knew, where it is lost and that loss was not accepted. */
  readonly newest: Place | undefined;
}

/** Looks only. @throws DependencyUnavailable */
export const lossesOf = async ({ source, store }: Database, config: Config): Promise<Losses> => {
  const plan = await planFork(source, store);
  const epoch = (await new TypeormLogRecords(source).forks()).at(-1)?.epoch ?? 0;
  const kept = await new NewestEventFile(newestEventFile(config)).read();
  const isLost = kept && kept.epoch >= epoch && !(await stands(store, kept));
  return { plan, newest: isLost ? kept : undefined };
};
