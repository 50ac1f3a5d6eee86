import { type DataSource, In, IsNull, LessThanOrEqual } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/event-store.js';
import { type Process, Timers } from '../../application/processes/process.js';
import { epochMs, type Instant, toInstant } from '../../domain/shared/instant.js';
import { aborted, reaching } from './connection.js';
import { persist } from './process-loop.js';
import { type StoredTimer, timers } from './tables.js';

/** Hears `timer` when a timer was set, `retry` and a process's name when its parked events shall be tried again. */
export const processChannel = 'process';
const maxBatch = 100;

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
         SELECT pg_notify($5, 'timer')`,
        [process, key, dueAt, JSON.stringify(payload), processChannel],
      ),
    );
  }

  override async cancel(process: string, key: string): Promise<void> {
    await reaching(this.dataSource.manager.delete(timers, { process, key }));
  }
}

/** Fires what is due until `signal` aborts; `changed` gives the signal that aborts when a timer is set. */
export const fireTimers = async (
  dataSource: DataSource,
  clock: Clock,
  processes: readonly Process[],
  maxTries: number,
  signal: AbortSignal,
  changed: () => AbortSignal,
): Promise<void> => {
  const firing = new Map(processes.flatMap(({ name, fire }, at) => (fire ? [[name, processes[at]!]] : [])));
  const waiting = { process: In([...firing.keys()]), reason: IsNull() };
  const order = { dueAt: 'ASC' } as const;
  while (!signal.aborted) {
    const wake = AbortSignal.any([signal, changed()]);
    const now = new Date(epochMs(clock.now()));
    const due = await dataSource.manager.find(timers, {
      where: { ...waiting, dueAt: LessThanOrEqual(now) },
      order,
      take: maxBatch,
    });
    for (const timer of due) await fire(dataSource, firing.get(timer.process)!, timer, maxTries, signal);
    if (due.length > 0) continue;
    const next = await dataSource.manager.findOne(timers, { where: waiting, order });
    await (next ? clock.waitUntil(toInstant(next.dueAt.getTime()), wake) : aborted(wake));
  }
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
