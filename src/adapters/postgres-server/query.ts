import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { orUnavailable } from './errors.js';
import { againWhenUndone } from './retry.js';

/** SQL; with a name, each connection prepares it once. */
export type Statement = string | { readonly name: string; readonly text: string };

/** One statement by itself. @throws DependencyUnavailable */
export const query = <R extends QueryResultRow>(
  db: Pick<Pool, 'query'>,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<QueryResult<R>> =>
  orUnavailable(() =>
    againWhenUndone(() =>
      db.query<R>({ ...(typeof statement === 'string' ? { text: statement } : statement), values: [...values] }),
    ),
  );
