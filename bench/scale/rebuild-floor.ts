import type pg from 'pg';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import type { AnyReadModel } from '../../src/application/ports/read-models.js';
import { readModels } from '../../src/application/read-models/models.js';

const page = 1_000;

/**
 * The floor of a rebuild: reads the log page by page, folds each page in memory and writes its rows by one statement. Nothing
 * is compared, indexed or resumed. Answers events per second.
 */
export const rebuildFloor = async (client: pg.Client): Promise<number> => {
  await client.query(
    `create table bench_rows (model text, key text, row json, primary key (model, key)); set enable_seqscan = off`,
  );
  const started = performance.now();
  const known = new Map<string, object>();
  let events = 0;
  for (let after = 0; ; ) {
    const { rows } = await client.query(
      `select position::int, stream, revision, id, type, data, metadata from events
       where position > $1 order by position limit ${page}`,
      [after],
    );
    if (rows.length === 0) break;
    await write(client, foldAll(rows, known));
    events += rows.length;
    after = rows.at(-1).position;
  }
  await client.query('drop table bench_rows; reset enable_seqscan');
  return (events * 1_000) / (performance.now() - started);
};

type Changed = Map<string, { model: string; key: string; row: object | null }>;

const foldAll = (events: readonly StoredEvent[], known: Map<string, object>): Changed => {
  const changed: Changed = new Map();
  for (const event of events) {
    for (const model of readModels as readonly AnyReadModel[]) {
      if (!model.types.includes(event.type)) continue;
      const key = model.key(event);
      const place = `${model.name} ${key}`;
      const row = model.evolve(known.get(place), event);
      if (row === null) known.delete(place);
      else known.set(place, row);
      changed.set(place, { model: model.name, key, row });
    }
  }
  return changed;
};

const write = async (client: pg.Client, changed: Changed): Promise<void> => {
  const all = [...changed.values()];
  const kept = all.filter(({ row }) => row !== null);
  const gone = all.filter(({ row }) => row === null);
  await client.query(
    `with removed as (delete from bench_rows using unnest($4::text[], $5::text[]) as gone (model, key)
       where bench_rows.model = gone.model and bench_rows.key = gone.key)
     insert into bench_rows select * from unnest($1::text[], $2::text[], $3::json[])
       on conflict (model, key) do update set row = excluded.row`,
    [
      kept.map(({ model }) => model),
      kept.map(({ key }) => key),
      kept.map(({ row }) => JSON.stringify(row)),
      gone.map(({ model }) => model),
      gone.map(({ key }) => key),
    ],
  );
};
