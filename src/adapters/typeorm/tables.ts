import { EntitySchema } from 'typeorm';

/** `ordinal` counts the events of the log up to and including the one at `position`: the same on every run over it. */
export interface Checkpoint {
  model: string;
  version: number;
  state: 'building' | 'live' | 'refused';
  position: string | null;
  /** bigint, as the driver gives it. */
  ordinal: string;
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
}

export interface ProcessCheckpoint {
  process: string;
  position: string | null;
  ordinal: string;
}

export interface ParkedDelivery {
  process: string;
  ordinal: string;
  stream: string;
  revision: string;
  reason: string;
}

export interface StoredTimer {
  process: string;
  key: string;
  dueAt: Date;
  payload: unknown;
  reason: string | null;
}

const text = { type: 'text' } as const;
const bigint = { type: 'bigint' } as const;

export const checkpoints = new EntitySchema<Checkpoint>({
  name: 'read_model_checkpoint',
  columns: {
    model: { ...text, primary: true },
    version: { type: 'int', primary: true },
    state: text,
    position: { ...text, nullable: true },
    ordinal: bigint,
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
    reason: text,
  },
});

export const processCheckpoints = new EntitySchema<ProcessCheckpoint>({
  name: 'process_checkpoint',
  columns: { process: { ...text, primary: true }, position: { ...text, nullable: true }, ordinal: bigint },
});

export const parkedDeliveries = new EntitySchema<ParkedDelivery>({
  name: 'process_parked',
  columns: {
    process: { ...text, primary: true },
    ordinal: { ...bigint, primary: true },
    stream: text,
    revision: bigint,
    reason: text,
  },
});

export const timers = new EntitySchema<StoredTimer>({
  name: 'process_timer',
  columns: {
    process: { ...text, primary: true },
    key: { ...text, primary: true },
    dueAt: { type: 'timestamptz', name: 'due_at' },
    payload: { type: 'json' },
    reason: { ...text, nullable: true },
  },
});

export const readSideEntities = [checkpoints, rows, parkedEvents, processCheckpoints, parkedDeliveries, timers];
