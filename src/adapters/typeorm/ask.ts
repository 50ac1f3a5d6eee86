import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';

/** SQL that each connection prepares once. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** The rows of a statement. */
export type Ask = <R extends object>(statement: Prepared, values: readonly unknown[]) => Promise<R[]>;

/** Each statement by itself. */
export const onPool =
  (pool: Pool): Ask =>
  async <R extends object>(statement: Prepared, values: readonly unknown[]) =>
    (await pool.query<R>({ ...statement, values: [...values] })).rows;

/** Within a transaction of TypeORM. */
export const within =
  (manager: EntityManager): Ask =>
  ({ text }, values) =>
    manager.query(text, [...values]);
