import type { DataSource } from 'typeorm';
import { pause } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';
import type { Address } from './address.js';
import { longestPause, silentAfter, withSession } from './session.js';

/** Milliseconds until it is tried again to get a lock that another instance holds. */
const lockPoll = 500;

/**
 * Does `work` on one instance at a time, as long as this one holds the advisory lock `lock`; another one takes over
 * within half a second when it dies, and some ten seconds after it stands still or vanished. A holder whose server falls
 * silent stops before that; one that stood still may outlive its lock by a moment: what it writes must bear that.
 * Resolves when `signal` aborts.
 */
export const lead = (
  address: Address,
  lock: string,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> =>
  supervise(
    signal,
    address.log,
    lock,
    (begun) =>
      withSession(address.url, address.nameOf('leader'), signal, async (client, open) => {
        while (!open.aborted) {
          const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [lock]);
          begun();
          if (rows[0].locked) return work(open);
          await pause(lockPoll, open);
        }
      }),
    longestPause,
  );

/** Whether any instance holds the lock `lock` of `lead` and gives signs of life. */
export const isLed = async (source: Pick<DataSource, 'query'>, lock: string): Promise<boolean> => {
  const [{ led }] = await source.query<[{ led: boolean }]>(
    `select exists (select from pg_locks left join pg_stat_activity holder using (pid)
       where locktype = 'advisory' and objsubid = 1 and granted
       and database = (select oid from pg_database where datname = current_database())
       and (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)
       and coalesce(holder.state_change > clock_timestamp() - $2::int * interval '1 ms', true)) as led`,
    [lock, silentAfter],
  );
  return led;
};
