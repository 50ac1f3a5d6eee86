import { expect, it } from '@jest/globals';
import { PostgresSandboxClock } from '../../src/adapters/sandbox/sandbox-clock.js';
import { SystemClock } from '../../src/adapters/system-clock/system-clock.js';
import type { Clock } from '../../src/application/ports/clock.js';
import { day, hour, plus } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres } from '../support/servers/service-database.js';
import { clockContract } from './clock.contract.js';

const never = new AbortController().signal;

onEachPostgres((server, database) => {
  const open = async (base: Clock = new SystemClock()) =>
    database.closing(await PostgresSandboxClock.open(database.pool(), database.server(), base));

  clockContract(`${server}, in the sandbox`, async () => {
    const clock = await open();
    await clock.move('2027-02-28T15:59:59.000Z');
    return clock;
  });

  it('goes on ticking from where it was moved, survives a restart, and comes back', async () => {
    const base = new ManualClock('2026-11-22T08:00:00.000Z');
    const clock = await open(base);
    await clock.move('2028-02-29T00:00:00.000Z');
    expect(clock.now()).toBe('2028-02-29T00:00:00.000Z');
    base.advance(hour);
    expect(clock.now()).toBe('2028-02-29T01:00:00.000Z');
    expect((await open(base)).now()).toBe('2028-02-29T01:00:00.000Z');
    await clock.move('2001-01-01T00:00:00.000Z');
    expect(clock.now()).toBe('2001-01-01T00:00:00.000Z');
    await clock.reset();
    expect(clock.now()).toBe(base.now());
  });

  it('wakes who waits when it jumps past, and not before', async () => {
    const base = new ManualClock('2026-11-22T08:00:00.000Z');
    const clock = await open(base);
    const woken: string[] = [];
    const wait = (name: string, ms: number) =>
      clock.waitUntil(plus(clock.now(), ms), never).then(() => woken.push(name));
    const [hours, days] = [wait('hour', hour), wait('day', day)];
    await clock.move(plus(clock.now(), hour - 1));
    expect(woken).toEqual([]);
    await clock.move(plus(clock.now(), 1));
    await hours;
    await clock.move(plus(clock.now(), -day));
    await clock.move(plus(clock.now(), 3 * day));
    await days;
    expect(woken).toEqual(['hour', 'day']);
    await clock.reset();
  });

  it('keeps who waits waiting for longer when it is set back', async () => {
    const base = new ManualClock('2026-11-22T08:00:00.000Z');
    const clock = await open(base);
    let woken = false;
    const waiting = clock.waitUntil('2026-11-22T09:00:00.000Z', never).then(() => {
      woken = true;
    });
    await clock.move('2026-11-22T07:00:00.000Z');
    base.advance(hour);
    await clock.waitUntil('2026-11-22T08:00:00.000Z', never);
    expect(woken).toBe(false);
    base.advance(hour);
    await waiting;
    await clock.reset();
  });

  it('moves on every instance, and wakes who waits there', async () => {
    const base = new ManualClock('2026-11-22T08:00:00.000Z');
    const [one, other] = [await open(base), await open(base)];
    const waiting = other.waitUntil('2030-01-01T00:00:00.000Z', never);
    await one.move('2030-01-01T00:00:00.000Z');
    await waiting;
    expect(other.now()).toBe('2030-01-01T00:00:00.000Z');
    const back = other.waitUntil('2030-01-01T00:00:00.001Z', never);
    await other.reset();
    await one.move('2030-01-01T00:00:00.001Z');
    await back;
    await one.reset();
  });

  it('sees a move that happened while its connection was broken', async () => {
    const [one, other] = [await open(), await open()];
    const target = plus(one.now(), 100 * day);
    const waiting = other.waitUntil(target, never);
    let broken = 0;
    while (broken < 2) {
      const { rowCount } = await database.pool().query(
        `with listener as (
           select pid from pg_stat_activity
           where datname = current_database() and application_name = 'realname listener')
         select pg_terminate_backend(pid) from listener where (select count(*) from listener) = 2`,
      );
      broken = rowCount ?? 0;
    }
    await one.move(target);
    await waiting;
    await one.reset();
  });
});
