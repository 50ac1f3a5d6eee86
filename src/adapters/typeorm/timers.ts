import { type DataSource, IsNull, LessThanOrEqual } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/event-store.js';
import { type Process, Timers } from '../../application/processes/process.js';
import { epochMs, type Instant, toInstant } from '../../domain/shared/instant.js';
import { aborted, reaching } from './connection.js';
import { persist } from './process-loop.js';
import { type StoredTimer, timers } from './tables.js';

/** Hears `timer` or `retry` and a process's name: a timer of it was set, its parked events shall be tried again. */
export const processChannel = 'process';
const maxBatch = 100;
const parallelTimers = 8;

export class TypeormTimers extends Timers {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async set(process: string, key: string, dueAt: Instant, payload: JsonObject = {}): Promise<void> {
    await reaching(
      this.dataSource.query(
        `WITH timer AS (
           INSERT INTO process_timer (process, key, due_at, payload) VALUES ($1, $2, $3, $4)
           ON CONFLICT (process, key) DO UPDATE SET due_at = EXCLUDED.due_at, payload = EXCLUDED.payload, reason = NULL)
         SELECT pg_notify($5, $6)`,
        [process, key, dueAt, JSON.stringify(payload), processChannel, `timer ${process}`],
      ),
    );
  }

  override async cancel(process: string, key: string): Promise<void> {
    await reaching(this.dataSource.manager.delete(timers, { process, key }));
  }
}

/**
 * Fires what is due of one process until `signal` aborts, in the order of the instants, up to eight side by side;
 * `changed` gives the signal that aborts when a timer is set.
 */
export const fireTimers = async (
  dataSource: DataSource,
  clock: Clock,
  process: Process,
  maxTries: number,
  signal: AbortSignal,
  changed: () => AbortSignal,
): Promise<void> => {
  const waiting = { process: process.name, reason: IsNull() };
  const order = { dueAt: 'ASC' } as const;
  while (!signal.aborted) {
    const wake = AbortSignal.any([signal, changed()]);
    const now = new Date(epochMs(clock.now()));
    const due = await dataSource.manager.find(timers, {
      where: { ...waiting, dueAt: LessThanOrEqual(now) },
      order,
      take: maxBatch,
    });
    await fireAll(due, (timer) => fire(dataSource, process, timer, maxTries, signal));
    if (due.length > 0) continue;
    const next = await dataSource.manager.findOne(timers, { where: waiting, order });
    await (next ? clock.waitUntil(toInstant(next.dueAt.getTime()), wake) : aborted(wake));
  }
};

/** Ends when all have ended, also when one of them fails. */
const fireAll = async (due: readonly StoredTimer[], fire: (timer: StoredTimer) => Promise<void>): Promise<void> => {
  const left = due.values();
  const work = async () => {
    for (const timer of left) await fire(timer);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(parallelTimers, due.length) }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};

/** A timer that was moved meanwhile stays. */
const fire = async (
  dataSource: DataSource,
  process: Process,
  { key, dueAt, payload }: StoredTimer,
  maxTries: number,
  signal: AbortSignal,
): Promise<void> => {
  const due = { key, dueAt: toInstant(dueAt.getTime()), payload: payload as JsonObject };
  const reason = await persist(async () => process.fire?.(due), maxTries, signal);
  const where = { process: process.name, key, dueAt };
  if (reason) await dataSource.manager.update(timers, where, { reason });
  else await dataSource.manager.delete(timers, where);
};
