import type { RunningService } from '../servers/running-service.js';

/** Does the work while writes to a table of the service fail as if the table's server were gone: all, or new rows alone. */
export const whileAway = <T>(
  service: RunningService,
  table: string,
  work: () => Promise<T>,
  writes: 'insert' | 'insert or update' = 'insert or update',
): Promise<T> =>
  service.withDatabase(async (client) => {
    await client.query(
      `create or replace function server_is_gone() returns trigger language plpgsql as
         $$ begin raise exception using errcode = 'cannot_connect_now'; end $$;
       create trigger gone before ${writes} on ${table} execute function server_is_gone();`,
    );
    return await work().finally(() => client.query(`drop trigger gone on ${table}`));
  });
