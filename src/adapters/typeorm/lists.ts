import { createHash } from 'node:crypto';
import type { AnyReadModel, Where } from '../../application/ports/read-models.js';
import { invalidFields } from '../../domain/shared/domain-error.js';
import { listName, listsOf, listValue } from './fold.js';

/** The version that is read of the model which the query's first parameter names: the newest live one of those known here. */
export const readVersion = (known: readonly number[]): string =>
  `(SELECT max(version) FROM read_model_checkpoint WHERE model = $1 AND state = 'live' AND version IN (${known.join()}))`;

/** One of a model's lists, and which of its places are asked for; or all rows of the model. */
export class List {
  readonly isAll: boolean;
  readonly name: string;
  readonly values: readonly string[];

  constructor(model: AnyReadModel, where: Where) {
    this.isAll = Object.keys(where).length === 0;
    const names = listBy(model, where);
    if (!names) throw new Error(`${model.name} has no list by ${Object.keys(where).join(' and ')}`);
    this.name = listName(names);
    this.values = this.isAll ? [] : combined(names.map((name) => where[name]!)).map(listValue);
  }
}

/** Whether a version of a model has the list that is asked for. */
export const hasList = (model: AnyReadModel, where: Where): boolean => listBy(model, where) !== undefined;

const listBy = (model: AnyReadModel, where: Where): readonly string[] | undefined => {
  const asked = Object.keys(where);
  return asked.length === 0 ? [] : listsOf(model).find((each) => isSame(each, asked));
};

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

/** Every combination of one value of each. */
const combined = (each: readonly (string | readonly string[])[]): readonly (readonly string[])[] =>
  each.reduce<readonly (readonly string[])[]>(
    (all, values) => all.flatMap((before) => [values].flat().map((value) => [...before, value])),
    [[]],
  );

interface Query {
  readonly text: string;
  /** After the model's name and how many rows are wanted. */
  readonly values: readonly unknown[];
}

const order = (oldestFirst: boolean) => ({ compare: oldestFirst ? '>' : '<', direction: oldestFirst ? 'ASC' : 'DESC' });

/**
 * Rows of a list after a place: as many index entries as are wanted, then their rows one by one. The limits keep the planner
 * from joining whole tables, whose values it takes for independent of one another.
 */
export const listOf = (list: List, version: string, oldestFirst: boolean, after: string | undefined): Query => {
  const { compare, direction } = order(oldestFirst);
  return {
    text: `
      SELECT page.key, r.row, page.ordinal FROM (
        SELECT i.key, i.ordinal FROM unnest($4::text[]) asked (value) CROSS JOIN LATERAL (
          SELECT key, ordinal FROM read_model_index
          WHERE (model, name, value) = ($1, $3, asked.value) AND version = ${version}
            ${after === undefined ? '' : `AND ordinal ${compare} $5`}
          ORDER BY ordinal ${direction} LIMIT $2
        ) i ORDER BY i.ordinal ${direction} LIMIT $2
      ) page CROSS JOIN LATERAL (
        SELECT row FROM read_model_row WHERE (model, key) = ($1, page.key) AND version = ${version} LIMIT 1
      ) r
      ORDER BY page.ordinal ${direction}`,
    values: [list.name, list.values, ...(after === undefined ? [] : [after])],
  };
};

/** All rows of the model after a place. */
export const allOf = (version: string, oldestFirst: boolean, after: string | undefined): Query => {
  const { compare, direction } = order(oldestFirst);
  return {
    text: `
      SELECT key, row, ordinal FROM read_model_row
      WHERE model = $1 AND version = ${version} ${after === undefined ? '' : `AND ordinal ${compare} $3`}
      ORDER BY ordinal ${direction} LIMIT $2`,
    values: after === undefined ? [] : [after],
  };
};

/**
 * A place in one list: model, conditions and direction. A cursor of another list is refused. Companies keep those of the
 * feed (F22): what a cursor is made of stays.
 */
export class ListCursor {
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

  /** @throws DomainError `request.invalid` with `cursor.invalid` at `/cursor` */
  read(cursor: string): string {
    const ordinal = /^[0-9a-f]{16}\.([1-9]\d{0,17})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
    if (!ordinal || this.write(ordinal) !== cursor) {
      throw invalidFields({ pointer: '/cursor', code: 'cursor.invalid' });
    }
    return ordinal;
  }
}
