import { describe, expect, it } from '@jest/globals';
import type { FoundRow, ReadModel, ReadModels, Row } from '../../src/application/ports/read-models.js';
import { filteredPage } from '../../src/application/read-models/filtered-page.js';

type Numbered = Row & { readonly n: number };
const model = { name: 'numbers' } as ReadModel<Numbered>;

/** Rows 1 to `last`, newest first; a cursor is the number that was read last. */
const numbers = (last: number) => {
  const find = async (
    _model: unknown,
    _where: unknown,
    { limit = 50, cursor }: { limit?: number; cursor?: string },
  ) => {
    const from = cursor === undefined ? last : Number(cursor) - 1;
    const rows = Array.from({ length: Math.min(limit, from) }, (_, index) => from - index);
    const items = rows.map((n): FoundRow<Numbered> => ({ key: String(n), row: { n }, cursor: String(n) }));
    return { items, next: from > limit ? String(rows.at(-1)) : null };
  };
  return { find } as unknown as ReadModels;
};
const page = async (last: number, keep: (n: number) => boolean, options: { limit?: number; cursor?: string }) => {
  const { items, next } = await filteredPage(numbers(last), model, {}, options, ({ n }) => keep(n));
  return [items.map(({ row }) => row.n), next];
};

describe('a page of what is kept', () => {
  const thousandth = (n: number) => n % 1000 === 0;
  it('is full, however rare that is', async () => {
    expect(await page(5000, thousandth, { limit: 2 })).toEqual([[5000, 4000], '4000']);
    expect(await page(5000, thousandth, { limit: 2, cursor: '4000' })).toEqual([[3000, 2000], '2000']);
    expect(await page(5000, thousandth, { limit: 2, cursor: '2000' })).toEqual([[1000], null]);
  });
  it('leads on only where more is', async () => {
    expect(await page(3, () => true, { limit: 3 })).toEqual([[3, 2, 1], null]);
    expect(await page(4, (n) => n > 1, { limit: 3 })).toEqual([[4, 3, 2], null]);
    expect(await page(300, () => false, {})).toEqual([[], null]);
    expect((await page(300, () => true, {}))[0]).toHaveLength(50);
  });
});
