import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import { query } from '../postgres-server/query.js';
import { contextOf, wrapperOf } from './data-keys.js';

/** Keys that are wrapped anew by one statement. */
const page = 200;

export interface WrapperCount {
  readonly wrapper: string;
  /** Data keys that it wraps. */
  readonly keys: number;
}

/** How many data keys each wrapping key wraps. @throws DependencyUnavailable */
export const countWrapped = async (pool: Pool): Promise<readonly WrapperCount[]> => {
  const { rows } = await query<WrapperCount>(
    pool,
    'select wrapper, count(*)::int as keys from data_keys where wrapped is not null group by wrapper order by wrapper',
    [],
  );
  return rows;
};

/**
 * Wraps by the key of this name what is made from now on, and then, page by page, what other keys wrap: one that broke off goes
 * on where it was. Each key opens by its old or its new wrapping at any moment; one that is destroyed meanwhile stays so.
 * Answers how many were wrapped anew.
 * @throws DependencyUnavailable, also where a key that is needed was not given
 */
export const rewrap = async (
  pool: Pool,
  keyring: Keyring,
  to: string,
  progress: (done: number) => void = () => {},
): Promise<number> => {
  const target = wrapperOf(keyring, to);
  await query(
    pool,
    "insert into settings (name, value) values ('wrapping-key', $1) on conflict (name) do update set value = $1",
    [to],
  );
  for (let done = 0; ; ) {
    const { rows } = await query<{ id: string; subject: string; wrapped: Buffer; wrapper: string }>(
      pool,
      `select id, subject, wrapped, wrapper from data_keys where wrapped is not null and wrapper <> $1 limit ${page}`,
      [to],
    );
    if (rows.length === 0) return done;
    const anew = rows.map(({ id, subject, wrapped, wrapper }) => {
      const bytes = wrapperOf(keyring, wrapper).open('wrap', wrapped, contextOf(id, subject));
      return target.seal('wrap', bytes, contextOf(id, subject));
    });
    const { rowCount } = await query(
      pool,
      `update data_keys k set wrapped = t.anew, wrapper = $4
       from unnest($1::uuid[], $2::bytea[], $3::bytea[]) t (id, old, anew) where k.id = t.id and k.wrapped = t.old`,
      [rows.map(({ id }) => id), rows.map(({ wrapped }) => wrapped), anew, to],
    );
    done += rowCount ?? 0;
    progress(done);
  }
};
