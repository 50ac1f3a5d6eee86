import { acceptFork } from '../../typeorm/fork-log.js';
import type { Config } from '../config.js';
import { recordAct } from './acts.js';
import { withDatabase } from './database.js';
import { lossesOf } from './losses.js';
import type { Report } from './report.js';

/**
 * Compares the log with what was read from it; with a reason, accepts the loss. Works beside running instances, and with
 * none. @throws DependencyUnavailable
 */
export const forkLog = (config: Config, reason: string | undefined): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    const { plan, newest: missing } = await lossesOf(database, config);
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
    const accepted = await acceptFork(database.source, database.store, plan, reason);
    await recordAct(database, config, { command: 'fork --accept', on: `log, from ${head ?? 'the beginning'}`, reason });
    const told = `accepted: epoch ${accepted} of the log`;
    return { found: false, lines: [...lines, ...intended, told], data: { ...data, acceptedEpoch: accepted } };
  });
