import type { EntityManager } from 'typeorm';
import type { AnyReadModel } from '../../application/ports/read-models.js';

/** Keys that are compared, or copied, by one statement. */
const page = 1_000;

export interface Differences {
  /** Rows of the first version. */
  readonly rows: number;
  /** Rows of the second. */
  readonly otherRows: number;
  /** Keys under which the two differ: by their row, its place in the order, what it is found by, or what is parked. */
  readonly different: readonly string[];
}

interface Page {
  readonly last: string | null;
  readonly rows: number;
  readonly others: number;
  readonly different: readonly string[];
}

const keysAfter = (table: string, version: string) =>
  `(SELECT key FROM ${table} WHERE model = $1 AND version = ${version} AND key > $4 ORDER BY key LIMIT ${page})`;

const partsOf = (table: string, part: string) =>
  `SELECT version, key, ${part} AS part FROM ${table}, page
   WHERE model = $1 AND version IN ($2::int, $3::int) AND key > $4 AND key <= page.last`;

/** What stands under the next keys in both versions, as one digest for each key and version. */
const comparison = `
  WITH page AS MATERIALIZED (SELECT max(key) AS last FROM (
    ${keysAfter('read_model_row', '$2::int')} UNION ${keysAfter('read_model_row', '$3::int')}
    UNION ${keysAfter('read_model_parked', '$2::int')} UNION ${keysAfter('read_model_parked', '$3::int')}
    UNION ${keysAfter('read_model_index', '$2::int')} UNION ${keysAfter('read_model_index', '$3::int')}
    ORDER BY key LIMIT ${page}) next),
  digests AS (
    SELECT version, key, sha256(convert_to(string_agg(part, E'\\n' ORDER BY part), 'UTF8')) AS digest,
      bool_or(part LIKE 'row %') AS has_row FROM (
      ${partsOf('read_model_row', `'row ' || ordinal || ' ' || row::text`)}
      UNION ALL ${partsOf('read_model_index', `'index ' || name || ' ' || value || ' ' || ordinal`)}
      UNION ALL ${partsOf('read_model_parked', `'parked ' || ordinal`)}) parts
    GROUP BY version, key),
  pairs AS (
    SELECT key, bool_or(version = $2 AND has_row) AS one, bool_or(version = $3 AND has_row) AS other,
      count(*) < 2 OR count(DISTINCT digest) > 1 AS differs
    FROM digests GROUP BY key)
  SELECT (SELECT last FROM page) AS last, count(*) FILTER (WHERE one)::int AS rows,
    count(*) FILTER (WHERE other)::int AS others,
    coalesce(array_agg(key) FILTER (WHERE differs), '{}') AS different
  FROM pairs`;

/** Compares all rows of two versions of a model, in the transaction of `manager`. */
export const differencesOf = async (
  manager: EntityManager,
  { name }: AnyReadModel,
  version: number,
  other: number,
): Promise<Differences> => {
  const different: string[] = [];
  let [rows, otherRows] = [0, 0];
  for (let after = ''; ; ) {
    const [found] = await manager.query<[Page]>(comparison, [name, version, other, after]);
    if (found.last === null) return { rows, otherRows, different };
    rows += found.rows;
    otherRows += found.others;
    different.push(...found.different);
    after = found.last;
  }
};

const copied = {
  read_model_row: 'key, row, ordinal',
  read_model_index: 'key, name, value, ordinal',
  read_model_parked: 'key, ordinal, stream, revision, reason, due_at, failures',
};

/** Puts what stands under `keys` in one version in the place of what stands there in another. */
export const copyKeys = async (
  manager: EntityManager,
  { name }: AnyReadModel,
  from: number,
  to: number,
  keys: readonly string[],
): Promise<void> => {
  for (let at = 0; at < keys.length; at += page) {
    const some = keys.slice(at, at + page);
    for (const [table, columns] of Object.entries(copied)) {
      const where = 'WHERE model = $1 AND version = $2 AND key = ANY ($3)';
      await manager.query(`DELETE FROM ${table} ${where}`, [name, to, some]);
      await manager.query(
        `INSERT INTO ${table} (model, version, ${columns}) SELECT model, $4::int, ${columns} FROM ${table} ${where}`,
        [name, from, some, to],
      );
    }
  }
};
