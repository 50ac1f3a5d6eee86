import { beforeEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ProcessRunner } from '../../src/adapters/typeorm/process-runner.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import type { Process } from '../../src/application/processes/process.js';
import { minute, second } from '../../src/domain/shared/instant.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, put, until, untilRetried } from './read-models-support.js';

const tries = { failing: 3, away: 2 };

onEachPostgres(({ connect, stopping }) => {
  let clock: ManualClock;
  let store: MemoryEventStore;
  let source: DataSource;
  let lines: unknown[];
  /** What handles an event; throws or not. */
  let act: (event: StoredEvent) => void | Promise<void>;
  let tried: string[];
  beforeEach(async () => {
    clock = new ManualClock('2026-11-22T08:00:00.000Z');
    store = new MemoryEventStore();
    ({ source } = await connect('tables'));
    lines = [];
    tried = [];
    act = () => {};
  });

  const runner = async (about: Partial<Process> = {}, most = tries): Promise<ProcessRunner> => {
    const handle = async (event: StoredEvent) => {
      tried.push(`${event.stream}/${event.revision}`);
      await act(event);
    };
    const process: Process = { name: 'copy', types: ['Counted'], beginsAt: 'first', handle, ...about };
    const database = await connect('instance');
    return stopping(new ProcessRunner(database, store, clock, [process], (...line) => lines.push(line), most));
  };
  const passed = (of: ProcessRunner, events: number) =>
    until(async () => (await of.status()).processes[0]?.passed === events);
  const parked = (): Promise<{ event: string; reason: string; failures: number }[]> =>
    source.query(
      `SELECT stream || '/' || revision AS event, reason, failures FROM process_parked ORDER BY ordinal::bigint`,
    );
  const count = (event: string) => tried.filter((each) => each === event).length;
  const failing = (...events: string[]) => {
    act = ({ stream, revision }) => {
      if (events.includes(`${stream}/${revision}`)) throw new RangeError('cannot 13800138000');
    };
  };
  const handled = async () => (await parked()).length === 0;

  it('tries a parked event again after 1, 2 and 4 minutes, also after a restart, and then what waits behind it', async () => {
    failing('a/0');
    const one = await runner();
    one.start();
    for (let n = 0; n < 3; n++) await put(store, 'a', 'Counted');
    await passed(one, 3);
    expect(count('a/0')).toBe(3);
    let running = one;
    for (const [at, minutes] of [1, 2, 4].entries()) {
      if (at === 1) {
        await running.stop();
        running = await runner();
        running.start();
        await until(async () => (await running.status()).active);
      }
      if (at === 2) act = () => {};
      clock.advance(minutes * minute - 1);
      expect(count('a/0')).toBe(3 + at);
      clock.advance(1);
      await until(() => count('a/0') === 4 + at);
      if (at < 2) await until(async () => (await parked())[0]?.failures === at + 2);
    }
    await until(handled);
    expect(tried.slice(-3)).toEqual(['a/0', 'a/1', 'a/2']);
  });

  it('keeps the reason of the event itself over a redelivery, and parks none that was handled', async () => {
    failing('a/1');
    const one = await runner();
    one.start();
    for (let n = 0; n < 3; n++) await put(store, 'a', 'Counted');
    await passed(one, 3);
    const before = await parked();
    expect(before.map(({ event }) => event)).toEqual(['a/1', 'a/2']);
    expect(before[0]!.reason).toMatch(/^RangeError at process-parked\.spec\.ts:\d+$/);
    expect(before[1]!.reason).toBe('waits behind an earlier event');

    await one.stop();
    await source.query('DELETE FROM process_checkpoint');
    const two = await runner();
    two.start();
    await passed(two, 3);
    expect(await parked()).toEqual(before);
    expect([count('a/0'), count('a/1'), count('a/2')]).toEqual([2, 3, 0]);
  });

  it('tells of each event that is parked, once, by names alone', async () => {
    failing('a/0');
    const one = await runner();
    one.start();
    await put(store, 'a', 'Counted', { phone: '13800138000' });
    await put(store, 'a', 'Counted');
    await passed(one, 2);
    const event = { process: 'copy', type: 'Counted' };
    const reason = expect.stringMatching(/^RangeError at /);
    await until(() => lines.length === 2);
    expect(lines).toEqual([
      ['warn', 'event parked', { ...event, ordinal: 1, reason }],
      ['warn', 'event parked', { ...event, ordinal: 2, reason: 'waits behind an earlier event' }],
    ]);
  });

  it('lets no event wait behind a parked one where no order is needed', async () => {
    failing('a/0', 'a/2');
    const one = await runner({ unordered: true });
    one.start();
    for (let n = 0; n < 4; n++) await put(store, 'a', 'Counted');
    await passed(one, 4);
    expect((await parked()).map(({ event }) => event)).toEqual(['a/0', 'a/2']);
    expect([count('a/1'), count('a/3')]).toEqual([1, 1]);
    failing('a/0');
    clock.advance(minute);
    await until(async () => (await parked()).length === 1);
    expect(count('a/2')).toBe(4);
  });

  it('tries again at once when an operator asks, though the event is not due', async () => {
    failing('a/0');
    const one = await runner();
    one.start();
    await put(store, 'a', 'Counted');
    await passed(one, 1);
    act = () => {};
    await source.query(`SELECT pg_notify('retry', 'other')`);
    await untilRetried(source, 'copy', handled);
    expect(count('a/0')).toBe(4);
  });

  it('counts no failure while a server is away, and tries again ten seconds later', async () => {
    act = ({ stream }) => {
      if (stream === 'a') throw new DependencyUnavailable('gateway');
    };
    const one = await runner();
    one.start();
    await put(store, 'a', 'Counted');
    await put(store, 'b', 'Counted');
    await passed(one, 2);
    await until(() => count('b/0') === 1);
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await parked()).toMatchObject([{ event: 'a/0', failures: 0 }]);
      clock.advance(10 * second);
      await until(() => count('a/0') === 3 + attempt);
    }
    act = () => {};
    await untilRetried(source, 'copy', handled);
  });

  it('handles a good event while a thousand poison ones of others had a few tries each', async () => {
    const triesThen: number[] = [];
    const tallied = new Map<string, number>();
    const arrived = Promise.withResolvers<void>();
    act = ({ stream }) => {
      if (stream === 'first') return arrived.promise;
      tallied.set(stream, (tallied.get(stream) ?? 0) + 1);
      if (stream.startsWith('poison')) throw new RangeError('cannot');
      triesThen.push(Math.max(...[...tallied].filter(([each]) => each.startsWith('poison')).map(([, n]) => n)));
    };
    await put(store, 'first', 'Counted');
    const one = await runner();
    one.start();
    await until(() => count('first/0') === 1);
    for (let n = 0; n < 1_000; n++) await put(store, `poison-${n}`, 'Counted');
    await put(store, 'good-0', 'Counted');
    arrived.resolve();
    await until(() => triesThen.length === 1);
    await put(store, 'good-1', 'Counted');
    await until(() => triesThen.length === 2);
    expect(triesThen).toEqual([1, 3]);
    await until(async () => (await one.status()).processes[0]?.parked === 1_000);
  });

  it('begins with the first event, or with what happens from now on, and repeats no history after a lost checkpoint', async () => {
    for (let n = 0; n < 3; n++) await put(store, 'a', 'Counted');
    const one = await runner({ beginsAt: 'now' });
    one.start();
    await passed(one, 3);
    await put(store, 'a', 'Counted');
    await passed(one, 4);
    expect(tried).toEqual(['a/3']);

    await one.stop();
    await source.query('DELETE FROM process_checkpoint');
    const two = await runner({ beginsAt: 'now' });
    two.start();
    await put(store, 'b', 'Counted');
    await passed(two, 5);
    expect(tried.slice(1).filter((event) => event !== 'b/0')).toEqual([]);
    await two.stop();

    const three = await runner({ name: 'renamed', beginsAt: 'first' });
    three.start();
    await passed(three, 5);
    expect(count('a/0')).toBe(1);
  });

  it('begins where it began, though it dies before it passed history', async () => {
    for (let n = 0; n < 3; n++) await put(store, 'a', 'Counted');
    await source.query(
      `INSERT INTO process_checkpoint (process, position, ordinal, begins_after) VALUES ('copy', NULL, 0, $1)`,
      [store.events[1]!.position],
    );
    const one = await runner({ beginsAt: 'now' });
    one.start();
    await passed(one, 3);
    expect(tried).toEqual(['a/2']);
  });
});
