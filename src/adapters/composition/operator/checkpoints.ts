import { knownProcesses } from '../../../application/application.js';
import { caughtUp, type EventStore, type Position, type StoredEvent } from '../../../application/ports/event-store.js';
import { orUnavailable } from '../../postgres-server/errors.js';
import { processesLock } from '../../typeorm/process-runner.js';
import type { Config } from '../config.js';
import { recordAct } from './acts.js';
import { alone } from './alone.js';
import { type Database, withDatabase } from './database.js';
import { aligned, type Report } from './report.js';

interface Checkpoint {
  readonly kind: 'read model' | 'process';
  readonly name: string;
  readonly version: number | null;
  readonly position: Position | null;
  readonly eventId: string | null;
  /** Events of the log up to it. */
  readonly ordinal: number;
  /** Events up to here are not handled: they happened before the process began. */
  readonly beginsAfter: Position | null;
}

const question = `
  select 'read model' as kind, model as name, version, position, event_id as "eventId", ordinal::float8 as ordinal,
    null as "beginsAfter" from read_model_checkpoint
  union all
  select 'process', process, null, position, event_id, ordinal::float8, begins_after from process_checkpoint
  order by kind desc, name, version`;

/** Where every read model and process stands, and on which event. @throws DependencyUnavailable */
export const listCheckpoints = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ source }) => {
    const checkpoints = await orUnavailable(() => source.query<Checkpoint[]>(question));
    const rows = checkpoints.map(({ kind, name, version, position, eventId, ordinal, beginsAfter }) => [
      kind,
      version === null ? name : `${name} v${version}`,
      `at ${position ?? 'the beginning'}`,
      `${ordinal} events`,
      eventId ?? '-',
      ...(beginsAfter === null ? [] : [`begins after ${beginsAfter}`]),
    ]);
    return { found: false, lines: aligned(rows), data: { checkpoints } };
  });

interface Move {
  readonly process: string;
  /** A position that an event of the log stands at, or `start`. */
  readonly to: string;
}

/** What a process would handle again, or never. */
interface MovePlan {
  readonly direction: 'back' | 'forward';
  readonly to: { readonly position: Position | null; readonly eventId: string | null; readonly ordinal: number };
  readonly events: readonly StoredEvent[];
}

/**
 * Lists the events between a process's place and another one, of those types that the process hears.
 * @throws Error for an unknown process or place; DependencyUnavailable
 */
export const planMove = (config: Config, move: Move): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => told(move, await planOf(database, move)));

/**
 * Moves the checkpoint. No instance may work on the processes meanwhile: one that does would go on from where it is.
 * @throws Error as above, and where an instance works; DependencyUnavailable
 */
export const moveCheckpoint = (config: Config, move: Move, reason: string): Promise<Report> =>
  withDatabase(config, { migrated: true }, (database) =>
    alone(database.pool, processesLock, processesAreLed, async (client) => {
      const plan = await planOf(database, move);
      const { position, eventId, ordinal } = plan.to;
      const on = `process ${move.process}, to ${move.to}`;
      await recordAct(database, config, { command: 'checkpoints move', on, reason });
      await client.query(
        `with moved as (update process_checkpoint set position = $2, event_id = $3, ordinal = $4 where process = $1)
         delete from process_parked where process = $1 and ordinal > $4`,
        [move.process, position, eventId, ordinal],
      );
      const report = told(move, plan);
      return { ...report, lines: [...report.lines, `moved: ${move.process} to ${move.to}`] };
    }),
  );

const processesAreLed = 'an instance works on the processes: stop every instance first';

const planOf = async ({ source, store }: Database, { process, to }: Move): Promise<MovePlan> => {
  const types = knownProcesses.find(({ name }) => name === process)?.types;
  const checkpoints = await orUnavailable(() => source.query<Checkpoint[]>(question));
  const from = checkpoints.find(({ kind, name }) => kind === 'process' && name === process);
  if (!from || !types) throw new Error(`there is no process ${process}: see realname checkpoints list`);
  const position = to === 'start' ? null : to;
  const eventId = position === null ? null : await idAt(store, position);
  const isBack = from.position !== null && (position === null || store.compare(position, from.position) < 0);
  const [lower, upper] = isBack ? [position, from.position] : [from.position, position];
  const between = await eventsBetween(store, lower, upper);
  const ordinal = from.ordinal + (isBack ? -between.length : between.length);
  const events = between.filter(
    (event) => types.includes(event.type) && (!from.beginsAfter || store.compare(event.position, from.beginsAfter) > 0),
  );
  return { direction: isBack ? 'back' : 'forward', to: { position, eventId, ordinal }, events };
};

const idAt = async (store: EventStore, position: Position): Promise<string> => {
  const id = await store.idAt(position).catch(() => undefined);
  if (id === undefined) throw new Error(`--to: no event stands at ${position}`);
  return id;
};

const eventsBetween = async (store: EventStore, lower: Position | null, upper: Position | null) => {
  const events: StoredEvent[] = [];
  if (upper === null || lower === upper) return events;
  const { signal } = new AbortController();
  for await (const event of store.subscribe({ signal, ...(lower !== null && { after: lower }) })) {
    if (event === caughtUp || store.compare(event.position, upper) > 0) break;
    events.push(event);
  }
  return events;
};

const told = ({ process, to }: Move, { direction, events }: MovePlan): Report => {
  const fate = direction === 'back' ? 'handled again' : 'never handled';
  const rows = events.map(({ position, type, stream, revision }) => [`${position}`, type, `${stream}@${revision}`]);
  return {
    found: false,
    lines: [...aligned(rows), `${process} to ${to}: ${events.length} events are ${fate}`],
    data: {
      process,
      to,
      direction,
      events: events.map(({ position, type, stream, revision }) => ({
        position,
        type,
        stream,
        revision: Number(revision),
      })),
    },
  };
};
