import { access, constants } from 'node:fs/promises';
import { DependencyUnavailable } from '../../../application/ports/unavailable.js';
import { epochMs } from '../../../domain/shared/instant.js';
import { skewOf } from '../../observability/clock-skew.js';
import { readAuthorityFile } from '../../pki/authority-file.js';
import { Issuers } from '../../pki/issuers.js';
import { hasAuthority, logIdentity, madeWith, notedIssuers, OlderAuthority } from '../../postgres/settings.js';
import { connections } from '../../postgres-server/budget.js';
import { orUnavailable } from '../../postgres-server/errors.js';
import { stateOf } from '../../postgres-server/state.js';
import { isLater } from '../../transparency-log/checkpoint-keeper.js';
import { stampedEvery } from '../../transparency-log/checkpoint-stamps.js';
import { TreeTables } from '../../transparency-log/tree-tables.js';
import { authorityDirectory } from '../authority.js';
import { checkpointKeepers } from '../checkpoint-keepers.js';
import type { Config } from '../config.js';
import { type Database, withDatabase } from './database.js';
import { keyFileOf, keyringOf } from './keyring.js';
import { lossesOf } from './losses.js';
import { aligned, type Report } from './report.js';
import { faultsOf, overdueTimers } from './status.js';
import { workersOf } from './workers.js';

/** What is wrong, nothing where all is well; `note` is for what is meant on some machines and a fault on others. */
interface Finding {
  readonly fault?: string;
  readonly note?: string;
}

type Check = (database: Database, config: Config) => Promise<readonly Finding[]>;

const faults = (texts: readonly string[]): readonly Finding[] => texts.map((fault) => ({ fault }));

const log: Check = async (database, config) => {
  const { plan, newest } = await lossesOf(database, config);
  return faults([
    ...plan.lost.map(
      ({ kind, name, position }) => `the event of ${kind} ${name} at ${position} is lost: see realname fork`,
    ),
    ...(newest ? [`the newest event that this machine knew, at ${newest.position}, is lost: see realname fork`] : []),
  ]);
};

const readSide: Check = async ({ source, store }) => {
  const workers = await workersOf(source, store, await store.head());
  return faults(workers.flatMap(faultsOf));
};

const timers: Check = async ({ source }) => {
  const overdue = await overdueTimers(source);
  return faults(
    overdue.map(({ process, timers: count, since }) => `${count} of ${process} are overdue, since ${since}`),
  );
};

const server: Check = async ({ pool }) => {
  const state = await stateOf(pool);
  const { ahead, isTooMuch } = skewOf(state);
  return faults([
    ...(state.refusesWrites ? [`takes no writes: ${state.refusesWrites}`] : []),
    ...(isTooMuch ? [`its clock and this machine’s differ by ${Math.round(Math.abs(ahead) / 1000)} s`] : []),
  ]);
};

interface Settings {
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly synchronous_standby_names: string;
}

/** What a crash or a failover may take away (docs/replicas.md). */
const durability: Check = async ({ source }, config) => {
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names'];
  const [settings] = await orUnavailable(() =>
    source.query<[Settings]>(`select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`),
  );
  const { fsync, full_page_writes, synchronous_commit, synchronous_standby_names } = settings;
  return [
    ...faults([
      ...(fsync === 'on' ? [] : ['fsync is off: a crash may take the database']),
      ...(full_page_writes === 'on' ? [] : ['full_page_writes is off: a crash may tear pages']),
      ...(synchronous_commit === 'off' ? ['synchronous_commit is off: a crash takes acknowledged events'] : []),
    ]),
    ...(config.databaseUrl && synchronous_standby_names === ''
      ? [{ note: 'synchronous_standby_names is empty: a failover may take acknowledged events' }]
      : []),
  ];
};

interface Protection {
  readonly guarded: boolean;
  readonly rights: string | null;
}

/** Whether the log can be altered by those who work with the service's role. */
const alterations: Check = async ({ source }, { databaseUrl, eventStoreUrl }) => {
  if (eventStoreUrl) return [];
  const [{ guarded, rights }] = await orUnavailable(() =>
    source.query<[Protection]>(
      `select exists (select from pg_trigger where tgrelid = 'events'::regclass and tgname = 'only_appended'
         and tgenabled in ('O', 'A')) as guarded,
       (select string_agg(lower(each), ', ') from unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) each
         where has_table_privilege('events', each)) as rights`,
    ),
  );
  return [
    ...faults(guarded ? [] : ['the trigger that refuses to alter events is off']),
    ...(databaseUrl && rights
      ? [{ note: `the role of DATABASE_URL may ${rights} events: see roles in docs/operations.md` }]
      : []),
  ];
};

