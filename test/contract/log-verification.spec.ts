import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LogVerification, type Witnessed } from '../../src/adapters/composition/operator/log-verification.js';
import { AuthenticEventStore } from '../../src/adapters/event-macs/authentic-event-store.js';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { noteKeysOf } from '../../src/adapters/transparency-log/tree-keys.js';
import { EventMacs } from '../../src/application/core/event-mac.js';
import { caughtUp, type EventStore } from '../../src/application/ports/event-store.js';
import { checkpointText, parseCheckpoint } from '../../src/application/transparency-log/checkpoint.js';
import { makePrivateKey } from '../../src/application/transparency-log/key-algorithms.js';
import { type NoteKey, noteKey, parseNote, signNote } from '../../src/application/transparency-log/note.js';
import { itWithMlDsa } from '../support/ml-dsa.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { alterLog } from '../support/servers/postgres.js';
import { testKeyring } from '../support/servers/service-database.js';
import { newEvent, newEvents } from './event-store.events.js';
import { type Alterable, alterablePostgres, alterableStandIn, alterations, type Row } from './log-alterations.js';
import { Grown } from './transparency-log.fixture.js';

const macs = new EventMacs(testKeyring);

interface Attacked {
  readonly grown: Grown;
  readonly log: Alterable;
  /** The log as a command that starts now reads it. */
  reopen(): Promise<{ readonly store: EventStore; close(): Promise<void> }>;
  dispose(): Promise<void>;
}

const onPostgres = async (): Promise<Attacked> => {
  const grown = await Grown.open();
  return {
    grown,
    log: alterablePostgres(grown),
    async reopen() {
      const server = new PostgresServer(grown.url);
      const store = new PostgresEventStore(server);
      return { store, close: () => store.close().then(() => server.close()) };
    },
    dispose: () => grown.dispose(),
  };
};

const onEventStoreDb = async (): Promise<Attacked> => {
  const standIn = await startStandIn();
  const grown = await Grown.open(new EventStoreDbEventStore(standIn.url));
  return {
    grown,
    log: alterableStandIn(standIn.log),
    async reopen() {
      const store = new EventStoreDbEventStore(standIn.url);
      return { store, close: () => store.close() };
    },
    async dispose() {
      await grown.dispose();
      await standIn.stop();
    },
  };
};

