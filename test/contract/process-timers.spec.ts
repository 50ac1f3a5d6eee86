import { expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { ProcessRunner } from '../../src/adapters/typeorm/process-runner.js';
import { TypeormTimers } from '../../src/adapters/typeorm/timers.js';
import type { DueTimer, Process } from '../../src/application/processes/process.js';
import { day, minute, plus } from '../../src/domain/shared/instant.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, until, untilRetried } from './read-models-support.js';

const start = '2026-11-22T08:00:00.000Z';

onEachPostgres(({ connect, stopping }) => {
  const begin = async (fire: Process['fire']) => {
    const clock = new ManualClock(start);
    const process: Process = { name: 'expiry', types: [], beginsAt: 'first', handle: async () => {}, fire };
    const instance = async (name: string) => {
      const database = await connect(name);
      const runner = stopping(new ProcessRunner(database, new MemoryEventStore(), clock, [process]));
      return { runner, source: database.source, timers: new TypeormTimers(database.source) };
    };
    return { clock, one: await instance('one'), two: await instance('two') };
  };
  const collecting = async () => {
    const fired: DueTimer[] = [];
    const begun = await begin(async (timer) => {
      fired.push(timer);
    });
    return { fired, keys: () => fired.map(({ key }) => key), ...begun };
  };

  it('F19 fires when the clock reaches the instant, also when it jumps over it, in the order of the instants', async () => {
    const { clock, one, two, fired, keys } = await collecting();
    one.runner.start();
    await two.timers.set('expiry', 'request', plus(start, 30 * day), { requestId: 'r-1' });
    await two.timers.set('expiry', 'call', plus(start, 30 * minute));
    await two.timers.set('expiry', 'now', start);
    await until(() => fired.length === 1);
    clock.advance(30 * minute - 1);
    await two.timers.set('expiry', 'now again', start);
    await until(() => fired.length === 2);
    expect(keys()).toEqual(['now', 'now again']);
    clock.advance(60 * day);
    await until(() => fired.length === 4);
    expect(keys()).toEqual(['now', 'now again', 'call', 'request']);
    expect(fired[3]).toEqual({ key: 'request', dueAt: plus(start, 30 * day), payload: { requestId: 'r-1' } });
  });

  it('fires a timer that it did not hear of', async () => {
    const { server, ...database } = await connect('deaf');
    const deaf = { lead: server.lead.bind(server), listen: () => {} } as unknown as PostgresServer;
    const fired: string[] = [];
    const fire = async ({ key }: DueTimer) => void fired.push(key);
    const expiry: Process = { name: 'expiry', beginsAt: 'first', types: [], handle: async () => {}, fire };
    const log = new MemoryEventStore();
    const runner = stopping(
      new ProcessRunner({ ...database, server: deaf }, log, new ManualClock(start), [expiry], () => {}),
    );
    runner.start();
    const timers = new TypeormTimers(database.source);
    await timers.set('expiry', 'later', plus(start, day));
    await timers.set('expiry', 'now', start);
    await until(() => fired.length === 1);
    await timers.set('expiry', 'now again', start);
    await until(() => fired.length === 2);
    expect(fired).toEqual(['now', 'now again']);
  });

  it('forgets a cancelled timer and follows one that is moved', async () => {
    const { clock, one, fired, keys } = await collecting();
    one.runner.start();
    await one.timers.set('expiry', 'cancelled', plus(start, minute));
    await one.timers.set('expiry', 'moved', plus(start, minute));
    await one.timers.set('expiry', 'moved', plus(start, 3 * minute));
    await one.timers.set('expiry', 'other', plus(start, 2 * minute));
    await one.timers.cancel('expiry', 'cancelled');
    await one.timers.cancel('expiry', 'unknown');
    clock.advance(2 * minute);
    await until(() => fired.length === 1);
    clock.advance(minute);
    await until(() => fired.length === 2);
    expect(keys()).toEqual(['other', 'moved']);
  });

  it('keeps a timer that is moved while it fires', async () => {
    const moved: (() => Promise<void>)[] = [];
    let fired = 0;
    const { clock, one } = await begin(async ({ dueAt }) => {
      fired++;
      if (dueAt === start) await moved[0]!();
    });
    moved.push(() => one.timers.set('expiry', 'call', plus(start, minute)));
    one.runner.start();
    await one.timers.set('expiry', 'call', start);
    await until(() => fired === 1);
    clock.advance(minute);
    await until(() => fired === 2);
  });

  it('fires others, of this process and of another, while one hangs', async () => {
    const database = await connect('hanging');
    const fired: string[] = [];
    const hanging = Promise.withResolvers<void>();
    const process = (name: string): Process => {
      const fire = async ({ key }: DueTimer) => {
        if (key === 'hanging') await hanging.promise;
        fired.push(`${name} ${key}`);
      };
      return { name, types: [], beginsAt: 'first', handle: async () => {}, fire };
    };
    const processes = [process('calls'), process('expiry')];
    const clock = new ManualClock(start);
    const timers = new TypeormTimers(database.source);
    for (const key of ['hanging', 'other']) await timers.set('calls', key, start);
    const runner = stopping(new ProcessRunner(database, new MemoryEventStore(), clock, processes));
    runner.start();
    await until(() => fired.includes('calls other'));
    await timers.set('calls', 'later', start);
    await until(() => fired.includes('calls later'));
    await timers.set('expiry', 'request', start);
    await until(() => fired.includes('expiry request'));
    hanging.resolve();
    await until(() => fired.includes('calls hanging'));
  });

  it('survives the end of the working instance', async () => {
    const { clock, one, two, fired } = await collecting();
    one.runner.start();
    await until(async () => (await one.runner.status()).active);
    await one.timers.set('expiry', 'request', plus(start, minute));
    two.runner.start();
    await one.runner.stop();
    clock.advance(minute);
    await until(() => fired.length === 1);
  });

  it('puts a failing timer aside until it is asked for again; others fire', async () => {
    let fixed = false;
    const fired: string[] = [];
    const { one } = await begin(async ({ key }) => {
      if (key === 'bad' && !fixed) throw new Error('cannot');
      fired.push(key);
    });
    one.runner.start();
    await one.timers.set('expiry', 'bad', start);
    await one.timers.set('expiry', 'good', start);
    await until(() => fired.includes('good'));
    await until(async () => (await one.runner.status()).processes[0]?.parkedTimers === 1);
    fixed = true;
    await untilRetried(one.source, 'expiry', () => fired.includes('bad'));
    await until(async () => (await one.runner.status()).processes[0]?.parkedTimers === 0);
  });

  it('tries a failing timer again after 1, 2 and 4 minutes, also after a restart, with its own instant', async () => {
    const instants: string[] = [];
    const { clock, one, two } = await begin(async ({ dueAt }) => {
      instants.push(dueAt);
      if (instants.length < 4) throw new Error('cannot');
    });
    await one.timers.set('expiry', 'bad', start);
    one.runner.start();
    for (const [at, minutes] of [1, 2, 4].entries()) {
      await until(async () => (await failures(one.source)) === at + 1);
      clock.advance(minutes * minute - 1);
      if (at === 1) {
        await one.runner.stop();
        two.runner.start();
      }
      expect(instants).toHaveLength(at + 1);
      clock.advance(1);
    }
    await until(async () => (await failures(one.source)) === undefined);
    expect(instants).toEqual([start, start, start, start]);
  });

  it('starves none by a thousand that fail', async () => {
    const fired: string[] = [];
    const { one } = await begin(async ({ key }) => {
      fired.push(key);
      if (key !== 'good') throw new Error('cannot');
    });
    await one.source.query(
      `INSERT INTO process_timer (process, key, due_at, payload)
       SELECT 'expiry', n::text, $1, '{}' FROM generate_series(1, 1000) AS n`,
      [start],
    );
    await one.timers.set('expiry', 'good', plus(start, 1));
    one.runner.start();
    await until(async () => (await one.runner.status()).processes[0]?.parkedTimers === 1_000);
    expect(fired).toHaveLength(1_000);
  });
});

const failures = async (source: DataSource): Promise<number | undefined> =>
  (await source.query('SELECT failures FROM process_timer'))[0]?.failures;
