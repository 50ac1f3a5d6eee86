import type { DataSource } from 'typeorm';
import { pause } from '../resilience/abort.js';
import { supervise } from '../resilience/supervise.js';
import type { Address } from './address.js';
import type { Client } from './client.js';
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
): Promise<void> => leadSome(address, [lock], signal, (_, held) => work(held));

/**
 * As `lead`, with one session for several locks: `work` is done for those that this instance holds, and begins anew, after
 * its signal has aborted and it has ended, whenever it gets one more.
 */
export const leadSome = (
  address: Address,
  locks: readonly string[],
  signal: AbortSignal,
  work: (locks: ReadonlySet<string>, held: AbortSignal) => Promise<void>,
): Promise<void> =>
  supervise(
    signal,
    address.log,
    locks.join(', '),
    (begun) =>
      withSession(address.url, address.nameOf('leader'), signal, (client, open) =>
        leadOn(client, locks, open, work, begun),
      ),
    longestPause,
  );

const leadOn = async (
  client: Client,
  locks: readonly string[],
  open: AbortSignal,
  work: (locks: ReadonlySet<string>, held: AbortSignal) => Promise<void>,
  begun: () => void,
): Promise<void> => {
  const held = new Set<string>();
  const ended = new AbortController();
  let more = new AbortController();
  let working: Promise<void> = Promise.resolve();
  try {
    while (!open.aborted && !ended.signal.aborted) {
      const got = await locked(
        client,
        locks.filter((lock) => !held.has(lock)),
      );
      begun();
      if (got.length > 0) {
        more.abort();
        await working;
        for (const lock of got) held.add(lock);
        more = new AbortController();
        working = work(new Set(held), AbortSignal.any([open, more.signal]));
        working.catch((error) => ended.abort(error));
      }
      if (held.size === locks.length) break;
      await pause(lockPoll, AbortSignal.any([open, ended.signal]));
    }
    await working;
  } finally {
    more.abort();
    await working;
  }
};

const locked = async (client: Client, locks: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query(
    'select lock from unnest($1::text[]) lock where pg_try_advisory_lock(hashtextextended(lock, 0))',
    [locks],
  );
  return rows.map(({ lock }: { lock: string }) => lock);
};

/** Whether for each of the locks of `lead` some instance holds it and gives signs of life. */
export const isLed = async (source: Pick<DataSource, 'query'>, ...locks: readonly string[]): Promise<boolean> => {
  const [{ led }] = await source.query<[{ led: boolean }]>(
    `select bool_and(exists (select from pg_locks left join pg_stat_activity holder using (pid)
       where locktype = 'advisory' and objsubid = 1 and granted
       and database = (select oid from pg_database where datname = current_database())
       and (classid::bigint << 32 | objid::bigint) = hashtextextended(lock, 0)
       and coalesce(holder.state_change > clock_timestamp() - $2::int * interval '1 ms', true))) as led
     from unnest($1::text[]) lock`,
    [locks, silentAfter],
  );
  return led;
};
