import { expect, it } from '@jest/globals';
import { aborted } from '../../src/adapters/resilience/abort.js';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import type { Position } from '../../src/application/ports/event-store.js';
import type { ReadModel } from '../../src/application/ports/read-models.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { eventually } from '../support/eventually.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, put, type Tally, tally, until } from './read-models-support.js';

/** A log that can hold back whoever reads it from the start, after `shown` events: a build. */
class GatedStore extends MemoryEventStore {
  readonly begins: (Position | undefined)[] = [];
  shown = 0;
  private open: Promise<void> = Promise.resolve();
  release = () => {};

  holdBack(): void {
    this.open = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  override async *subscribe(options: { after?: Position; signal: AbortSignal }) {
    this.begins.push(options.after);
    let left = options.after === undefined ? this.shown : Number.POSITIVE_INFINITY;
    if (left === 0) await this.open;
    for await (const event of super.subscribe(options)) {
      yield event;
      if (--left === 0) await Promise.race([this.open, aborted(options.signal)]);
    }
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
    const [errors, warnings]: unknown[][] = [[], []];
    const engine = stopping(
      new ProjectionEngine(database, store, clock, models, (level, _message, details) => {
        if (level === 'error') errors!.push(details);
        if (level === 'warn') warnings!.push(details);
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
    return { source: database.source, engine, readModels, state, live, errors, warnings };
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
    const second = await readModels.find(doubled, { state: 'open' }, { limit: 1, cursor: next! });
    expect(second.items).toMatchObject([{ key: 'a-2', row: { count: 2 } }]);
    expect(await readModels.waitFor(await put(store, 'a-2', 'Counted'), hangLimit)).toBe(true);
    expect(await readModels.get(doubled, 'a-2')).toMatchObject({ count: 4 });
    const rows = await source.query(
      `SELECT version, row->>'count' AS count FROM read_model_row WHERE key = 'a-1' ORDER BY 1`,
    );
    expect(rows).toEqual([1, 2].map((version) => ({ version, count: String(3 * version) })));
  });

  it('two releases serve side by side, each from the version that it knows, forward and back', async () => {
    const store = new GatedStore();
    const older = await begin(store, v1);
    await put(store, 'a-1', 'Counted');
    await older.live(1);
    store.holdBack();
    const newer = await begin(store, doubled);
    await until(async () => (await older.state(2)) === 'building');
    const write = async (...sides: (typeof older)[]) => {
      const position = await put(store, 'a-1', 'Counted');
      for (const { readModels } of sides) expect(await readModels.waitFor(position, hangLimit)).toBe(true);
    };
    await write(older);
    expect(await older.readModels.get(v1, 'a-1')).toMatchObject({ count: 2 });
    await expect(newer.readModels.get(doubled, 'a-1')).rejects.toThrow(DependencyUnavailable);
    await expect(newer.readModels.find(doubled, { state: 'open' })).rejects.toThrow(DependencyUnavailable);

    store.release();
    await until(async () => (await older.state(2)) === 'live');
    await write(older, newer);
    expect(await older.readModels.get(v1, 'a-1')).toMatchObject({ count: 3 });
    expect(await newer.readModels.get(doubled, 'a-1')).toMatchObject({ count: 6 });
    await older.engine.stop();
    await write(newer);
    expect(await newer.readModels.get(doubled, 'a-1')).toMatchObject({ count: 8 });
    await newer.engine.stop();

    store.begins.splice(0);
    const back = await begin(store, v1);
    await write(back);
    expect(await back.readModels.get(v1, 'a-1')).toMatchObject({ count: 5 });
    expect(store.begins).toEqual([expect.anything()]);
    expect(back.warnings).toEqual([{ model: 'tally', known: 1, live: [1, 2] }]);
    await back.engine.stop();

    const next = await begin(store, tally(3));
    await until(async () => (await next.state(3)) === 'live' && (await next.state(1)) === undefined);
    expect(await next.state(2)).toBe('live');
    const tables = ['row', 'index'].map((table) =>
      next.source.query(`SELECT DISTINCT version FROM read_model_${table} ORDER BY 1`),
    );
    expect(await Promise.all(tables)).toEqual([2, 3].map(() => [{ version: 2 }, { version: 3 }]));
  });

  it('a release whose version is gone builds it anew beside the newer one', async () => {
    const store = new MemoryEventStore();
    await put(store, 'a-1', 'Counted');
    const newer = await begin(store, doubled);
    await newer.live(1);
    const older = await begin(store, v1);
    await until(async () => (await older.state(1)) === 'live');
    await put(store, 'a-1', 'Counted');
    await eventually(async () => expect(await older.readModels.get(v1, 'a-1')).toMatchObject({ count: 2 }));
    expect(older.warnings).toEqual([{ model: 'tally', known: 1, live: [2] }]);
    await eventually(async () => expect(await newer.readModels.get(doubled, 'a-1')).toMatchObject({ count: 4 }));
  });

  it('an older version without the list that is asked for is no answer', async () => {
    const store = new GatedStore();
    const short = { ...v1, lists: [['state']] };
    const first = await begin(store, short);
    await put(store, 'a-1', 'Counted', { note: 'n' });
    await first.live(1);
    await first.engine.stop();
    store.holdBack();
    const { readModels, state } = await begin(store, short, tally(2));
    await until(async () => (await state(2)) === 'building');
    expect((await readModels.find(tally(2), { state: 'open' })).items).toHaveLength(1);
    await expect(readModels.find(tally(2), { note: 'n' })).rejects.toThrow(DependencyUnavailable);
    store.release();
    await until(async () => (await state(2)) === 'live');
    await eventually(async () => expect((await readModels.find(tally(2), { note: 'n' })).items).toHaveLength(1));
  });

  it('a build that was interrupted goes on where it stood, and is proven without reading the log again', async () => {
    const store = new GatedStore();
    for (const stream of ['a-1', 'a-1', 'a-2']) await put(store, stream, 'Counted');
    store.shown = 1;
    store.holdBack();
    const first = await begin(store, v1);
    await until(async () => (await first.engine.status()).models.some(({ passed }) => passed === 1));
    expect(await first.state(1)).toBe('building');
    await first.engine.stop();
    store.begins.splice(0);
    const second = await begin(store, v1);
    await second.live(3);
    expect(store.begins).not.toContain(undefined);
    expect(await second.readModels.get(v1, 'a-1')).toMatchObject({ count: 2 });
  });

  it('whatever is said in the channel of commits, instances go on and read what is so', async () => {
    const store = new MemoryEventStore();
    const { readModels, source, live } = await begin(store, v1);
    await put(store, 'a-1', 'Counted');
    await live(1);
    const strange = [
      '',
      'x',
      '{}',
      '[[]]',
      'null',
      '{"changes":[{"model":"tally","key":"a-1"}]}',
      '[["tally","a-1",[]]]',
    ];
    const newer = [
      '{"position":"not one","versions":[["tally",1]]}',
      '{"position":"@9999","versions":[["tally",2],["new",1]]}',
    ];
    for (const [at, payload] of [...strange, ...newer].entries()) {
      await readModels.get(v1, 'a-1');
      await source.query('SELECT pg_notify($1, $2)', ['read_model', payload]);
      expect(await readModels.waitFor(await put(store, 'a-1', 'Counted'), hangLimit)).toBe(true);
      expect(await readModels.get(v1, 'a-1')).toMatchObject({ count: at + 2 });
    }
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

  let calls = 0;
  it.each([
    ['counts its calls', () => calls++],
    ['looks at the clock', () => Date.now()],
  ])('refuses a version whose fold %s', async (_, impurity) => {
    const store = new MemoryEventStore();
    const first = await begin(store, v1);
    await put(store, 'a-1', 'Counted');
    await first.live(1);
    await first.engine.stop();

    const impure = tally(2, (row, event) => ({ ...v1.evolve(row, event)!, note: String(impurity()) }));
    const { readModels, state, errors } = await begin(store, v1, impure);
    await until(async () => (await state(2)) === 'refused');
    expect(errors).toEqual([{ model: 'tally', version: 2, reason: 'its fold cannot be repeated' }]);
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
    const { state, errors } = await begin(store, v1);
    await until(async () => (await state(1)) === 'refused');
    expect(errors).toEqual([{ model: 'tally', version: 1, reason: 'its rows are not what was folded' }]);
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
    expect((await third.engine.status()).models).toMatchObject([
      { version: 1, read: false },
      { version: 2, read: true, parked: 1, caughtUp: true },
    ]);
  });
});
