import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '../../../src/application/ports/event-store.js';
import { TransparencyLog } from '../../../src/application/ports/transparency-log.js';
import { parseCheckpoint } from '../../../src/application/transparency-log/checkpoint.js';
import { entryOf } from '../../../src/application/transparency-log/entry.js';
import { isSignedBy, parseNote, parseVkey } from '../../../src/application/transparency-log/note.js';
import { newEvents } from '../../contract/event-store.events.js';
import { type MemoryApp, openMemoryApp } from '../../support/memory/app.js';
import { NaiveTree, naiveLeaf } from '../transparency-log/naive-tree.js';

let memory: MemoryApp;
let naive: NaiveTree;
beforeAll(async () => {
  memory = await openMemoryApp('2026-11-22T08:00:00.000Z');
  const store = memory.app.get(EventStore);
  await store.append('a-1', 'no-stream', newEvents(300));
  const leaves: Buffer[] = [];
  for await (const event of store.read('a-1')) leaves.push(naiveLeaf(entryOf(event)));
  naive = new NaiveTree(leaves);
});
afterAll(() => memory.app.close());

const get = async (path: string) => {
  const answer = await fetch(`${memory.url}/tlog/${path}`);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('the transparency log, as C2SP tlog-tiles has it fetched', () => {
  it('gives anybody the newest checkpoint, kept for no longer than a second', async () => {
    const { status, headers, bytes } = await get('checkpoint');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=1');
    const note = parseNote(bytes.toString());
    expect(isSignedBy(note, parseVkey(await memory.app.get(TransparencyLog).vkey()))).toBe(true);
    expect(parseCheckpoint(note.text)).toMatchObject({ size: 300, root: naive.root() });
  });

  it('gives tiles, which never change, and what they were when they were narrower', async () => {
    const { status, headers, bytes } = await get('tile/0/000');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(bytes).toEqual(Buffer.concat(naive.leaves.slice(0, 256)));
    expect((await get('tile/0/001.p/44')).bytes).toEqual(Buffer.concat(naive.leaves.slice(256)));
    expect((await get('tile/0/001.p/3')).bytes).toEqual(Buffer.concat(naive.leaves.slice(256, 259)));
    expect((await get('tile/1/000.p/1')).bytes).toEqual(naive.root(0, 256));
  });

  it('gives no entries to strangers', async () => {
    expect((await get('tile/entries/000')).status).toBe(401);
  });

  it.each([
    ...[
      'tile/0/001',
      'tile/0/001.p/45',
      'tile/0/002.p/1',
      'tile/1/000.p/2',
      'tile/2/000.p/1',
      'tile/64/000',
      'tile/00/000',
    ],
    ...[
      'tile/0/0',
      'tile/0/x000/001',
      'tile/0',
      'tile/',
      'tile/-1/000',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/..%2f000',
    ],
  ])('404 for %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
