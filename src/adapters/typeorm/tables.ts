import { EntitySchema } from 'typeorm';

/** `ordinal` counts the events of the log up to and including the one at `position`: the same on every run over it. */
export interface Checkpoint {
  model: string;
  version: number;
  state: 'building' | 'live' | 'refused';
  position: string | null;
  /** The event at `position`; null where code that does not know it yet has moved the checkpoint. */
  eventId: string | null;
  /** bigint, as the driver gives it. */
  ordinal: string;
  /** Counts the commits to the rows of the version. */
  revision: string;
  /** Of all rows that were written while the version was built, see `RowDigest`; null for one that was never followed. */
  digest: string | null;
}

export interface StoredRow {
  model: string;
  version: number;
  key: string;
  row: unknown;
  ordinal: string;
}

/** An event that a model could not fold, or that waits behind one. It is read again from its stream. */
export interface ParkedEvent {
  model: string;
  version: number;
  key: string;
  ordinal: string;
  stream: string;
  revision: string;
  reason: string;
  /** When it is tried again, once no earlier one of its key is parked. */
  dueAt: Date;
  failures: number;
}

export interface ProcessCheckpoint {
  process: string;
  position: string | null;
  ordinal: string;
  /** What is not handled: events up to this position. */
  beginsAfter: string | null;
}

export interface ParkedDelivery {
  process: string;
  ordinal: string;
  stream: string;
  revision: string;
  reason: string;
  /** When it is tried again, once no earlier one of its stream is parked. */
  dueAt: Date;
  failures: number;
}

export interface StoredTimer {
  process: string;
  key: string;
  dueAt: Date;
  payload: unknown;
  /** Why it failed the last time; null before that. */
  reason: string | null;
  retryAt: Date | null;
  failures: number;
  /** `dueAt`, or `retryAt` after a failure. */
  firesAt: Date;
}

const text = { type: 'text' } as const;
const bigint = { type: 'bigint' } as const;
const instant = { type: 'timestamptz' } as const;
const putAside = { reason: text, dueAt: { ...instant, name: 'due_at' }, failures: { type: 'int' } } as const;

export const checkpoints = new EntitySchema<Checkpoint>({
  name: 'read_model_checkpoint',
  columns: {
    model: { ...text, primary: true },
    version: { type: 'int', primary: true },
    state: text,
    position: { ...text, nullable: true },
    eventId: { ...text, nullable: true, name: 'event_id' },
    ordinal: bigint,
    revision: bigint,
    digest: { ...text, nullable: true },
  },
});

export const rows = new EntitySchema<StoredRow>({
  name: 'read_model_row',
  columns: {
    model: { ...text, primary: true },
    version: { type: 'int', primary: true },
    key: { ...text, primary: true },
    row: { type: 'json' },
    ordinal: bigint,
  },
});

export const parkedEvents = new EntitySchema<ParkedEvent>({
  name: 'read_model_parked',
  columns: {
    model: { ...text, primary: true },
    version: { type: 'int', primary: true },
    ordinal: { ...bigint, primary: true },
    key: text,
    stream: text,
    revision: bigint,
    ...putAside,
  },
});

export const processCheckpoints = new EntitySchema<ProcessCheckpoint>({
  name: 'process_checkpoint',
  columns: {
    process: { ...text, primary: true },
    position: { ...text, nullable: true },
    ordinal: bigint,
    beginsAfter: { ...text, nullable: true, name: 'begins_after' },
  },
});

export const parkedDeliveries = new EntitySchema<ParkedDelivery>({
  name: 'process_parked',
  columns: {
    process: { ...text, primary: true },
    ordinal: { ...bigint, primary: true },
    stream: text,
    revision: bigint,
    ...putAside,
  },
});

export const timers = new EntitySchema<StoredTimer>({
  name: 'process_timer',
  columns: {
    process: { ...text, primary: true },
    key: { ...text, primary: true },
    dueAt: { ...instant, name: 'due_at' },
    payload: { type: 'json' },
    reason: { ...text, nullable: true },
    retryAt: { ...instant, nullable: true, name: 'retry_at' },
    failures: { type: 'int' },
    firesAt: { ...instant, insert: false, update: false, name: 'fires_at' },
  },
});

export const readSideEntities = [checkpoints, rows, parkedEvents, processCheckpoints, parkedDeliveries, timers];
