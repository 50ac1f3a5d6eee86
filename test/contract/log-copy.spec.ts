import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LogCopy } from '../../src/adapters/composition/operator/log-copy.js';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import type { EventStore, StoredEvent } from '../../src/application/ports/event-store.js';
import { type StandIn, startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { alterLog } from '../support/servers/postgres.js';
import { collect, newEvent, newEvents } from './event-store.events.js';
import { alterablePostgres, alterableStandIn, type Row } from './log-alterations.js';
import { Grown } from './transparency-log.fixture.js';

const categories = new Set(['a', 'b']);
const withoutPosition = ({ position: _, ...row }: Row) => row;

describe('a copy of the log on EventStoreDB', () => {
  let grown: Grown;
  let rows: readonly Row[];
  let standIn: StandIn;
  let target: EventStore;
  beforeAll(async () => {
    grown = await Grown.open();
    await grown.store.append('a-1', 'no-stream', newEvents(300));
    await grown.store.append('b-1', 'no-stream', [newEvent({ name: '王小明', at: [1.5, null, { b: 'é', a: '𠮷' }] })]);
    await grown.store.append('a-2', 'no-stream', newEvents(3));
    await grown.store.append('a-1', 299n, newEvents(2));
    await grown.tree.covering('306');
    rows = await alterablePostgres(grown).rows();
  });
  afterAll(() => grown.dispose());
  beforeEach(async () => {
    standIn = await startStandIn();
    target = new EventStoreDbEventStore(standIn.url, { categories });
  });
  afterEach(async () => {
    await target.close();
    await standIn.stop();
  });

  const copy = async (tell = (_: { readonly passed: number; readonly of: number }): void => {}) => {
    const judged: StoredEvent[] = [];
    const result = await new LogCopy(grown.store, target, async (event) => void judged.push(event)).run(tell);
    return { ...result, judged: judged.length };
  };
  const copied = async () => (await alterableStandIn(standIn.log).rows()).map(withoutPosition);
  const signedRoot = async () => (await grown.tree.latest())!.root;

  it('has every event of the log in its order, with its id, type, revision and bytes, and so the root that was signed', async () => {
    const told: object[] = [];
    expect(await copy((progress) => told.push(progress))).toEqual({
      events: 306,
      appended: 306,
      judged: 306,
      root: await signedRoot(),
    });
    expect(await copied()).toEqual(rows.map(withoutPosition));
    expect(told.at(-1)).toEqual({ passed: 306, of: 306 });
    expect(await copy()).toMatchObject({ appended: 0, judged: 306 });
  });

  it('is gone on with where it broke off, also where the last append was not answered', async () => {
    standIn.faults.next('append', 'commit then break');
    await expect(
      copy(() => {
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    const there = (await copied()).length;
    expect(there).toBe(200);
    expect(await copy()).toEqual({ events: 306, appended: 306 - there, judged: 306, root: await signedRoot() });
    expect(await copied()).toEqual(rows.map(withoutPosition));
  });

  it('passes what others keep on that server by', async () => {
    await new EventStoreDbEventStore(standIn.url).append('others-1', 'no-stream', newEvents(3));
    expect(await copy()).toMatchObject({ appended: 306, judged: 306 });
  });

  it.each<[string, () => Promise<unknown>, number, RegExp]>([
    [
      'begins otherwise',
      () => target.append('a-1', 'no-stream', newEvents(2)),
      0,
      /another event there: SomethingHappened, revision 0 of a-1/,
    ],
    [
      'has one event more',
      () => copy().then(() => target.append('b-9', 'no-stream', newEvents(1))),
      306,
      /another event there/,
    ],
    [
      'has another payload at one place',
      async () => {
        await copy();
        const log = alterableStandIn(standIn.log);
        const altered = (await log.rows()).map((row, n) => (n === 42 ? { ...row, data: '{"n":43}' } : row));
        await log.replace(altered);
      },
      42,
      /another event there/,
    ],
    [
      'has in a stream of ours what is no event of ours',
      async () => {
        const event = { id: crypto.randomUUID(), type: 'x', contentType: 'text/plain', data: Buffer.of(1) };
        standIn.log.append('a-2', 'any', [{ ...event, metadata: Buffer.of(1) }]);
      },
      301,
      /other events in a-2/,
    ],
  ])('is refused on a store that %s', async (_, prepare, index, what) => {
    await prepare();
    const before = standIn.log.records.length;
    await expect(copy()).rejects.toMatchObject({ index, message: expect.stringMatching(what) });
    if (index === 301) return;
    expect(standIn.log.records).toHaveLength(before);
    await expect(new LogCopy(grown.store, target, async () => {}).compare()).rejects.toMatchObject({ index });
  });

  it('is refused where an event of the log is not as the service wrote it, before that event', async () => {
    await alterLog(grown.url, `update events set data = '{"n": 250}' where position = 251`);
    try {
      grown.store.known.broke();
      await expect(copy()).rejects.toMatchObject({ index: 250, message: expect.stringMatching(/it was altered/) });
      expect((await copied()).length).toBeLessThanOrEqual(250);
    } finally {
      await alterLog(grown.url, `update events set data = '{"n":250}' where position = 251`);
      grown.store.known.broke();
    }
    expect(await collect(target.read('b-1'))).toEqual([]);
  });
});
