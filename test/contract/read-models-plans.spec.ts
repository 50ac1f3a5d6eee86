import { expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ListCursor } from '../../src/adapters/typeorm/lists.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import type { PageRequest, Where } from '../../src/application/ports/read-models.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { onEachPostgres, tally } from './read-models-support.js';

const rows = 6_000;

/** Rows of `closed` and `open` in turns, one in a hundred with a note: nobody's note is `rare`, `closed` together. */
const fill = async (source: DataSource, name: string) => {
  await source.query(`INSERT INTO read_model_checkpoint VALUES ($1, 1, 'live', null, 0)`, [name]);
  await source.query(
    `INSERT INTO read_model_row SELECT $1, 1, 'a-' || n, json_build_object('n', n), n FROM generate_series(1, $2::int) n`,
    [name, rows],
  );
  const state = `CASE WHEN n % 2 = 0 THEN 'open' ELSE 'closed' END`;
  const index = (list: string, value: string, which: string) =>
    source.query(
      `INSERT INTO read_model_index SELECT $1, 1, 'a-' || n, $2, ${value}, n FROM generate_series(1, $3::int) n WHERE ${which}`,
      [name, list, rows],
    );
  await index('state', `'=' || ${state}`, 'true');
  await index('note', `'=rare'`, 'n % 100 = 0');
  await index('note,state', `'=["rare","open"]'`, 'n % 100 = 0');
};

interface Node {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** Rows that the busiest step of a plan looks at. */
const touched = (node: Node): number => {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  return Math.max((node['Actual Rows'] + removed) * node['Actual Loops'], ...(node.Plans ?? []).map(touched));
};

onEachPostgres(({ connect, stopping }) => {
  it('a list costs what its page holds: neither pages before it nor rows of other lists', async () => {
    const database = await connect('instance');
    const { source } = database;
    const model = tally();
    for (const name of [model.name, 'other']) await fill(source, name);
    await source.query('ANALYZE read_model_row, read_model_index, read_model_checkpoint');
    const readModels = stopping(new TypeormReadModels(database, new MemoryEventStore(), [model]));
    const asked = jest.spyOn(source, 'query');

    /** What the page holds, and what its query looked at. */
    const page = async (where: Where, request: PageRequest) => {
      const { items } = await readModels.find(model, where, request);
      const [text, parameters] = asked.mock.calls.find(([sql]) => sql.includes('ORDER BY'))!;
      const [{ 'QUERY PLAN': plan }] = await source.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, parameters);
      asked.mockClear();
      return { items: items.length, touched: touched(plan[0].Plan) };
    };
    const at = (where: Where, ordinal: number, oldestFirst: boolean) => ({
      oldestFirst,
      cursor: new ListCursor(model.name, where, oldestFirst).write(String(ordinal)),
    });
    const open = { state: 'open' };
    const deep = [
      await page(open, { limit: 500 }),
      await page(open, { limit: 500, ...at(open, 3_000, true) }),
      await page(open, { limit: 500, ...at(open, 3_000, false) }),
      await page({}, { limit: 500, ...at({}, 3_000, true) }),
    ];
    expect(deep).toEqual(deep.map(() => ({ items: 500, touched: 501 })));
    expect(await page({ note: 'rare', state: 'open' }, {})).toEqual({ items: 50, touched: 51 });
    const nobodys = await page({ note: 'rare', state: 'closed' }, {});
    expect(nobodys.items).toBe(0);
    expect(nobodys.touched).toBeLessThanOrEqual(2);
    const several = await page({ note: ['rare', 'unknown'], state: 'open' }, { limit: 20 });
    expect(several).toEqual({ items: 20, touched: 21 });
    await expect(readModels.find(model, { state: 'open', other: 'x' })).rejects.toThrow('has no list by');
  });
});

it('F22 a position of the feed that a company keeps is one of its list for ever', () => {
  const cursors = new ListCursor('account_change', { companyCode: '0038' }, true);
  expect(cursors.read('MzBmOTBiYjhjZDZhZWVkNS43')).toBe('7');
});
