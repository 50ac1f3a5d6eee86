import { expect, it } from '@jest/globals';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import { Rebuild, type RebuildProgress } from '../../src/adapters/typeorm/rebuild.js';
import type { ReadModel } from '../../src/application/ports/read-models.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, put, type Tally, tally, until } from './read-models-support.js';

const clock = new ManualClock('2026-11-22T08:00:00.000Z');
const streams = ['a-1', 'a-2', 'a-3', 'a-4'];

onEachPostgres(({ connect, stopping }) => {
  const model = tally();
  /** A live model over some streams, of each two events. */
  const begin = async (folded: ReadModel<Tally> = model) => {
    const store = new MemoryEventStore();
    const database = await connect('instance');
    const engine = stopping(new ProjectionEngine(database, store, clock, [folded]));
    const readModels = stopping(new TypeormReadModels(database, store, [folded]));
    for (const stream of [...streams, ...streams]) await put(store, stream, 'Counted');
    engine.start();
    await until(async () =>
      (await engine.status()).models.some(({ state, passed }) => state === 'live' && passed === 8),
    );
    const progress: RebuildProgress[] = [];
    const rebuild = async (takesOver: boolean, rebuilt: ReadModel<Tally> = folded) =>
      new Rebuild(
        await connect('operator'),
        store,
        rebuilt,
        () => clock.now(),
        (each) => progress.push(each),
      ).run(async () => takesOver);
    const counts = async () => {
      const { items } = await readModels.find(folded, { state: 'open' }, { oldestFirst: true });
      return items.map(({ key, row }) => [key, row.count]);
    };
    return { store, source: database.source, readModels, rebuild, counts, progress };
  };
  const spoil = async (source: { query(sql: string): Promise<unknown> }) => {
    await source.query(`UPDATE read_model_row SET row = '{"count":7,"last":"x","state":"open"}' WHERE key = 'a-1'`);
    await source.query(`DELETE FROM read_model_row WHERE key = 'a-2'`);
    await source.query(`DELETE FROM read_model_index WHERE key = 'a-3'`);
    await source.query(
      `INSERT INTO read_model_row SELECT model, version, 'ghost', row, 99 FROM read_model_row WHERE key = 'a-4'`,
    );
  };

  it('finds rows as the log makes them, takes nothing over and leaves nothing behind', async () => {
    const { source, rebuild, progress } = await begin();
    expect(await rebuild(true)).toEqual({ rows: 4, built: 4, different: [], events: 8, refusal: undefined });
    expect(progress.at(-1)).toEqual({ passed: 8, of: 8 });
    for (const table of ['checkpoint', 'row', 'index', 'parked'])
      expect(await source.query(`SELECT FROM read_model_${table} WHERE version < 0`)).toEqual([]);
  });

  it('names every row that is not as the log makes it, and changes none when it is not to', async () => {
    const { source, rebuild, counts } = await begin();
    await spoil(source);
    const before = await source.query('SELECT * FROM read_model_row ORDER BY key');
    expect(await rebuild(false)).toMatchObject({ rows: 4, built: 4, different: ['a-1', 'a-2', 'a-3', 'ghost'] });
    expect(await source.query('SELECT * FROM read_model_row ORDER BY key')).toEqual(before);
    expect(await counts()).not.toEqual(streams.map((stream) => [stream, 2]));
  });

  it('replaces them while the instance goes on folding, which then counts from what is right', async () => {
    const { store, source, readModels, rebuild, counts } = await begin();
    await spoil(source);
    const writing = (async () => {
      for (const stream of [...streams, ...streams]) await put(store, stream, 'Counted');
    })();
    expect((await rebuild(true)).different.length).toBeGreaterThan(0);
    await writing;
    expect(await readModels.waitFor(await put(store, 'a-4', 'Counted'), hangLimit)).toBe(true);
    expect(await counts()).toEqual([
      ['a-1', 4],
      ['a-2', 4],
      ['a-3', 4],
      ['a-4', 5],
    ]);
    expect(await rebuild(false)).toMatchObject({ different: [], refusal: undefined });
  });

  it('folds again what was skipped, and does not replace what was folded by what cannot be', async () => {
    const { source, rebuild, counts } = await begin();
    await spoil(source);
    const broken = tally(1, () => {
      throw new TypeError('fold');
    });
    const refused = await rebuild(true, broken);
    expect(refused.refusal).toMatch(/^8 events cannot be folded/);
    expect(await counts()).not.toEqual(streams.map((stream) => [stream, 2]));
  });

  it('refuses a model that is not live', async () => {
    const { rebuild } = await begin();
    await expect(rebuild(true, tally(5))).rejects.toThrow(/version 5 is not live/);
  });
});
