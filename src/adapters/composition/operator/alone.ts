import type { Pool, PoolClient } from 'pg';
import { orUnavailable } from '../../postgres-server/errors.js';

/**
 * Does `work` while this connection holds the advisory lock, as `lead` names them.
 * @throws Error `otherwise` when somebody else holds it; DependencyUnavailable
 */
export const alone = async <T>(
  pool: Pool,
  lock: string,
  otherwise: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await orUnavailable(() => pool.connect());
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [lock]);
    if (!rows[0].held) throw new Error(otherwise);
    return await work(client);
  } finally {
    // The lock ends with its session.
    client.release(true);
  }
};
