import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { orUnavailable } from './pool.js';

/** One statement by itself. @throws DependencyUnavailable */
export const query = <R extends QueryResultRow>(
  db: Pick<Pool, 'query'>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<QueryResult<R>> => orUnavailable(() => db.query<R>(sql, [...values]));
