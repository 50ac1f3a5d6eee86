import { expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { commitBatch } from '../../src/adapters/typeorm/commit-batch.js';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import { Superseded } from '../../src/adapters/typeorm/save-rows.js';
import type { ReadModel } from '../../src/application/ports/read-models.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { onEachPostgres, put, type Tally, tally, until } from './read-models-support.js';

onEachPostgres(({ connect, stopping }) => {
  const instance = async (name: string, store: MemoryEventStore, models: ReadModel<Tally>[]) => {
    const database = await connect(name);
    const engine = stopping(new ProjectionEngine(database, store, models));
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
    const stale = { model, state: 'live' as const, position: null, ordinal: 1, revision: 1 };
    const again = [{ event: store.events[1]!, ordinal: 2 }];
    await expect(commitBatch(database, [stale], again)).rejects.toBeInstanceOf(Superseded);
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
    const before = { model, state: 'live' as const, position, ordinal: Number(ordinal), revision: Number(revision) };
    await engine.retryParked('tally');
    const next = [{ event: store.events[1]!, ordinal: 2 }];
    await expect(commitBatch(database, [before], next)).rejects.toBeInstanceOf(Superseded);
    expect(await counts(source)).toEqual({ 'a-1': 1 });
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
    expect(JSON.stringify(parked)).not.toContain('138');

    expect(await engine.retryParked('tally')).toBe(0);
    fixed = true;
    expect(await engine.retryParked('tally')).toBe(3);
    await put(store, 'a-1', 'Counted');
    await passed(engine, 6);
    expect(await counts(source)).toEqual({ 'a-1': 5, 'a-2': 1 });
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
