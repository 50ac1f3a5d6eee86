import { describe, expect, it } from '@jest/globals';
import type { ReadSideDatabase } from '../../src/adapters/typeorm/data-source.js';
import { ReadSideWatch } from '../../src/adapters/typeorm/read-side-watch.js';
import { RowCache, rowTag } from '../../src/adapters/typeorm/row-cache.js';
import { Signal } from '../../src/application/core/signal.js';
import { readModels } from '../../src/application/read-models/models.js';
import { newEvent } from '../contract/event-store.events.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

describe('a wait whose wake-up never comes', () => {
  it('of a signal ends by itself, again and again', async () => {
    const over = new AbortController();
    const signal = new Signal(over.signal, 1);
    expect([await signal.raised(), await signal.raised()]).toEqual([true, true]);
    over.abort();
    expect(await signal.raised()).toBe(false);
  });

  it('for the read side looks at the checkpoints, and what was remembered of rows goes', async () => {
    const store = new MemoryEventStore();
    const before = (await store.append('note-1', 'no-stream', [newEvent()])).position;
    const after = (await store.append('note-1', 0n, [newEvent()])).position;
    let position = before;
    let looks = 0;
    const findBy = async () => {
      looks++;
      return readModels.map(({ name: model, version }) => ({ model, version, state: 'live', position }));
    };
    const listen = (_channel: string, listener: { connected(): void }) => listener.connected();
    const database = { source: { manager: { findBy } }, server: { listen } } as unknown as ReadSideDatabase;
    const cache = new RowCache();
    const watch = new ReadSideWatch(database, store, readModels, cache);
    expect(await watch.waitFor(before, hangLimit)).toBe(true);
    const read = () => cache.read(rowTag('model', 'key'), 'row', async () => ({ at: position }));
    expect(await read()).toEqual({ at: before });
    const waiting = watch.waitFor(after, hangLimit);
    position = after;
    expect(await waiting).toBe(true);
    expect(await read()).toEqual({ at: after });
    expect(looks).toBeGreaterThan(1);
    await watch.close();
  });
});
