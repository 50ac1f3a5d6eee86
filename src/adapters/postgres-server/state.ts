import type { Pool } from 'pg';
import { orUnavailable } from './errors.js';

/** What a server says of itself. */
export interface ServerState {
  /** Why it takes no writes; undefined: it does. */
  readonly refusesWrites: string | undefined;
  /** Milliseconds since 1970 by its clock, and by this machine's when it was asked and when it had answered. */
  readonly clock: { readonly server: number; readonly asked: number; readonly answered: number };
}

const question = {
  name: 'server_state',
  text: `select pg_is_in_recovery() as standby, current_setting('transaction_read_only')::boolean as read_only,
    extract(epoch from clock_timestamp()) * 1000 as now`,
};

/**
 * Asks a server on a connection of `pool`. One that refuses writes is not kept: a session stays read-only when its
 * database is no longer.
 * @throws DependencyUnavailable
 */
export const stateOf = (pool: Pool): Promise<ServerState> =>
  orUnavailable(async () => {
    const client = await pool.connect();
    let isKept = false;
    try {
      const asked = Date.now();
      const { rows } = await client.query<{ standby: boolean; read_only: boolean; now: string }>(question);
      const { standby, read_only, now } = rows[0]!;
      const refusesWrites = standby ? 'a standby: it takes no writes' : read_only ? 'read-only' : undefined;
      isKept = refusesWrites === undefined;
      return { refusesWrites, clock: { server: Number(now), asked, answered: Date.now() } };
    } finally {
      client.release(!isKept);
    }
  });
