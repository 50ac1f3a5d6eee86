import { type DataSource, type FindManyOptions, In, LessThanOrEqual, Not } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import type { Log } from '../../application/ports/log.js';
import { Timers } from '../../application/ports/timers.js';
import { type Process } from '../../application/processes/process.js';
import { epochMs, type Instant, toInstant } from '../../domain/shared/instant.js';
import { orUnavailable } from '../postgres-server/errors.js';
import { aborted } from '../resilience/abort.js';
import { attempt, putAside } from './attempt.js';
import { type StoredTimer, timers } from './tables.js';

/** Hears `timer` and a process's name: a timer of it was set. */
export const processChannel = 'process';
const maxFiring = 8;
/** Milliseconds until timers are looked for again, whether or not one was heard to be set. */
const longestWait = 2_000;

export class TypeormTimers extends Timers {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async set(process: string, key: string, dueAt: Instant, payload: JsonObject = {}): Promise<void> {
    await orUnavailable(() =>
      this.dataSource.query(
        `WITH timer AS (
           INSERT INTO process_timer (process, key, due_at, payload) VALUES ($1, $2, $3, $4)
           ON CONFLICT (process, key) DO UPDATE
             SET due_at = EXCLUDED.due_at, payload = EXCLUDED.payload, reason = NULL, retry_at = NULL, failures = 0)
         SELECT pg_notify($5, $6)`,
        [process, key, dueAt, JSON.stringify(payload), processChannel, `timer ${process}`],
      ),
    );
  }

  override async cancel(process: string, key: string): Promise<void> {
    await orUnavailable(() => this.dataSource.manager.delete(timers, { process, key }));
  }
}

/**
 * Fires what is due of one process until `signal` aborts, in the order of the instants, up to eight side by side, so that
 * one that takes long holds up no other; `changed` gives the signal that aborts when one is heard to be set.
 */
export const fireTimers = async (
  dataSource: DataSource,
  clock: Clock,
  log: Log,
  process: Process,
  signal: AbortSignal,
  changed: () => AbortSignal,
): Promise<void> => {
  const firing = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  let ended = new AbortController();
  const begin = (timer: StoredTimer) => {
    const fired = fire(dataSource, clock, log, process, timer)
      .catch((error) => void failures.push(error))
      .finally(() => {
        firing.delete(timer.key);
        ended.abort();
      });
    firing.set(timer.key, fired);
  };
  const order = { firesAt: 'ASC' } as const;
  try {
    while (!signal.aborted) {
      if (failures.length > 0) throw failures[0];
      ended = new AbortController();
      const wake = AbortSignal.any([signal, changed(), ended.signal, AbortSignal.timeout(longestWait)]);
      const free = maxFiring - firing.size;
      const others = firing.size > 0 && { key: Not(In([...firing.keys()])) };
      const waiting = { process: process.name, ...others };
      const due = LessThanOrEqual(new Date(epochMs(clock.now())));
      const found = free > 0 ? await find(dataSource, { where: { ...waiting, firesAt: due }, order, take: free }) : [];
      found.forEach(begin);
      if (found.length > 0) continue;
      const [next] = free > 0 ? await find(dataSource, { where: waiting, order, take: 1 }) : [];
      await (next ? clock.waitUntil(toInstant(next.firesAt.getTime()), wake) : aborted(wake));
    }
  } finally {
    await Promise.all(firing.values());
  }
};

const find = (dataSource: DataSource, options: FindManyOptions<StoredTimer>): Promise<StoredTimer[]> =>
  dataSource.manager.find(timers, options);

/** One that fails is tried again later, so that it holds up none that are due. A timer that was moved meanwhile stays. */
const fire = async (
  dataSource: DataSource,
  clock: Clock,
  log: Log,
  process: Process,
  { key, dueAt, payload, failures: before, reason: earlier }: StoredTimer,
): Promise<void> => {
  const due = { key, dueAt: toInstant(dueAt.getTime()), payload: payload as JsonObject };
  const failure = await attempt(async () => process.fire?.(due));
  const where = { process: process.name, key, dueAt };
  if (!failure) {
    await dataSource.manager.delete(timers, where);
    return;
  }
  const { reason } = failure;
  const { failures, due: retryAt } = putAside(before, failure, clock.now());
  await dataSource.manager.update(timers, where, { reason, failures, retryAt });
  if (earlier === null) log('warn', 'timer put aside', { process: process.name, reason });
};