/** Instances are counted by their listeners. */
const budget: Check = async ({ source }) => {
  const [row] = await orUnavailable(() =>
    source.query<[{ instances: number; most: number; kept: number }]>(
      `select (select count(*)::int from pg_stat_activity where application_name = 'realname listener'
         and datname = current_database()) as instances,
       current_setting('max_connections')::int as most, current_setting('superuser_reserved_connections')::int as kept`,
    ),
  );
  const each = Object.values(connections).reduce((sum, count) => sum + count, 0);
  const needed = row.instances * each + row.kept;
  return needed > row.most
    ? faults([`${row.instances} instances need ${needed} connections, max_connections is ${row.most}`])
    : [];
};

const masterKey: Check = async ({ pool }, config) => {
  const keyring = await keyringOf(config);
  if (!keyring)
    return faults([`neither MASTER_KEY nor ${keyFileOf(config.dataDir)} is there: nothing that is sealed can be read`]);
  return (await madeWith(pool, keyring)) ? [] : faults(['it is not the one that the data was made with']);
};

/** That it is there, opens, and is the one of this database (F28). */
const authority: Check = async ({ pool }, config) => {
  const keyring = await keyringOf(config);
  if (config.est || !keyring || !(await hasAuthority(pool))) return [];
  try {
    const record = await readAuthorityFile(authorityDirectory(config), keyring);
    const missing = new Issuers(record).lacking(await notedIssuers(pool));
    return [
      ...faults(missing.length > 0 ? [new OlderAuthority(missing).message] : []),
      ...(record.rootKey === null ? [] : [{ note: 'the root opens with the master key alone: realname ca seal-root' }]),
    ];
  } catch (error) {
    if (error instanceof DependencyUnavailable) throw error;
    return faults([(error as Error).message]);
  }
};

/** That it can be read outside the database, and that the database has it too. */
const lastCheckpoint: Check = async ({ pool }, config) => {
  const tables = new TreeTables(pool);
  if (!(await tables.epoch())) return [];
  const found: Finding[] = [];
  for (const keeper of await checkpointKeepers(config, await logIdentity(pool))) {
    const { where } = keeper;
    try {
      // Before the database is asked: it has each checkpoint first.
      const { kept, isUnreadable } = await keeper.look();
      const latest = await tables.latest();
      if (isUnreadable) found.push({ fault: `${where} was altered: it is no checkpoint` });
      if (kept && (!latest || isLater(kept, latest)))
        found.push({ fault: `${where} is of ${kept.size} events, the database’s of ${latest?.size ?? 0}` });
    } catch (error) {
      found.push({ fault: `${where} cannot be read: ${(error as Error).message}` });
    }
  }
  return found;
};

/** That the end of the log is under a time-stamp, where an authority is named. */
const timeStamps: Check = async ({ pool }, config) => {
  const tables = new TreeTables(pool);
  const latest = config.timeStamps && (await tables.latest());
  if (!latest || latest.size === 0) return [];
  const last = await tables.lastStamp(latest.epoch);
  if (!last) return faults(['no checkpoint is time-stamped yet']);
  const isOwed = last.size < latest.size && Date.now() - epochMs(last.at) > 2 * stampedEvery;
  return isOwed ? faults([`the newest is of ${last.at}; ${latest.size - last.size} events came after it`]) : [];
};

const folder: Check = async (_, { dataDir }) => {
  const isWritable = await access(dataDir, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
  return isWritable ? [] : faults([`${dataDir} cannot be read and written`]);
};

const checks: Readonly<Record<string, Check>> = {
  log,
  'read side': readSide,
  timers,
  server,
  durability,
  alterations,
  connections: budget,
  'master key': masterKey,
  'certificate authority': authority,
  'last checkpoint': lastCheckpoint,
  'time-stamps': timeStamps,
  'data directory': folder,
};

/** Looks whether all is as it should be, and changes nothing. @throws DependencyUnavailable */
export const doctor = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const results = [];
    for (const [name, check] of Object.entries(checks)) results.push({ name, findings: await check(database, config) });
    const rows = results.flatMap(({ name, findings }) =>
      findings.length === 0
        ? [['ok', name]]
        : findings.map(({ fault, note }) => [fault ? 'found' : 'note', name, fault ?? note!]),
    );
    const found = results.some(({ findings }) => findings.some(({ fault }) => fault !== undefined));
    return { found, lines: aligned(rows), data: { checks: results } };
  });
