import { beforeEach, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { onPool } from '../../src/adapters/typeorm/ask.js';
import { commitBatch } from '../../src/adapters/typeorm/commit-batch.js';
import { LogProof } from '../../src/adapters/typeorm/log-proof.js';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import { Superseded, saveRows } from '../../src/adapters/typeorm/save-rows.js';
import type { ReadModel } from '../../src/application/ports/read-models.js';
import { minute } from '../../src/domain/shared/instant.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, put, type Tally, tally, until, untilRetried } from './read-models-support.js';

onEachPostgres(({ connect, stopping }) => {
  let clock: ManualClock;
  let lines: unknown[];
  beforeEach(() => {
    clock = new ManualClock('2026-11-22T08:00:00.000Z');
    lines = [];
  });
  const instance = async (name: string, store: MemoryEventStore, models: ReadModel<Tally>[]) => {
    const database = await connect(name);
    const engine = stopping(new ProjectionEngine(database, store, clock, models, (...line) => lines.push(line)));
    return { database, source: database.source, engine };
  };
  const passed = async (engine: ProjectionEngine, events: number) =>
    until(async () =>
      (await engine.status()).models.some((model) => model.state === 'live' && model.passed === events),
    );
  const counts = async (source: DataSource): Promise<Record<string, number>> => {
    const rows: { key: string; row: Tally }[] = await source.query('SELECT key, row FROM read_model_row');
    return Object.fromEntries(rows.map(({ key, row }) => [key, row.count]));
  };
  const countsOf = ({ events }: MemoryEventStore) =>
    Object.fromEntries([...Map.groupBy(events, ({ stream }) => stream)].map(([stream, of]) => [stream, of.length]));

  it('folds every event exactly once while working instances lose their connections', async () => {
    const store = new MemoryEventStore();
    const { source: admin } = await connect('admin');
    for (const name of ['one', 'two']) (await instance(name, store, [tally()])).engine.start();
    const killed = new Set<string>();
    const killWorking = async () => {
      const victims: { name: string }[] = await admin.query(
        `WITH connection AS (
           SELECT pid, split_part(application_name, ' ', 1) AS instance
           FROM pg_stat_activity WHERE datname = current_database())
         SELECT instance AS name, pg_terminate_backend(pid) FROM connection WHERE instance IN (
           SELECT instance FROM pg_locks JOIN connection USING (pid) WHERE locktype = 'advisory' AND granted)`,
      );
      for (const { name } of victims) killed.add(name);
      return victims.length > 0;
    };
    for (let kills = 0; kills < 12 || killed.size < 2; kills++) {
      for (let n = 0; n < 40; n++) await put(store, `a-${(kills * 7 + n) % 20}`, 'Counted');
      await until(killWorking);
    }
    const folded = async () => (await admin.query('SELECT ordinal FROM read_model_checkpoint'))[0]?.ordinal;
    await until(async () => (await folded()) === String(store.events.length));
    expect(await counts(admin)).toEqual(countsOf(store));
  });

  it('works on one instance; another takes over when it ends, a waiting one stops at once', async () => {
    const store = new MemoryEventStore();
    const [one, two, three] = [
      await instance('one', store, [tally()]),
      await instance('two', store, [tally()]),
      await instance('three', store, [tally()]),
    ];
    one.engine.start();
    await until(async () => (await one.engine.status()).active);
    two.engine.start();
    three.engine.start();
    await put(store, 'a-1', 'Counted');
    await passed(two.engine, 1);
    expect((await two.engine.status()).active).toBe(false);
    await three.engine.stop();
    await one.engine.stop();
    await put(store, 'a-1', 'Counted');
    await passed(two.engine, 2);
    expect((await two.engine.status()).active).toBe(true);
    expect(await counts(two.source)).toEqual({ 'a-1': 2 });
  });

  it('moves the checkpoint in the transaction of the rows, also when the commit itself fails', async () => {
    const store = new MemoryEventStore();
    const { source, engine } = await instance('one', store, [tally()]);
    engine.start();
    await put(store, 'a-1', 'Counted');
    await passed(engine, 1);
    await source.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''injected''; END';
      CREATE SEQUENCE tries;
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''tries''); RETURN NULL; END';
      CREATE TRIGGER a_note AFTER INSERT OR UPDATE ON read_model_row EXECUTE FUNCTION note();
      CREATE CONSTRAINT TRIGGER fails AFTER INSERT OR UPDATE ON read_model_row DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION fail();`);
    await put(store, 'a-1', 'Counted');
    await put(store, 'a-2', 'Counted');
    await until(async () => (await source.query('SELECT last_value::int AS n FROM tries'))[0].n >= 3);
    expect(await counts(source)).toEqual({ 'a-1': 1 });
    expect((await engine.status()).models).toMatchObject([{ passed: 1, caughtUp: false }]);
    await source.query('DROP TRIGGER fails ON read_model_row');
    await passed(engine, 3);
    expect(await counts(source)).toEqual({ 'a-1': 2, 'a-2': 1 });
  });

  it('writes nothing for a worker that lost its lock unawares', async () => {
    const store = new MemoryEventStore();
    const model = tally();
    const { database, source, engine } = await instance('one', store, [tally()]);
    engine.start();
    await put(store, 'a-1', 'Counted');
    await put(store, 'a-1', 'Counted');
    await passed(engine, 2);
    const stale = {
      model,
      state: 'live' as const,
      position: null,
      eventId: null,
      ordinal: 1,
      revision: 1,
      digest: null,
    };
    const again = [{ event: store.events[1]!, ordinal: 2 }];
    await expect(commitBatch(database, store, [stale], again, clock.now())).rejects.toBeInstanceOf(Superseded);
    expect(await counts(source)).toEqual({ 'a-1': 2 });
  });

  it('writes nothing upon rows that were written anew since they were loaded, as by a retry of parked events', async () => {
    const store = new MemoryEventStore();
    const model = tally();
    const { database, source, engine } = await instance('one', store, [model]);
    engine.start();
    await put(store, 'a-1', 'Counted');
    await passed(engine, 1);
    await engine.stop();
    await put(store, 'a-1', 'Counted');
    const [{ position, ordinal, revision }] = await source.query('SELECT * FROM read_model_checkpoint');
    const before = {
      model,
      state: 'live' as const,
      position,
      eventId: store.events[0]!.id,
      ordinal: Number(ordinal),
      revision: Number(revision),
      digest: null,
    };
    await saveRows(onPool(database.pool), new LogProof(store, false), [{ ...before }], before, [], clock.now());
    const next = [{ event: store.events[1]!, ordinal: 2 }];
    await expect(commitBatch(database, store, [before], next, clock.now())).rejects.toBeInstanceOf(Superseded);
    expect(await counts(source)).toEqual({ 'a-1': 1 });
  });

  it('asks once for the row of a key that it goes on folding', async () => {
    const store = new MemoryEventStore();
    const { database, engine } = await instance('one', store, [tally()]);
    const asked = jest.spyOn(database.pool, 'query');
    const loads = () => asked.mock.calls.filter(([query]) => (query as { name?: string }).name === 'load_rows').length;
    engine.start();
    await passed(engine, 0);
    for (let events = 1; events <= 5; events++) {
      await put(store, 'a-1', 'Counted');
      await passed(engine, events);
    }
    expect(loads()).toBe(1);
    expect(await counts(database.source)).toEqual({ 'a-1': 5 });
  });

  it('folds upon a row that another commit wrote meanwhile, as a rebuild does', async () => {
    const store = new MemoryEventStore();
    const { source, engine } = await instance('one', store, [tally()]);
    engine.start();
    await put(store, 'a-1', 'Counted');
    await passed(engine, 1);
    await source.transaction(async (manager) => {
      await manager.query(`UPDATE read_model_row SET row = '{"count":40}'`);
      await manager.query('UPDATE read_model_checkpoint SET revision = revision + 1');
    });
    await put(store, 'a-1', 'Counted');
    await passed(engine, 2);
    expect(await counts(source)).toEqual({ 'a-1': 41 });
  });

  it('parks an event that cannot be folded, and what follows it under its key; the rest goes on', async () => {
    const store = new MemoryEventStore();
    let fixed = false;
    const strict = tally();
    const model = tally(1, (row, event) =>
      strict.evolve(row, fixed && event.type === 'Poisoned' ? { ...event, type: 'Counted' } : event),
    );
    const { database, source, engine } = await instance('one', store, [model]);
    engine.start();
    for (const type of ['Counted', 'Poisoned', 'Counted']) await put(store, 'a-1', type, { phone: '13800000000' });
    const last = await put(store, 'a-2', 'Counted');
    const readModels = stopping(new TypeormReadModels(database, store, [model]));
    await passed(engine, 4);
    expect(await readModels.waitFor(last, hangLimit)).toBe(true);
    await put(store, 'a-1', 'Counted');
    await passed(engine, 5);
    expect(await counts(source)).toEqual({ 'a-1': 1, 'a-2': 1 });
    expect((await engine.status()).models).toMatchObject([{ state: 'live', parked: 3, caughtUp: true }]);
    const parked: { reason: string }[] = await source.query('SELECT reason FROM read_model_parked ORDER BY ordinal');
    expect(parked[0]!.reason).toMatch(/^TypeError at read-models-support\.ts:\d+$/);
    const told = () => lines.filter((line) => JSON.stringify(line).includes('event parked'));
    await until(() => told().length === 3);
    expect(JSON.stringify([parked, lines])).not.toContain('138');
    const event = { model: 'tally', version: 1, type: 'Counted', reason: 'waits behind an earlier event' };
    expect(told()).toEqual([
      ['warn', 'event parked', { ...event, type: 'Poisoned', ordinal: 2, reason: parked[0]!.reason }],
      ['warn', 'event parked', { ...event, ordinal: 3 }],
      ['warn', 'event parked', { ...event, ordinal: 5 }],
    ]);

    fixed = true;
    await untilRetried(source, 'tally', async () => (await engine.status()).models[0]?.parked === 0);
    await put(store, 'a-1', 'Counted');
    await passed(engine, 6);
    expect(await counts(source)).toEqual({ 'a-1': 5, 'a-2': 1 });
  });

  it('folds a parked event again after 1, 2 and 4 minutes, also after a restart, and then what waits behind it', async () => {
    const store = new MemoryEventStore();
    let tries = 0;
    let fixed = false;
    const strict = tally();
    const model = tally(1, (row, event) => {
      if (event.type === 'Poisoned') tries++;
      return strict.evolve(row, fixed && event.type === 'Poisoned' ? { ...event, type: 'Counted' } : event);
    });
    let { source, engine } = await instance('one', store, [model]);
    engine.start();
    for (const type of ['Poisoned', 'Counted']) await put(store, 'a-1', type);
    await passed(engine, 2);
    const failures = async () =>
      (await source.query('SELECT failures FROM read_model_parked ORDER BY ordinal'))[0]?.failures;
    const before = tries;
    for (const [at, minutes] of [1, 2, 4].entries()) {
      if (at === 1) {
        await engine.stop();
        ({ source, engine } = await instance('two', store, [model]));
        engine.start();
        await until(async () => (await engine.status()).active);
      }
      fixed = at === 2;
      clock.advance(minutes * minute - 1);
      expect(tries).toBe(before + at);
      clock.advance(1);
      await until(async () => (await failures()) === (fixed ? undefined : at + 2));
    }
    expect(await counts(source)).toEqual({ 'a-1': 2 });
    expect(tries).toBe(before + 3);
  });

  it('parks an event whose key or row no table can hold', async () => {
    const store = new MemoryEventStore();
    const model: ReadModel<Tally> = {
      ...tally(),
      key: (event) => (event.stream === 'a-0' ? 'a\u0000' : event.stream),
      evolve: (row, event) => ({
        ...tally().evolve(row, event)!,
        ...(event.stream === 'a-1' && { odd: event.revision }),
      }),
    };
    const { source, engine } = await instance('one', store, [model]);
    engine.start();
    for (const stream of ['a-0', 'a-1', 'a-2']) await put(store, stream, 'Counted');
    await passed(engine, 3);
    expect(await counts(source)).toEqual({ 'a-2': 1 });
    expect((await engine.status()).models).toMatchObject([{ parked: 2 }]);
  });
});
