import { createPublicKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LogVerification, type Witnessed } from '../../src/adapters/composition/operator/log-verification.js';
import { AuthenticEventStore } from '../../src/adapters/event-macs/authentic-event-store.js';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { EventMacs } from '../../src/application/core/event-mac.js';
import { caughtUp } from '../../src/application/ports/event-store.js';
import { noteKey } from '../../src/application/transparency-log/note.js';
import { alterLog } from '../support/servers/postgres.js';
import { testKeyring } from '../support/servers/service-database.js';
import { newEvent, newEvents } from './event-store.events.js';
import { Grown } from './transparency-log.fixture.js';

const macs = new EventMacs(testKeyring);

describe('verification of the whole log', () => {
  let grown: Grown;
  let kept: Witnessed[];
  beforeAll(async () => {
    grown = await Grown.open();
    const store = new AuthenticEventStore(grown.store, macs, undefined, () => {});
    for (let stream = 0; stream < 6; stream++) await store.append(`a-${stream}`, 'no-stream', newEvents(50));
    await grown.tree.covering('300');
    await grown.stop();
    kept = (await grown.keeping.tables.checkpoints(0)).map((checkpoint) => ({ from: 'the checkpoint', checkpoint }));
    await grown.pool.query('create table kept_events as select * from events');
    await grown.pool.query('create table kept_tiles as select * from tlog_tile');
  });
  afterEach(async () => {
    await alterLog(grown.url, 'truncate events, tlog_tile');
    await alterLog(grown.url, 'insert into events select * from kept_events');
    await alterLog(grown.url, 'insert into tlog_tile select * from kept_tiles');
  });
  afterAll(() => grown.dispose());

  /** As a command that starts now sees the log. */
  const verified = async (checkpoints: readonly Witnessed[] = kept, isBeforeMacs = () => false) => {
    const server = new PostgresServer(grown.url);
    const store = new PostgresEventStore(server);
    const key = noteKey(`${grown.keeping.name}/0`, createPublicKey(grown.keeping.key));
    const tile = (level: number, index: number) => grown.keeping.tables.wholeTile(0, level, index);
    const verification = new LogVerification({ macs, isBeforeMacs, key, tile }, checkpoints);
    try {
      for await (const event of store.subscribe({ signal: new AbortController().signal })) {
        if (event === caughtUp) break;
        await verification.add(event);
      }
      return await verification.end();
    } finally {
      await store.close();
      await server.close();
    }
  };
  const indexes = async () => (await verified()).map(({ index }) => index);

  it('finds nothing in a log that is what was written', async () => {
    expect(await verified()).toEqual([]);
  });

  it.each<[string, string, first: number]>([
    ['a payload', `update events set data = '{"n": 77}' where position = 31`, 30],
    ['the blanks of a payload', `update events set data = '{"n": 30}' where position = 31`, 30],
    [
      'an actor',
      `update events set metadata = replace(metadata::text, '"system"', '"staff"')::json where position = 3`,
      2,
    ],
    ['a time', `update events set metadata = replace(metadata::text, '2026', '2025')::json where position = 30`, 29],
    [
      'a MAC, which is gone',
      `update events set metadata = regexp_replace(metadata::text, ',"mac".*', '}')::json where position = 40`,
      39,
    ],
    ['a type', `update events set type = 'Other' where position = 300`, 299],
    ['an id', 'update events set id = gen_random_uuid() where position = 257', 256],
    ['an event, which was taken out', 'delete from events where position = 30', 29],
    ['a stream, which was taken out', `delete from events where stream = 'a-2'`, 100],
    ['the end of a stream', `delete from events where stream = 'a-3' and revision >= 45`, 195],
    ['the end of the log', 'delete from events where position > 290', 290],
  ])('names the first event where somebody altered %s', async (_, sql, first) => {
    await alterLog(grown.url, sql);
    const found = await indexes();
    expect(Math.min(...(found as number[]))).toBe(first);
  });

  it('names the first of two events that changed places, within a stream and between two', async () => {
    const exchange = async (column: string, one: number, other: number) => {
      await alterLog(grown.url, `update events set ${column} = -${column} where position in (${one}, ${other})`);
      const sum = `(select -sum(${column}) from events where ${column} < 0)`;
      await alterLog(grown.url, `update events set ${column} = ${sum} + ${column} where ${column} < 0`);
    };
    await exchange('position', 3, 120);
    expect((await indexes())[0]).toBe(2);
    await exchange('position', 3, 120);
    await exchange('position', 3, 9);
    expect((await indexes())[0]).toBe(2);
  });

  it('names an event that was taken out although all after it were renumbered', async () => {
    await alterLog(grown.url, 'delete from events where position = 30');
    await alterLog(grown.url, 'update events set position = position + 100000 where position > 30');
    await alterLog(grown.url, 'update events set position = position - 100001 where position > 100000');
    await alterLog(grown.url, `update events set revision = revision + 100000 where stream = 'a-0' and revision > 29`);
    await alterLog(grown.url, `update events set revision = revision - 100001 where revision >= 100000`);
    expect(Math.min(...((await indexes()) as number[]))).toBe(29);
  });

  it('names an event that was put in without the key, which no tree can tell, by its MAC', async () => {
    await grown.store.append('a-5', 49n, [newEvent({ forged: true })]);
    const found = await verified();
    expect(found).toEqual([{ index: 300, what: expect.stringMatching(/revision 50 of a-5: its MAC is missing/) }]);
    expect(await verified(kept, () => true)).toEqual([]);
  });

  it('tells a tile that was altered from an event', async () => {
    await grown.pool.query(
      `update tlog_tile set hashes = overlay(hashes placing '\\x00'::bytea from 321) where level = 0 and n = 0`,
    );
    expect(await verified()).toEqual([{ index: 10, what: expect.stringMatching(/its tile was altered/) }]);
  });

  it('names a tile of a higher level that is not over those below it', async () => {
    await grown.pool.query(
      `update tlog_tile set hashes = overlay(hashes placing '\\x00'::bytea from 5) where level = 1`,
    );
    expect(await verified()).toEqual([{ index: 255, what: 'tile 1/0 is not over the events below it' }]);
  });

  it('names a checkpoint that was altered, and one whose root alone was', async () => {
    const last = kept.at(-1)!;
    const note = last.checkpoint.note.replace('\n300\n', '\n301\n');
    expect(await verified([{ ...last, checkpoint: { ...last.checkpoint, note } }])).toEqual([
      { index: 299, what: expect.stringMatching(/is not signed by the key/) },
    ]);
    const root = Buffer.alloc(32);
    const [found] = await verified([{ ...last, checkpoint: { ...last.checkpoint, root } }]);
    expect(found?.what).toMatch(/not what the checkpoint of 300 events was signed over/);
  });

  it('finds a log whose tiles and checkpoints were made anew by a checkpoint that was kept elsewhere', async () => {
    await alterLog(grown.url, `update events set type = 'Other' where position = 20`);
    await alterLog(grown.url, 'truncate tlog_tile');
    const [mac, tree] = await verified([{ ...kept.at(-1)!, from: 'the auditor’s checkpoint' }]);
    expect(mac).toMatchObject({ index: 19 });
    expect(tree?.what).toMatch(/not what the auditor’s checkpoint of 300 events was signed over/);
  });
});
