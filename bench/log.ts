import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { CommandContext } from '../src/application/core/command-context.js';
import { CommandRunner } from '../src/application/core/command-runner.js';
import { EventCodec } from '../src/application/core/event-codec.js';
import { derivedId } from '../src/application/core/ids.js';
import type { DataKeys } from '../src/application/ports/data-keys.js';
import type { EventStore, NewEvent } from '../src/application/ports/event-store.js';
import { claim } from '../src/domain/claim/decider.js';
import { measure } from './measure.js';
import type { Row } from './table.js';

const writers = [1, 16, 64, 256];

/** Claims have no personal fields. */
export const noKeys = { byId: async () => undefined } as unknown as DataKeys;
const at = '2026-11-22T08:00:00.000Z';

/** The floor: one bare INSERT per append into a table with the constraints of the log. */
export const bareInserts = async (pool: Pool, ms: number): Promise<ReadonlyMap<number, number>> => {
  await pool.query(`create table bench_floor (
    position bigint generated always as identity primary key, stream text not null, revision bigint not null,
    event_id uuid not null unique, type text not null, data json not null, metadata json not null,
    unique (stream, revision))`);
  const insert = `insert into bench_floor (stream, revision, event_id, type, data, metadata) values ($1,$2,$3,$4,$5,$6)`;
  const floors = new Map<number, number>();
  const [data, metadata] = [JSON.stringify(dataOf('owner')), JSON.stringify(metadataOf(randomUUID()))];
  for (const callers of writers) {
    const run = randomUUID();
    const { perSecond } = await measure(callers, ms, (caller, round) =>
      pool.query(insert, [`${run}-${caller}`, round, randomUUID(), 'ClaimTaken', data, metadata]),
    );
    floors.set(callers, perSecond);
  }
  return floors;
};

export const appends = async (store: EventStore, floors: ReadonlyMap<number, number>, ms: number): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const callers of writers) {
    const figures = await measure(callers, ms, appendOne(store));
    rows.push(row(`append, ${callers} writers`, figures, floors.get(callers)));
  }
  return rows;
};

/** Appends an event to a stream of its own. */
export const appendOne = (store: EventStore) => () => {
  const id = randomUUID();
  return store.append(`Claim-${id}`, 'no-stream', [sampleEvent(id)]);
};

export const sampleEvent = (id: string): NewEvent => ({
  id,
  type: 'ClaimTaken',
  data: dataOf(id),
  metadata: metadataOf(id),
});

/** The whole write path of an aggregate: load, decide, append, each writer on streams of twenty events. */
export const decideOne = (store: EventStore, keys: DataKeys) => {
  const runner = new CommandRunner(store, new EventCodec(keys));
  const run = randomUUID();
  return (caller: number, round: number) => {
    const id = derivedId(run, String(caller), String(Math.floor(round / 20)));
    const command = {
      type: 'TransferClaim',
      owner: `CustomerAccount-${randomUUID()}`,
      scope: 'customer',
      at,
    } as const;
    return runner.run(claim, id, command, contextOf(randomUUID()));
  };
};

export const commands = async (
  store: EventStore,
  keys: DataKeys,
  floors: ReadonlyMap<number, number>,
  ms: number,
): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const callers of writers) {
    const figures = await measure(callers, ms, decideOne(store, keys));
    rows.push(row(`load-decide-append, ${callers} writers`, figures, floors.get(callers)));
  }
  return rows;
};

const row = (name: string, figures: { perSecond: number; p50: number; p99: number }, floor = Number.NaN): Row => ({
  name,
  ...figures,
  ratio: figures.perSecond / floor,
  floor: `bare INSERT, ${Math.round(floor)}/s`,
});

const dataOf = (owner: string) => ({ scope: 'customer', owner: `CustomerAccount-${owner}`, replaces: null, at });

const metadataOf = (commandId: string) => ({
  at,
  actor: { kind: 'customer', id: commandId } as const,
  correlationId: commandId,
  causationId: commandId,
  commandId,
  session: commandId,
  device: 'bench-device-0001',
  clientVersion: 'bench',
  schemaVersion: 1,
});

export const contextOf = (commandId: string): CommandContext => {
  const { schemaVersion: _, ...metadata } = metadataOf(commandId);
  return { ...metadata, written: {} };
};
