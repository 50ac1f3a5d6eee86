import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GuardedEventStore } from '../../src/adapters/log-guard/guarded-event-store.js';
import { LogGuard } from '../../src/adapters/log-guard/log-guard.js';
import { NewestEventFile } from '../../src/adapters/log-guard/newest-event-file.js';
import type { Standing } from '../../src/adapters/log-guard/places.js';
import { caughtUp, LogWentBack, type NewEvent, type StoredEvent } from '../../src/application/ports/event-store.js';
import type { Fork } from '../../src/application/ports/known-log.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { newEvent } from '../contract/event-store.events.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

/** A log that may be away. */
class Log extends MemoryEventStore {
  away = false;

  override async append(stream: string, expected: bigint | 'no-stream', events: readonly NewEvent[]) {
    const appended = await super.append(stream, expected, events);
    this.known.note({ position: appended.position, id: events.at(-1)!.id });
    return appended;
  }

  override async idAt(position: string): Promise<string | undefined> {
    if (this.away) throw new DependencyUnavailable('event store');
    return super.idAt(position);
  }
}

let directory: string;
let log: Log;
let forks: Fork[];
let standings: Standing[];
let said: string[];
const guards: LogGuard[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'realname-guard-'));
  log = new Log();
  forks = [];
  standings = [];
  said = [];
});
afterEach(async () => {
  await Promise.all(guards.splice(0).map((guard) => guard.stop()));
  await rm(directory, { recursive: true, force: true });
});

const file = () => join(directory, 'newest-event');
const start = async (store: Log = log) => {
  const records = { forks: async () => forks, standings: async () => standings };
  const guard = new LogGuard(store, records, new NewestEventFile(file()), (_level, line) => said.push(line));
  guards.push(guard);
  await guard.start();
  return { guard, store: new GuardedEventStore(store, guard) };
};
const append = (store: GuardedEventStore | Log) => store.append(`stream-${randomUUID()}`, 'no-stream', [newEvent()]);
const at = (who: string, { position, id }: StoredEvent): Standing => ({ who, position, id });
/** What the next look finds. */
const found = async (guard: LogGuard) => {
  await guard.pass().catch(() => {});
  return guard.divergence?.reason;
};

