import type { FoundPage, FoundRow, PageRequest, ReadModel, ReadModels, Row, Where } from '../ports/read-models.js';

const defaultLimit = 50;
const atOnce = 100;

/**
 * Rows of a list that an index alone cannot tell, newest first: pages are read until one is full or the list ends, so
 * that a short page is the last and `next` leads to at least one more row.
 * @throws what `ReadModels.find` throws
 */
export const filteredPage = async <R extends Row>(
  readModels: ReadModels,
  model: ReadModel<R>,
  where: Where,
  { limit = defaultLimit, cursor }: Omit<PageRequest, 'oldestFirst'>,
  keep: (row: R) => boolean | Promise<boolean>,
): Promise<FoundPage<R>> => {
  const kept: FoundRow<R>[] = [];
  let from = cursor;
  for (;;) {
    const page: FoundPage<R> = await readModels.find(model, where, {
      limit: atOnce,
      ...(from !== undefined && { cursor: from }),
    });
    const takes = await Promise.all(page.items.map(({ row }) => keep(row)));
    kept.push(...page.items.filter((_, index) => takes[index]));
    if (page.next === null || kept.length > limit) break;
    from = page.next;
  }
  const items = kept.slice(0, limit);
  return { items, next: kept.length > limit ? items.at(-1)!.cursor : null };
};
