import { type DataSource, type FindManyOptions, In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import { Timers } from '../../application/ports/timers.js';
import { type Process } from '../../application/processes/process.js';
import { epochMs, type Instant, toInstant } from '../../domain/shared/instant.js';
import { inTimeOrUnavailable } from '../postgres-server/errors.js';
import { aborted } from '../resilience/abort.js';
import { persist } from './process-loop.js';
import { type StoredTimer, timers } from './tables.js';

/** Hears `timer` or `retry` and a process's name: a timer of it was set, its parked events shall be tried again. */
export const processChannel = 'process';
const maxFiring = 8;

export class TypeormTimers extends Timers {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async set(process: string, key: string, dueAt: Instant, payload: JsonObject = {}): Promise<void> {
    await inTimeOrUnavailable(() =>
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
    await inTimeOrUnavailable(() => this.dataSource.manager.delete(timers, { process, key }));
  }
}

/**
 * Fires what is due of one process until `signal` aborts, in the order of the instants, up to eight side by side, so that
 * one that takes long holds up no other; `changed` gives the signal that aborts when a timer is set.
 */
export const fireTimers = async (
  dataSource: DataSource,
  clock: Clock,
  process: Process,
  maxTries: number,
  signal: AbortSignal,
  changed: () => AbortSignal,
): Promise<void> => {
  const firing = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let ended = new AbortController();
  const begin = (timer: StoredTimer) => {
    const fired = fire(dataSource, process, timer, maxTries, signal)
      .catch((error) => void failures.push(error))
      .finally(() => {
        firing.delete(timer.key);
        ended.abort();
      });
    firing.set(timer.key, fired);
  };
  const order = { dueAt: 'ASC' } as const;
  try {
    while (!signal.aborted) {
      if (failures.length > 0) throw failures[0];
      ended = new AbortController();
      const wake = AbortSignal.any([signal, changed(), ended.signal]);
      const free = maxFiring - firing.size;
      const others = firing.size > 0 && { key: Not(In([...firing.keys()])) };
      const waiting = { process: process.name, reason: IsNull(), ...others };
      const due = LessThanOrEqual(new Date(epochMs(clock.now())));
      const found = free > 0 ? await find(dataSource, { where: { ...waiting, dueAt: due }, order, take: free }) : [];
      found.forEach(begin);
      if (found.length > 0) continue;
      const [next] = free > 0 ? await find(dataSource, { where: waiting, order, take: 1 }) : [];
      await (next ? clock.waitUntil(toInstant(next.dueAt.getTime()), wake) : aborted(wake));
    }
  } finally {
    await Promise.all(firing.values());
  }
};

const find = (dataSource: DataSource, options: FindManyOptions<StoredTimer>): Promise<StoredTimer[]> =>
  dataSource.manager.find(timers, options);

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
