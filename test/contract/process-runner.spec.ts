import { beforeEach, expect, it } from '@jest/globals';
import { ProcessRunner } from '../../src/adapters/typeorm/process-runner.js';
import { parkedDeliveries } from '../../src/adapters/typeorm/tables.js';
import { type StoredEvent } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import type { Process } from '../../src/application/processes/process.js';
import { second } from '../../src/domain/shared/instant.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, put, until, untilRetried } from './read-models-support.js';

const tries = { failing: 2, away: 8 };

onEachPostgres(({ connect, stopping }) => {
  let clock: ManualClock;
  beforeEach(() => {
    clock = new ManualClock('2026-11-22T08:00:00.000Z');
  });
  const runner = async (name: string, store: MemoryEventStore, ...processes: Process[]) => {
    const database = await connect(name);
    return {
      source: database.source,
      runner: stopping(new ProcessRunner(database, store, clock, processes, () => {}, tries)),
    };
  };
  const passed = (of: ProcessRunner, events: number, process = 'copy') =>
    until(async () => (await of.status()).processes.some((p) => p.process === process && p.passed === events));
  const copy = (handle: (event: StoredEvent) => Promise<void>): Process => ({
    name: 'copy',
    types: ['Counted'],
    beginsAt: 'first',
    handle,
  });
  const streamOf = (events: readonly StoredEvent[], stream: string) =>
    events.filter((event) => event.stream === stream).map(({ revision }) => Number(revision));

  it('delivers every event of its types, those of one stream in order, and goes on from its checkpoint', async () => {
    const store = new MemoryEventStore();
    const handled: StoredEvent[] = [];
    const process = copy(async (event) => {
      handled.push(event);
    });
    const one = (await runner('one', store, process)).runner;
    for (let n = 0; n < 30; n++) await put(store, `a-${n % 3}`, n % 10 === 9 ? 'Ignored' : 'Counted');
    one.start();
    await passed(one, 30);
    await one.stop();
    expect(handled.map(({ type }) => type)).toEqual(Array(27).fill('Counted'));
    for (const stream of ['a-0', 'a-1', 'a-2']) {
      expect(streamOf(handled, stream)).toEqual(streamOf(handled, stream).toSorted((a, b) => a - b));
    }

    const two = (await runner('two', store, process)).runner;
    two.start();
    await put(store, 'a-0', 'Counted');
    await passed(two, 31);
    expect(handled).toHaveLength(28);
  });

  it('parks what only a newer release knows, whatever its type, and leaves it to that release', async () => {
    const store = new MemoryEventStore();
    const handled: string[] = [];
    const process = { ...copy(async (event) => void handled.push(event.type)), types: ['Counted', 'Added'] };
    const older = { ...process, types: ['Counted'] };
    const database = await connect('release');
    const { manager } = database.source;
    const of = (each: Process, knows: (event: StoredEvent) => boolean) =>
      stopping(new ProcessRunner(database, store, clock, [each], () => {}, tries, knows));
    const before = of(older, ({ type }) => type === 'Counted');
    for (const type of ['Counted', 'Added', 'Foreign']) await put(store, `a-${type}`, type);
    before.start();
    await passed(before, 3);
    await before.stop();
    expect(handled).toEqual(['Counted']);
    const parked = await manager.find(parkedDeliveries, { order: { ordinal: 'ASC' } });
    expect(parked).toMatchObject(['2', '3'].map((ordinal) => ({ ordinal, reason: 'of a newer release', failures: 0 })));

    clock.advance(10_000);
    of(process, () => true).start();
    await until(async () => (await manager.count(parkedDeliveries)) === 0);
    expect(handled).toEqual(['Counted', 'Added']);
  });

  it('delivers again what a lost instance had begun, on another instance', async () => {
    const store = new MemoryEventStore();
    const { source: admin } = await connect('admin');
    const began: string[] = [];
    let resume = () => {};
    const held = new Promise<void>((resolve) => {
      resume = resolve;
    });
    const here = (
      await runner(
        'here',
        store,
        copy(async (event) => {
          began.push(event.id);
          await held;
        }),
      )
    ).runner;
    const handled: string[] = [];
    const there = (
      await runner(
        'there',
        store,
        copy(async (event) => {
          handled.push(event.id);
        }),
      )
    ).runner;
    here.start();
    await put(store, 'a-1', 'Counted');
    await until(() => began.length === 1);
    there.start();
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'here %'`);
    await until(() => handled.length === 1);
    expect(handled).toEqual(began);
    expect(await there.status()).toMatchObject({ active: true });
    resume();
  });

  it('waits out a dependency that is down, however often it fails', async () => {
    const store = new MemoryEventStore();
    let failures = 0;
    const one = (
      await runner(
        'one',
        store,
        copy(async () => {
          if (failures++ < 4) throw new DependencyUnavailable('gateway');
        }),
      )
    ).runner;
    one.start();
    await put(store, 'a-1', 'Counted');
    await passed(one, 1);
    expect(failures).toBe(5);
    expect((await one.status()).processes).toMatchObject([{ parked: 0 }]);
  });

  it('parks an event that fails again and again, and what follows it in its stream; the rest goes on', async () => {
    const store = new MemoryEventStore();
    const handled: StoredEvent[] = [];
    let fixed = false;
    let tries = 0;
    const { source, runner: one } = await runner(
      'one',
      store,
      copy(async (event) => {
        if (event.stream === 'a-1' && !fixed) {
          tries++;
          throw new RangeError(`no ${event.data.phone}`);
        }
        handled.push(event);
      }),
    );
    one.start();
    await put(store, 'a-1', 'Counted', { phone: '13800000000' });
    await put(store, 'a-1', 'Counted');
    await put(store, 'a-2', 'Counted');
    await passed(one, 3);
    await put(store, 'a-1', 'Counted');
    await put(store, 'a-2', 'Counted');
    await passed(one, 5);
    expect(tries).toBe(2);
    expect(handled.map(({ stream }) => stream)).toEqual(['a-2', 'a-2']);
    expect((await one.status()).processes).toMatchObject([{ parked: 3, caughtUp: true }]);
    const parked: { reason: string }[] = await source.query('SELECT reason FROM process_parked ORDER BY ordinal');
    expect(parked[0]!.reason).toMatch(/^RangeError at process-runner\.spec\.ts:\d+$/);

    fixed = true;
    await untilRetried(source, 'copy', async () => (await one.status()).processes[0]?.parked === 0);
    await put(store, 'a-1', 'Counted');
    await passed(one, 6);
    expect(streamOf(handled, 'a-1')).toEqual([0, 1, 2, 3]);
  });

  it('sweeps at the beginning and every ten seconds, also after a sweep that failed', async () => {
    let sweeps = 0;
    const sweep = async () => {
      if (++sweeps === 2) throw new DependencyUnavailable('queue');
    };
    const one = (await runner('one', new MemoryEventStore(), { ...copy(async () => {}), sweep })).runner;
    one.start();
    for (const least of [1, 3, 4]) {
      await until(() => sweeps >= least);
      clock.advance(10 * second);
    }
  });

  it('lets no process hold up another', async () => {
    const store = new MemoryEventStore();
    const stuck: Process = {
      name: 'stuck',
      types: ['Counted'],
      beginsAt: 'first',
      handle: async () => {
        throw new DependencyUnavailable('gateway');
      },
    };
    const one = (
      await runner(
        'one',
        store,
        stuck,
        copy(async () => {}),
      )
    ).runner;
    one.start();
    await put(store, 'a-1', 'Counted');
    await passed(one, 1);
    expect((await one.status()).processes).toMatchObject([{ process: 'stuck', caughtUp: false }, { caughtUp: true }]);
  });
});
