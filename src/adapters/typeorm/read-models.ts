import type { DataSource } from 'typeorm';
import { type EventStore, type Position } from '../../application/ports/event-store.js';
import {
  type AnyReadModel,
  type FoundPage,
  type PageRequest,
  type ReadModel,
  ReadModels,
  type Row,
  type RowChange,
  type Where,
} from '../../application/ports/read-models.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { orUnavailable } from '../postgres-server/errors.js';
import type { ReadSideDatabase } from './data-source.js';
import { allOf, hasList, List, ListCursor, listOf, readVersion } from './lists.js';
import { ReadSideWatch } from './read-side-watch.js';
import { listTag, RowCache, rowTag } from './row-cache.js';

const defaultLimit = 50;
const maxLimit = 500;

/** Reads of each model the newest live version that this release knows, whichever instance folds it. */
export class TypeormReadModels extends ReadModels {
  private readonly dataSource: DataSource;
  private readonly watch: ReadSideWatch;
  private readonly cache = new RowCache();

  constructor(
    database: ReadSideDatabase,
    store: EventStore,
    private readonly models: readonly AnyReadModel[],
  ) {
    super();
    this.dataSource = database.source;
    this.watch = new ReadSideWatch(database, store, models, this.cache);
  }

  override get<R extends Row>(model: ReadModel<R>, key: string): Promise<R | undefined> {
    this.watch.listen();
    return this.cache.read(rowTag(model.name, key), 'row', () => this.load(model, key));
  }

  private async load<R extends Row>(model: ReadModel<R>, key: string): Promise<R | undefined> {
    const [found]: [{ version: number | null; row: R | null }] = await this.query(
      `SELECT version, (SELECT row FROM read_model_row r WHERE (r.model, r.version, r.key) = ($1, live.version, $2))
       FROM (SELECT ${this.versionOf(model)} AS version) live`,
      [model.name, key],
    );
    if (found.version === null) throw new DependencyUnavailable(`read model ${model.name}`);
    return found.row ?? undefined;
  }

  override async find<R extends Row>(model: ReadModel<R>, where: Where, page: PageRequest = {}): Promise<FoundPage<R>> {
    const list = new List(model, where);
    const [value, ...others] = list.values;
    if (value === undefined || others.length > 0 || page.cursor !== undefined)
      return this.list(model, where, list, page);
    this.watch.listen();
    const tag = listTag(model.name, list.name, value);
    return this.cache.read(tag, JSON.stringify(page), () => this.list(model, where, list, page));
  }

  private async list<R extends Row>(
    model: ReadModel<R>,
    where: Where,
    list: List,
    { limit = defaultLimit, cursor, oldestFirst = false }: PageRequest,
  ): Promise<FoundPage<R>> {
    const size = Math.min(Math.max(Math.trunc(limit), 1), maxLimit);
    const cursors = new ListCursor(model.name, where, oldestFirst);
    const after = cursor === undefined ? undefined : cursors.read(cursor);
    const version = this.versionOf(model);
    const query = list.isAll ? allOf(version, oldestFirst, after) : listOf(list, version, oldestFirst, after);
    const found: { key: string; row: R; ordinal: string }[] = await this.query(query.text, [
      model.name,
      size + 1,
      ...query.values,
    ]);
    if (found.length === 0) await this.mustHaveList(model, where);
    const items = found.slice(0, size);
    return {
      items: items.map(({ key, row, ordinal }) => ({ key, row, cursor: cursors.write(ordinal) })),
      next: found.length > size ? cursors.write(items.at(-1)!.ordinal) : null,
    };
  }

  override waitFor(position: Position, withinMs: number): Promise<boolean> {
    return this.watch.waitFor(position, withinMs);
  }

  override onChange(listener: (changes: readonly RowChange[] | 'unknown') => void): () => void {
    return this.watch.onChange(listener);
  }

  /** Ends listening; whoever waits gets false. */
  close(): Promise<void> {
    return this.watch.close();
  }

  private async query<T>(sql: string, parameters: unknown[]): Promise<T> {
    await this.watch.recovered();
    return orUnavailable(() => this.dataSource.query<T>(sql, parameters));
  }

  private versionOf({ name, version }: AnyReadModel): string {
    const known = this.models.filter((model) => model.name === name);
    return readVersion([...new Set([version, ...known.map((each) => each.version)])]);
  }

  /** *There is none* is no answer before a version is complete, nor of an older one that does not have the list. */
  private async mustHaveList(model: AnyReadModel, where: Where): Promise<void> {
    const [{ version }]: [{ version: number | null }] = await this.query(`SELECT ${this.versionOf(model)} AS version`, [
      model.name,
    ]);
    const read = [model, ...this.models].find((each) => each.name === model.name && each.version === version);
    if (!read || !hasList(read, where)) throw new DependencyUnavailable(`read model ${model.name}`);
  }
}
