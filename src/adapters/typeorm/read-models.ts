import { createHash } from 'node:crypto';
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
} from '../../application/ports/read-models.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { invalidFields } from '../../domain/shared/domain-error.js';
import { orUnavailable } from '../postgres-server/errors.js';
import type { ReadSideDatabase } from './data-source.js';
import { indexed } from './fold.js';
import { ReadSideWatch } from './read-side-watch.js';
import { listTag, RowCache, rowTag } from './row-cache.js';
import { checkpoints } from './tables.js';

const defaultLimit = 50;
const maxLimit = 500;
const liveVersion = `(SELECT version FROM read_model_checkpoint WHERE model = $1 AND state = 'live')`;

type Where = { readonly [index: string]: string };

/** Reads the rows of the live versions, whichever instance folds them. */
export class TypeormReadModels extends ReadModels {
  private readonly dataSource: DataSource;
  private readonly watch: ReadSideWatch;
  private readonly cache = new RowCache();
  private readonly live = new Set<string>();

  constructor(database: ReadSideDatabase, store: EventStore, models: readonly AnyReadModel[]) {
    super();
    this.dataSource = database.source;
    this.watch = new ReadSideWatch(database, store, models, this.cache);
  }

  override get<R extends Row>(model: ReadModel<R>, key: string): Promise<R | undefined> {
    this.watch.listen();
    return this.cache.read(rowTag(model.name, key), 'row', () => this.load(model, key));
  }

  private async load<R extends Row>(model: ReadModel<R>, key: string): Promise<R | undefined> {
    const found: { row: R }[] = await this.query(
      `SELECT row FROM read_model_row WHERE model = $1 AND version = ${liveVersion} AND key = $2`,
      [model.name, key],
    );
    if (found.length === 0) await this.mustBeLive(model.name);
    return found[0]?.row;
  }

  override async find<R extends Row>(model: ReadModel<R>, where: Where, page: PageRequest = {}): Promise<FoundPage<R>> {
    const [first] = Object.entries(where);
    if (!first || page.cursor !== undefined) return this.list(model, where, page);
    this.watch.listen();
    const tag = listTag(model.name, first[0], indexed(first[1]));
    return this.cache.read(tag, JSON.stringify([where, page]), () => this.list(model, where, page));
  }

  private async list<R extends Row>(
    model: ReadModel<R>,
    where: Where,
    { limit = defaultLimit, cursor, oldestFirst = false }: PageRequest,
  ): Promise<FoundPage<R>> {
    const size = Math.min(Math.max(Math.trunc(limit), 1), maxLimit);
    const list = new ListCursor(model.name, where, oldestFirst);
    const parameters: unknown[] = [model.name, cursor === undefined ? null : list.read(cursor), size + 1];
    const conditions = Object.entries(where).map(([name, value], at) => {
      if (!model.index || !Object.hasOwn(model.index, name)) throw new Error(`${model.name} has no index ${name}`);
      const i = `i${at}`;
      parameters.push(name, indexed(value));
      return `JOIN read_model_index ${i} ON (${i}.model, ${i}.version, ${i}.key) = (r.model, r.version, r.key)
                AND (${i}.name, ${i}.value) = ($${parameters.length - 1}, $${parameters.length})`;
    });
    const by = conditions.length > 0 ? 'i0' : 'r';
    const found: { key: string; row: R; ordinal: string }[] = await this.query(
      `SELECT r.key, r.row, r.ordinal FROM read_model_row r ${conditions.join(' ')}
       WHERE r.model = $1 AND r.version = ${liveVersion}
         AND ($2::bigint IS NULL OR ${by}.ordinal ${oldestFirst ? '>' : '<'} $2)
       ORDER BY ${by}.ordinal ${oldestFirst ? 'ASC' : 'DESC'} LIMIT $3`,
      parameters,
    );
    if (found.length === 0) await this.mustBeLive(model.name);
    const items = found.slice(0, size);
    return {
      items: items.map(({ key, row, ordinal }) => ({ key, row, cursor: list.write(ordinal) })),
      next: found.length > size ? list.write(items.at(-1)!.ordinal) : null,
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

  private query<T>(sql: string, parameters: unknown[]): Promise<T> {
    return orUnavailable(() => this.dataSource.query<T>(sql, parameters));
  }

  /** While a model is in its first build, *not found* is no answer. Later it always has a live version. */
  private async mustBeLive(model: string): Promise<void> {
    if (this.live.has(model)) return;
    const live = await orUnavailable(() => this.dataSource.manager.existsBy(checkpoints, { model, state: 'live' }));
    if (!live) throw new DependencyUnavailable(`read model ${model}`);
    this.live.add(model);
  }
}

/** A place in one list: model, conditions and direction. A cursor of another list is refused. */
class ListCursor {
  private readonly list: string;

  constructor(model: string, where: Where, oldestFirst: boolean) {
    const conditions = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
    this.list = createHash('sha256')
      .update(JSON.stringify([model, conditions, oldestFirst]))
      .digest('hex')
      .slice(0, 16);
  }

  write(ordinal: string): string {
    return Buffer.from(`${this.list}.${ordinal}`).toString('base64url');
  }

  read(cursor: string): string {
    const ordinal = /^[0-9a-f]{16}\.([1-9]\d{0,17})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
    if (!ordinal || this.write(ordinal) !== cursor) {
      throw invalidFields({ pointer: '/cursor', code: 'cursor.invalid' });
    }
    return ordinal;
  }
}
