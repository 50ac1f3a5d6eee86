import { expect, it } from '@jest/globals';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import type { Position } from '../../src/application/ports/event-store.js';
import type { ReadModel } from '../../src/application/ports/read-models.js';
import { eventually } from '../support/eventually.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, put, type Tally, tally, until } from './read-models-support.js';

/** A log that can hold back whoever reads it from the start: a build. */
class GatedStore extends MemoryEventStore {
  private open: Promise<void> = Promise.resolve();
  release = () => {};

  holdBack(): void {
    this.open = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  override async *subscribe(options: { after?: Position; signal: AbortSignal }) {
    if (options.after === undefined) await this.open;
    yield* super.subscribe(options);
  }
}

const clock = new ManualClock('2026-11-22T08:00:00.000Z');

onEachPostgres(({ connect, stopping }) => {
  const v1 = tally();
  const doubled = tally(2, (row, event) => {
    const before = row && { ...row, count: row.count / 2 };
    const after = v1.evolve(before, event);
    return after && { ...after, count: after.count * 2 };
  });
  const begin = async (store: MemoryEventStore, ...models: ReadModel<Tally>[]) => {
    const database = await connect('instance');
    const errors: unknown[] = [];
    const engine = stopping(
      new ProjectionEngine(database, store, clock, models, (level, _message, details) => {
        if (level === 'error') errors.push(details);
      }),
    );
    const readModels = stopping(new TypeormReadModels(database, store, models));
    const state = async (version: number) =>
      (await engine.status()).models.find((model) => model.version === version)?.state;
    const live = (passed: number) =>
      until(async () =>
        (await engine.status()).models.some((model) => model.state === 'live' && model.passed === passed),
      );
    engine.start();
    return { source: database.source, engine, readModels, state, live, errors };
  };

  it('gives the planner statistics of every table that grows, once a version is built', async () => {
    const store = new MemoryEventStore();
    const { source, live } = await begin(store, v1);
    await put(store, 'a-1', 'Counted');
    await live(1);
    const analysed: { relname: string }[] = await source.query(
      `SELECT relname FROM pg_class WHERE relname = ANY ($1) AND reltuples >= 0 ORDER BY relname`,
      [['process_timer', 'read_model_index', 'read_model_parked', 'read_model_row']],
    );
    expect(analysed).toHaveLength(4);
  });

  it('builds a new version beside the old one, which serves and folds until the new one takes over', async () => {
    const store = new GatedStore();
    const first = await begin(store, v1);
    for (const stream of ['a-1', 'a-2', 'a-3', 'a-1']) await put(store, stream, 'Counted');
    await first.live(4);
    const { next } = await first.readModels.find(v1, { state: 'open' }, { limit: 1 });
    await first.engine.stop();

    store.holdBack();
    const { source, readModels, state } = await begin(store, v1, doubled);
    await until(async () => (await state(2)) === 'building');
    expect(await readModels.waitFor(await put(store, 'a-1', 'Counted'), hangLimit)).toBe(true);
    expect(await readModels.get(doubled, 'a-1')).toMatchObject({ count: 3 });

    store.release();
    await until(async () => (await state(2)) === 'live');
    await eventually(async () => expect(await readModels.get(doubled, 'a-1')).toMatchObject({ count: 6 }));
    expect(await state(1)).toBeUndefined();
    expect(await source.query('SELECT DISTINCT version FROM read_model_row')).toEqual([{ version: 2 }]);
    expect(await source.query('SELECT DISTINCT version FROM read_model_index')).toEqual([{ version: 2 }]);
    const second = await readModels.find(doubled, { state: 'open' }, { limit: 1, cursor: next! });
    expect(second.items).toMatchObject([{ key: 'a-2', row: { count: 2 } }]);
    expect(await readModels.waitFor(await put(store, 'a-2', 'Counted'), hangLimit)).toBe(true);
    expect(await readModels.get(doubled, 'a-2')).toMatchObject({ count: 4 });
  });

  it('never shows an older state at a take-over while events keep coming', async () => {
    const store = new MemoryEventStore();
    const first = await begin(store, v1);
    await put(store, 'a-1', 'Counted');
    await until(async () => (await first.state(1)) === 'live');
    await first.engine.stop();
    const same = tally(2);
    const { readModels, state } = await begin(store, v1, same);
    let seen = 0;
    for (let n = 2; n <= 200 || (await state(2)) !== 'live'; n++) {
      await put(store, 'a-1', 'Counted');
      const row = await readModels.get(same, 'a-1');
      expect(row!.count).toBeGreaterThanOrEqual(seen);
      seen = row!.count;
    }
    await until(async () => (await readModels.get(same, 'a-1'))?.count === store.events.length);
  });

  it('refuses a version whose fold is not deterministic', async () => {
    const store = new MemoryEventStore();
    const first = await begin(store, v1);
    await put(store, 'a-1', 'Counted');
    await first.live(1);
    await first.engine.stop();

    let calls = 0;
    const impure = tally(2, (row, event) => ({ ...v1.evolve(row, event)!, note: String(calls++) }));
    const { readModels, state, errors } = await begin(store, v1, impure);
    await until(async () => (await state(2)) === 'refused');
    expect(errors).toMatchObject([{ model: 'tally', version: 2, parked: 0 }]);
    expect(await readModels.waitFor(await put(store, 'a-1', 'Counted'), hangLimit)).toBe(true);
    expect(await readModels.get(impure, 'a-1')).toMatchObject({ count: 2 });
    expect(await state(1)).toBe('live');
  });

  it('refuses a version whose stored rows were changed behind its back', async () => {
    const store = new GatedStore();
    await put(store, 'a-1', 'Counted');
    const { source } = await connect('admin');
    await source.query(`
      CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.ordinal := 7; RETURN NEW; END';
      CREATE TRIGGER forge BEFORE INSERT ON read_model_row FOR EACH ROW EXECUTE FUNCTION forge();`);
    const { state } = await begin(store, v1);
    await until(async () => (await state(1)) === 'refused');
  });

  it('refuses a version that parks what the old one could fold, and tries it again when started anew', async () => {
    const store = new MemoryEventStore();
    const first = await begin(store, v1);
    for (const type of ['Counted', 'Noted', 'Poisoned']) await put(store, 'a-1', type);
    await first.live(3);
    await first.engine.stop();

    let fixed = false;
    const strict = tally(2, (row, event) => {
      if (event.type === 'Noted' && !fixed) throw new Error('not implemented');
      return v1.evolve(row, event);
    });
    const second = await begin(store, v1, strict);
    await until(async () => (await second.state(2)) === 'refused');
    expect(second.errors).toMatchObject([{ parked: 1 }]);
    expect(await second.readModels.get(v1, 'a-1')).toMatchObject({ count: 2 });
    await second.engine.stop();

    fixed = true;
    const third = await begin(store, v1, strict);
    await until(async () => (await third.state(2)) === 'live');
    expect((await third.engine.status()).models).toMatchObject([{ version: 2, parked: 1, caughtUp: true }]);
  });
});
