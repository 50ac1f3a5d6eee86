import type { FoundPage, FoundRow, ReadModel, ReadModels, Row, Where } from '../ports/read-models.js';

const atOnce = 500;

/** Every row of a list, oldest first, read page by page. @throws what `ReadModels.find` throws */
export async function* allRows<R extends Row>(
  readModels: ReadModels,
  model: ReadModel<R>,
  where: Where,
): AsyncGenerator<FoundRow<R>, void, undefined> {
  let cursor: string | null = null;
  do {
    const page: FoundPage<R> = await readModels.find(model, where, {
      limit: atOnce,
      oldestFirst: true,
      ...(cursor !== null && { cursor }),
    });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== null);
}
