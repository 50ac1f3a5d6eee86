import { NewestEventFile } from '../../log-guard/newest-event-file.js';
import { stands } from '../../log-guard/places.js';
import { acceptFork, planFork } from '../../typeorm/fork-log.js';
import { TypeormLogRecords } from '../../typeorm/log-records.js';
import type { Config } from '../config.js';
import { newestEventFile } from '../makers.js';
import { withDatabase } from './database.js';
import type { Report } from './report.js';

/**
 * Compares the log with what was read from it; with a reason, accepts the loss. Works beside running instances, and with
 * none. @throws DependencyUnavailable
 */
export const forkLog = (config: Config, reason: string | undefined): Promise<Report> =>
  withDatabase(config, { migrated: true }, async ({ source, store }) => {
    const plan = await planFork(source, store);
    const epoch = (await new TypeormLogRecords(source).forks()).at(-1)?.epoch ?? 0;
    const kept = await new NewestEventFile(newestEventFile(config)).read();
    const missing = kept && kept.epoch >= epoch && !(await stands(store, kept)) ? kept : undefined;
    const { survivor, head, lost } = plan;
    const isWhole = lost.length === 0 && !missing;
    const data = { head: head ?? null, newestEventLost: missing?.position ?? null, lost, survivor: survivor ?? null };
    const lines = [
      `the log ends at ${head ?? 'nothing: it is empty'}`,
      ...(missing ? [`lost: the newest event that this machine knew, at ${missing.position}`] : []),
      ...lost.map(({ kind, name, position }) => `lost: the event of ${kind} ${name}, at ${position}`),
    ];
    if (isWhole && reason === undefined) return { found: false, lines: [...lines, 'nothing is missing'], data };
    const back = survivor ? `back to ${survivor.position}` : 'back to the beginning';
    const intended = [
      ...lost.map(({ kind, name }) => `${kind} ${name}: ${kind === 'process' ? back : 'built anew'}`),
      'answers kept under an Idempotency-Key: forgotten',
    ];
    if (reason === undefined) return { found: true, lines: [...lines, ...intended], data };
    const accepted = await acceptFork(source, store, plan, reason);
    const told = `accepted: epoch ${accepted} of the log`;
    return { found: false, lines: [...lines, ...intended, told], data: { ...data, acceptedEpoch: accepted } };
  });