describe.each([
  ['PostgreSQL', onPostgres],
  ['EventStoreDB (stand-in)', onEventStoreDb],
] as const)('verification of the whole log on %s', (name, open) => {
  let attacked: Attacked;
  let grown: Grown;
  let rows: readonly Row[];
  let kept: readonly Witnessed[];
  beforeAll(async () => {
    attacked = await open();
    grown = attacked.grown;
    const store = new AuthenticEventStore(grown.store, macs, undefined, () => {});
    let last = '';
    for (let stream = 0; stream < 6; stream++)
      last = (await store.append(`a-${stream}`, 'no-stream', newEvents(50))).position;
    await grown.tree.covering(last);
    await grown.stop();
    kept = (await grown.keeping.tables.checkpoints(0)).map((checkpoint) => ({ from: 'the checkpoint', checkpoint }));
    rows = await attacked.log.rows();
    await grown.pool.query('create table kept_tiles as select * from tlog_tile');
  });
  afterEach(async () => {
    await attacked.log.replace(rows);
    await grown.pool.query('truncate tlog_tile');
    await grown.pool.query('insert into tlog_tile select * from kept_tiles');
  });
  afterAll(() => attacked.dispose());

  const ownKeys = () => noteKeysOf(grown.keeping.keys, `${grown.keeping.name}/0`);
  const verified = async (
    checkpoints: readonly Witnessed[] = kept,
    isBeforeMacs = () => false,
    keys: readonly NoteKey[] = ownKeys(),
  ) => {
    const { store, close } = await attacked.reopen();
    const tile = (level: number, index: number) => grown.keeping.tables.wholeTile(0, level, index);
    const verification = new LogVerification({ macs, isBeforeMacs, keys, tile, tiled: 300 }, checkpoints);
    try {
      for await (const event of store.subscribe({ signal: new AbortController().signal })) {
        if (event === caughtUp) break;
        await verification.add(event);
      }
      return await verification.end();
    } finally {
      await close();
    }
  };
  const indexes = async () => (await verified()).map(({ index }) => index as number);
  const last = () => kept.at(-1)!.checkpoint;

  it('finds nothing in a log that is what was written', async () => {
    expect(rows).toHaveLength(300);
    expect(await verified()).toEqual([]);
  });

  it.each(alterations)('names the first event where somebody altered %s', async (_, alter, first) => {
    await attacked.log.replace(alter(rows));
    expect(Math.min(...(await indexes()))).toBe(first);
  });

  it('judges an event by the bytes of its payload, where the store tells them', async () => {
    await attacked.log.replace(rows.map((row, n) => (n === 30 ? { ...row, data: '{"n": 30}' } : row)));
    expect(await indexes()).toEqual(name === 'PostgreSQL' ? [30, 30] : []);
  });

  it('names an event that no longer reads as one', async () => {
    const noJson = name === 'PostgreSQL' ? [] : [{ data: 'not JSON' }, { metadata: 'not JSON' }];
    for (const broken of [...noJson, { data: '[30]' }, { data: '"30"' }, { metadata: '{}' }]) {
      await attacked.log.replace(rows.map((row, n) => (n === 30 ? { ...row, ...broken } : row)));
      expect(Math.min(...(await indexes()))).toBe(30);
    }
  });

  it('names an event that was put in without the key, which no tree can tell, by its MAC', async () => {
    await grown.store.append('a-5', 49n, [newEvent({ forged: true })]);
    const found = await verified();
    expect(found).toEqual([{ index: 300, what: expect.stringMatching(/revision 50 of a-5: its MAC is missing/) }]);
    expect(await verified(kept, () => true)).toEqual([]);
  });

  it.each([
    ['a tile', 'level = 0 and n = 0', 321, 10, /its tile was altered/],
    ['a tile of a higher level', 'level = 1', 5, 255, /^tile 1\/0 is not over the events below it/],
  ])('tells %s that was altered from an event', async (_, which, byte, index, what) => {
    await grown.pool.query(
      `update tlog_tile set hashes = overlay(hashes placing '\\x00'::bytea from ${byte}) where ${which}`,
    );
    expect(await verified()).toEqual([{ index, what: expect.stringMatching(what) }]);
  });

  it.each([
    ['a tile that is gone', 'delete from tlog_tile where level = 0 and n = 0', 0, /^tile 0\/0 is missing/],
    [
      'the end of a tile',
      'update tlog_tile set hashes = substr(hashes, 1, 64) where n = 1',
      258,
      /^tile 0\/1 is missing/,
    ],
    ['a tile of a higher level that is gone', 'delete from tlog_tile where level = 1', 255, /^tile 1\/0 is not over/],
  ])('names %s', async (_, sql, index, what) => {
    await grown.pool.query(sql);
    expect(await verified()).toEqual([{ index, what: expect.stringMatching(what) }]);
  });

  it('believes of a checkpoint what was signed, and nothing else', async () => {
    const { note, root } = last();
    const other = generateKeyPairSync('ed25519').privateKey;
    const { text } = parseNote(note);
    const { origin } = parseCheckpoint(text);
    const own = (altered: object) =>
      signNote(checkpointText({ ...parseCheckpoint(text), ...altered }), origin, grown.keeping.keys.signing, 1);
    for (const [altered, what] of [
      [{ note: note.replace('\n300\n', '\n301\n') }, /not signed by the key/],
      [{ note: signNote(text, origin, [other], 1) }, /not signed by the key/],
      [{ note: signNote(text, 'another.example/log/1/0', grown.keeping.keys.signing, 1) }, /not signed by the key/],
      [{ note: `${text}\n` }, /not signed by the key/],
      [{ note: own({ origin: 'another.example/log/1/0' }) }, /not signed by the key/],
      [{ note: kept[0]!.checkpoint.note }, /its note says something else/],
      [{ root: Buffer.alloc(32) }, /its note says something else/],
      [{ root, size: 299 }, /its note says something else/],
    ] as const) {
      const checkpoint = { ...last(), ...altered };
      const index = checkpoint.size - 1;
      expect(await verified([{ from: 'the checkpoint', checkpoint }])).toEqual([
        { index, what: expect.stringMatching(what) },
      ]);
    }
    const longer = { ...last(), size: 301, note: own({ size: 301 }) };
    expect(await verified([{ from: 'the checkpoint', checkpoint: longer }])).toEqual([
      { index: 300, what: expect.stringMatching(/the log ends after 300 events/) },
    ]);
  });

  itWithMlDsa('believes what a key of ML-DSA-44 signed, alone or beside the one of Ed25519', async () => {
    const { text } = parseNote(last().note);
    const { origin } = parseCheckpoint(text);
    const six = makePrivateKey('ml-dsa-44');
    const note = signNote(text, origin, [six, ...grown.keeping.keys.signing], 1);
    const signed = [{ from: 'the checkpoint', checkpoint: { ...last(), note } }];
    for (const keys of [[noteKey(origin, six)], ownKeys(), [noteKey(origin, six), ...ownKeys()]])
      expect(await verified(signed, undefined, keys)).toEqual([]);
    const unlike = [{ from: 'the checkpoint', checkpoint: { ...last(), note: note.replace('\n300\n', '\n299\n') } }];
    const judged = await verified(unlike, undefined, [noteKey(origin, six)]);
    expect(judged).toEqual([{ index: 299, what: expect.stringMatching(/not signed by the key/) }]);
    const byAnother = await verified(signed, undefined, [noteKey(origin, makePrivateKey('ml-dsa-44'))]);
    expect(byAnother).toEqual(judged);
  });

  it('finds a log whose tiles and checkpoints were made anew by a checkpoint that was kept elsewhere', async () => {
    await attacked.log.replace(rows.map((row, n) => (n === 20 ? { ...row, type: 'Other' } : row)));
    await alterLog(grown.url, 'truncate tlog_tile');
    const found = await verified([{ ...kept.at(-1)!, from: 'the auditor’s checkpoint' }]);
    expect(found).toContainEqual({ index: 20, what: expect.stringMatching(/its MAC is wrong/) });
    expect(found.at(-1)?.what).toMatch(/not what the auditor’s checkpoint of 300 events was signed over/);
  });
});