describe('the guard of the log', () => {
  it('lets everything pass while the log holds what is known', async () => {
    await append(log);
    const { guard, store } = await start();
    await append(store);
    log.known.broke();
    await append(store);
    expect([await found(guard), said]).toEqual([undefined, []]);
  });

  it('finds a log that went back, says so once, and lets nothing pass', async () => {
    const { guard, store } = await start();
    for (let n = 0; n < 3; n++) await append(store);
    const [first, , last] = log.events;
    log.lose(2);
    await expect(append(store)).rejects.toThrow(LogWentBack);
    await expect(store.read('stream-1')[Symbol.asyncIterator]().next()).rejects.toThrow(LogWentBack);
    await expect(store.idAt(first!.position)).rejects.toThrow(LogWentBack);
    const reason = `the log went back from ${last!.position} to ${first!.position}`;
    expect(await found(guard)).toBe(reason);
    log.known.broke();
    await found(guard);
    expect(said).toEqual([reason]);
    expect(log.events).toHaveLength(1);
  });

  it.each([
    ['as many', 2],
    ['more', 4],
  ])('finds other events in the place of those that were lost: %s', async (_, count) => {
    const { guard, store } = await start();
    for (let n = 0; n < 3; n++) await append(store);
    log.lose(2);
    const other = new Log();
    other.events.push(...log.events);
    for (let n = 0; n < count; n++) await append(other);
    log.events.push(...other.events.slice(1));
    expect(await found(guard)).toMatch(/^the log holds another event at /);
  });

  it('finds a checkpoint beyond the log, or beside it, at the start', async () => {
    await append(log);
    await append(log);
    const [first, second] = log.events;
    standings = [at('read model tally 1', first!), { ...at('process notes', second!), id: randomUUID() }];
    const { guard } = await start();
    expect(guard.divergence?.missing.map(({ who }) => who)).toEqual(['process notes']);
    standings = [{ who: 'process notes', position: '@1', id: '' }];
    expect((await start()).guard.divergence?.reason).toBe(`the log went back from @1 to ${second!.position}`);
  });

  it('finds at the next start, by its file, what was lost while everything was down', async () => {
    const { guard, store } = await start();
    await append(store);
    await append(store);
    log.known.broke();
    await guard.pass();
    await guard.stop();
    expect(await readFile(file(), 'utf8')).toContain(log.events[1]!.id);
    const restored = new Log();
    restored.events.push(log.events[0]!);
    expect((await start(restored)).guard.divergence?.reason).toMatch(/^the log went back/);
  });

  it('finds it again at the next start, also where the loss followed the write at once', async () => {
    const { guard, store } = await start();
    await append(store);
    await append(store);
    log.lose(1);
    expect(await found(guard)).toBeDefined();
    await guard.stop();
    const restarted = new Log();
    restarted.events.push(log.events[0]!);
    expect((await start(restarted)).guard.divergence).toBeDefined();
  });

  it('knows what others appended, after a second at most', async () => {
    const { guard } = await start();
    const other = new Log();
    await append(other);
    log.events.push(...other.events);
    while (log.known.newest === undefined) await new Promise(setImmediate);
    expect(log.known.newest.id).toBe(log.events[0]!.id);
    log.lose(1);
    expect(await found(guard)).toMatch(/^the log went back/);
  });

  it('goes on where its file cannot be written, and says so once', async () => {
    await append(log);
    await mkdir(file());
    log.known.broke();
    const { guard, store } = await start();
    for (let n = 0; n < 2; n++) {
      await append(store);
      log.known.broke();
      await guard.pass();
    }
    await guard.stop();
    expect(said).toEqual(['newest event not written']);
  });

  it('takes a log of another kind of server for another log', async () => {
    await append(log);
    const { guard } = await start();
    standings = [{ who: 'process notes', position: '160', id: randomUUID() }];
    log.idAt = async () => {
      throw new Error('not a position of this event store');
    };
    log.known.broke();
    expect(await found(guard)).toBeDefined();
  });

  it('says nothing new while the server is merely away, and passes again when it is back', async () => {
    const { guard, store } = await start();
    await append(store);
    log.away = true;
    log.known.broke();
    const appended = append(store);
    log.away = false;
    await appended;
    expect([guard.divergence, said]).toEqual([undefined, []]);
  });

  it('passes again when the log holds everything again', async () => {
    const { guard, store } = await start();
    await append(store);
    const lost = log.lose(1);
    expect(await found(guard)).toBeDefined();
    log.events.push(...lost);
    log.known.broke();
    await append(store);
    expect(said.at(-1)).toBe('the log holds everything again that was read from it');
  });

  it('a subscription waits while something is missing, and ends once the loss is accepted', async () => {
    const { guard, store } = await start();
    await append(store);
    await append(store);
    const given: unknown[] = [];
    const following = (async () => {
      const signal = new AbortController().signal;
      for await (const item of store.subscribe({ signal })) given.push(item === caughtUp ? item : item.id);
    })();
    const ended = expect(following).rejects.toThrow(LogWentBack);
    const [first, second] = log.events;
    while (given.length < 3) await new Promise(setImmediate);
    log.lose(1);
    expect(await found(guard)).toBeDefined();
    await append(log);
    forks = [{ epoch: 1, survivor: first!.position }];
    log.known.broke();
    await ended;
    expect(given).toEqual([first!.id, second!.id, caughtUp]);
  });

  it('takes the log as it is once its loss was accepted, and forgets what was remembered', async () => {
    const { guard, store } = await start();
    await append(store);
    await append(store);
    log.lose(1);
    expect(await found(guard)).toBeDefined();
    forks = [{ epoch: 1, survivor: log.events[0]!.position }];
    const { breaks } = log.known;
    log.known.broke();
    await append(store);
    expect(log.known).toMatchObject({ epoch: 1, forks, newest: { id: log.events[1]!.id } });
    expect(log.known.breaks).toBeGreaterThan(breaks + 1);
    log.known.broke();
    await guard.pass();
    await guard.stop();
    const restarted = new Log();
    restarted.events.push(log.events[0]!);
    expect((await start(restarted)).guard.divergence).toBeDefined();
  });
});
